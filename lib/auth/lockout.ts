import "server-only";
import type { Prisma } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";
import { readEnv } from "@/lib/env";
import { PortalError } from "@/lib/errors";

/** Wrong passwords for one account, known or not, before it is locked. */
const ACCOUNT_LIMIT = 5;
/** Wrong passwords from one address, for any account. Higher: an office shares an address. */
const ADDRESS_LIMIT = 30;
/** Failures this close together count, and a lock lasts this long from the last of them. */
const WINDOW_SECONDS = 15 * 60;

/**
 * Counts an attempt as failed *before* the password is looked at, so that guesses in parallel cannot slip through
 * between counting and checking: of twenty at once, five are checked. Call `forgive` when the password was right.
 * Unknown addresses are counted and locked exactly like known ones. A locked account counts nothing more, so it opens
 * again even while someone keeps trying.
 * @throws PortalError TOO_MANY_ATTEMPTS with `minutes` until the next try is allowed
 * @returns id of the attempt
 */
export async function countAttempt(email: string, address: string | null): Promise<number> {
  return prisma.$transaction(
    async (tx) => {
      // Account before address, always: the same order for everyone rules out a deadlock.
      await lock(tx, `account ${email}`);
      await refuseLocked(tx, { email }, ACCOUNT_LIMIT);
      if (address !== null) {
        await lock(tx, `address ${address}`);
        await refuseLocked(tx, { ipAddress: address }, ADDRESS_LIMIT);
      }
      await tx.signInFailure.deleteMany({ where: { at: { lt: new Date(Date.now() - 24 * 60 * 60_000) } } });
      const { id } = await tx.signInFailure.create({ data: { email, ipAddress: address }, select: { id: true } });
      return id;
    },
    { maxWait: 10_000, timeout: 10_000 },
  );
}

/** The password was right: the account's failures are forgotten. */
export async function forgive(email: string): Promise<void> {
  await prisma.signInFailure.deleteMany({ where: { email } });
}

/** The attempt could not be judged (the database went away): it does not count. */
export async function forget(attempt: number): Promise<void> {
  await prisma.signInFailure.deleteMany({ where: { id: attempt } });
}

/**
 * The address that a sign-in comes from, or null when it cannot be known. Server actions do not see the socket, and
 * X-Forwarded-For is what the caller says it is unless a proxy stands in front: so it is read only when PORTAL_URL
 * tells of one, and then its last entry, the one that this proxy wrote. Without a proxy only the account limit applies.
 */
export function clientAddress(headers: Headers): string | null {
  if (!readEnv().PORTAL_URL) return null;
  const last = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  return last ? last.slice(0, 64) : null;
}

async function lock(tx: Prisma.TransactionClient, name: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`sign-in ${name}`}, 0))`;
}

async function refuseLocked(
  tx: Prisma.TransactionClient,
  where: { email: string } | { ipAddress: string },
  limit: number,
): Promise<void> {
  const rows = await tx.signInFailure.findMany({ where, orderBy: { at: "desc" }, take: limit, select: { at: true } });
  const seconds = lockedForSeconds(
    rows.map((row) => row.at),
    limit,
    new Date(),
  );
  if (seconds > 0) throw new PortalError("TOO_MANY_ATTEMPTS", { minutes: Math.ceil(seconds / 60) });
}

/** Seconds until the next try: the newest `limit` failures lie within one window and the last is younger than that. */
export function lockedForSeconds(newestFirst: Date[], limit: number, now: Date): number {
  const newest = newestFirst[0];
  const oldest = newestFirst[limit - 1];
  if (!newest || !oldest) return 0;
  if (newest.getTime() - oldest.getTime() > WINDOW_SECONDS * 1000) return 0;
  return Math.max(0, WINDOW_SECONDS - (now.getTime() - newest.getTime()) / 1000);
}
