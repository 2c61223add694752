import "server-only";
import type { Prisma } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";
import { PortalError } from "@/lib/errors";

/**
 * Runs a change that may make or unmake an admin, one at a time: whoever counts admins inside sees no other such
 * change until the end of the transaction.
 */
export function withAdminsLocked<T>(change: (tx: Prisma.TransactionClient) => Promise<T>): Promise<T> {
  return prisma.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('portal admins', 0))`;
      return change(tx);
    },
    { maxWait: 10_000, timeout: 10_000 },
  );
}

/** Is there anyone who can administer? A disabled admin cannot. */
export async function adminExists(db: Prisma.TransactionClient = prisma): Promise<boolean> {
  return (await db.user.count({ where: { role: "admin", disabledAt: null } })) > 0;
}

/** @throws PortalError LAST_ADMIN when the change, made already in this transaction, left no enabled admin */
export async function keepAnAdmin(tx: Prisma.TransactionClient): Promise<void> {
  if (!(await adminExists(tx))) throw new PortalError("LAST_ADMIN");
}
