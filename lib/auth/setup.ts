import "server-only";
import { adminExists, withAdminsLocked } from "@/lib/auth/admins";
import { hashPassword } from "@/lib/auth/passwords";
import { hashToken, newToken } from "@/lib/auth/tokens";
import { insertUser } from "@/lib/auth/users";
import { prisma } from "@/lib/db/prisma";
import { readEnv } from "@/lib/env";
import { PortalError } from "@/lib/errors";

const LINK_VALID_MS = 24 * 60 * 60_000;

/**
 * A one-time link that makes the first admin, valid 24 hours; a link made earlier stops working. Only the hash of its
 * token is kept.
 * @param baseUrl address that people type, e.g. "http://127.0.0.1:3000"
 * @returns the link, or null when there is an admin already
 */
export async function createSetupLink(baseUrl: string): Promise<string | null> {
  if (await adminExists()) return null;
  const token = newToken();
  const row = { tokenHash: hashToken(token), expiresAt: new Date(Date.now() + LINK_VALID_MS) };
  await prisma.setupToken.upsert({ where: { onlyRow: true }, create: row, update: row });
  const link = new URL("/setup", baseUrl);
  link.searchParams.set("token", token);
  return link.href;
}

/** May this token still be used? For the page to say so before anyone fills in a form. */
export async function isSetupLinkValid(token: string): Promise<boolean> {
  if (await adminExists()) return false;
  return (await prisma.setupToken.count({ where: valid(token) })) === 1;
}

/**
 * Makes the first admin. However many use the link at once, it makes exactly one: the token's row is deleted in the
 * same transaction as the person is written.
 * @throws PortalError SETUP_LINK_INVALID (used, replaced, expired, or there is an admin already), or EMAIL_TAKEN
 */
export async function redeemSetupLink(input: { token: string; name: string; email: string; password: string }) {
  // Before the work of a hash: a stranger's guess costs one look-up.
  if (!(await isSetupLinkValid(input.token))) throw new PortalError("SETUP_LINK_INVALID");
  const hash = await hashPassword(input.password);
  const { name, email } = input;
  return withAdminsLocked(async (tx) => {
    const { count } = await tx.setupToken.deleteMany({ where: valid(input.token) });
    if (count !== 1 || (await adminExists(tx))) throw new PortalError("SETUP_LINK_INVALID");
    return insertUser(tx, { name, email, role: "admin", hash });
  });
}

/**
 * Makes the first admin from ADMIN_EMAIL and ADMIN_PASSWORD, when both are set and there is no admin.
 * @returns true when it made one
 * @throws PortalError EMAIL_TAKEN when someone who is no admin has this address
 */
export async function ensureAdminFromEnv(): Promise<boolean> {
  const { ADMIN_EMAIL, ADMIN_PASSWORD } = readEnv();
  if (!ADMIN_EMAIL || !ADMIN_PASSWORD || (await adminExists())) return false;
  const email = ADMIN_EMAIL.trim().toLowerCase();
  const hash = await hashPassword(ADMIN_PASSWORD);
  return withAdminsLocked(async (tx) => {
    if (await adminExists(tx)) return false;
    await insertUser(tx, { name: email.split("@")[0] ?? email, email, role: "admin", hash });
    await tx.setupToken.deleteMany();
    return true;
  });
}

function valid(token: string) {
  return { tokenHash: hashToken(token), expiresAt: { gt: new Date() } };
}
