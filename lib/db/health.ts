import "server-only";
import { pendingMigrations } from "@/lib/db/migrate";
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
  const answer = pendingMigrations(
    () => prisma.$queryRaw`SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL`,
  ).then(
    (pending) => pending.length === 0,
    () => false,
  );
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
