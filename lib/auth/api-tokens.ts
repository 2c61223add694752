import "server-only";
import { z } from "zod";
import { hashToken, newToken } from "@/lib/auth/tokens";
import { prisma } from "@/lib/db/prisma";
import { PortalError } from "@/lib/errors";

/** So that a token is known for what it is wherever it turns up. */
const PREFIX = "ahsp_";
const TOUCH_EVERY_MS = 60_000;

export const tokenName = z.string().trim().min(1, "REQUIRED").max(100, "TOO_LONG");
export const tokenId = z.coerce.number().int().positive().max(2_147_483_647);

/** One line of the list of tokens. `createdBy`: null when that person was deleted. Null times: never. */
export interface ApiTokenRow {
  id: number;
  name: string;
  createdBy: string | null;
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

/** All tokens ever made, newest first; without the tokens themselves, which nobody has kept. */
export async function listApiTokens(): Promise<ApiTokenRow[]> {
  return prisma.$queryRaw<ApiTokenRow[]>`
    SELECT t.id, t.name, u.name AS "createdBy", t.created_at AS "createdAt",
      t.last_used_at AS "lastUsedAt", t.revoked_at AS "revokedAt"
    FROM api_tokens t LEFT JOIN "user" u ON u.id = t.created_by
    ORDER BY t.id DESC`;
}

/**
 * Makes a token for a program, which may then read what a viewer may. The token is shown once to whoever makes it and
 * kept nowhere: the database has its hash.
 */
export async function createApiToken({
  name,
  by,
}: {
  name: string;
  by: string;
}): Promise<{ id: number; token: string }> {
  const token = PREFIX + newToken();
  const { id } = await prisma.apiToken.create({ data: { name, tokenHash: hashToken(token), createdBy: by } });
  return { id, token };
}

/** The token opens nothing from now on. Once revoked it stays so, with its first date. @throws PortalError NOT_FOUND */
export async function revokeApiToken({ id }: { id: number }): Promise<void> {
  const { count } = await prisma.apiToken.updateMany({
    where: { id, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  if (count === 0 && (await prisma.apiToken.count({ where: { id } })) === 0) throw new PortalError("NOT_FOUND");
}

/** A program that asks: it holds a valid token. */
export interface Program {
  tokenId: number;
  name: string;
}

/**
 * The program that a token belongs to, or null when it is unknown or revoked. Whatever is given is hashed and looked
 * up in the same way, so the time tells nothing about how near a guess came. Its use is written down at most once a
 * minute. Throws the database's error when it cannot be reached.
 */
export async function programOfToken(token: string, now = new Date()): Promise<Program | null> {
  const found = await prisma.apiToken.findUnique({ where: { tokenHash: hashToken(token) } });
  if (!found || found.revokedAt) return null;
  const due = new Date(now.getTime() - TOUCH_EVERY_MS);
  if (!found.lastUsedAt || found.lastUsedAt < due) {
    // Of many requests at once one writes.
    const notYet = [{ lastUsedAt: null }, { lastUsedAt: { lt: due } }];
    await prisma.apiToken.updateMany({ where: { id: found.id, OR: notYet }, data: { lastUsedAt: now } });
  }
  return { tokenId: found.id, name: found.name };
}
