import "server-only";
import { migrationNames } from "@/lib/db/migration-files";
import { prisma } from "@/lib/db/prisma";

const ANSWER_MS = 3000;

/**
 * Can the portal work with its database now: it answers within 3 s and has every migration? Never throws.
 * For /api/health/ready.
 */
export async function databaseReady(): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, ANSWER_MS, false);
  });
  return Promise.race([isUpToDate().catch(() => false), late]).finally(() => clearTimeout(timer));
}

async function isUpToDate(): Promise<boolean> {
  const rows = await prisma.$queryRaw<{ migration_name: string }[]>`
    SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL`;
  const applied = new Set(rows.map((row) => row.migration_name));
  return migrationNames().every((name) => applied.has(name));
}
