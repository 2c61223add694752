import "server-only";
import { randomUUID } from "node:crypto";
import { keepAnAdmin, withAdminsLocked } from "@/lib/auth/admins";
import { generatePassword, hashPassword } from "@/lib/auth/passwords";
import { ROLES, type Role } from "@/lib/auth/roles";
import type { Person } from "@/lib/auth/session";
import { checkOwnPassword } from "@/lib/auth/sign-in";
import { Prisma } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";
import { PortalError } from "@/lib/errors";

/** One line of the list of people. `lastSeenAt`: null when no session is left to tell. */
export type UserRow = {
  id: string;
  name: string;
  email: string;
  role: Role;
  disabledAt: Date | null;
  createdAt: Date;
  lastSeenAt: Date | null;
};

/** Everyone, by name. */
export async function listUsers(): Promise<UserRow[]> {
  const users = await prisma.user.findMany({
    orderBy: [{ name: "asc" }, { email: "asc" }],
    include: { sessions: { orderBy: { lastSeenAt: "desc" }, take: 1, select: { lastSeenAt: true } } },
  });
  return users.map(({ id, name, email, role, disabledAt, createdAt, sessions }) => {
    const lastSeenAt = sessions[0]?.lastSeenAt ?? null;
    return { id, name, email, role: knownRole(role), disabledAt, createdAt, lastSeenAt };
  });
}

/**
 * Adds a person with a first password, which is shown once to whoever adds them and kept nowhere.
 * @throws PortalError EMAIL_TAKEN
 */
export async function createUser(input: { name: string; email: string; role: Role }) {
  const password = generatePassword();
  const hash = await hashPassword(password);
  const id = await prisma.$transaction((tx) => insertUser(tx, { ...input, hash }));
  return { id, password };
}

/** Writes a person and their password. @throws PortalError EMAIL_TAKEN */
export async function insertUser(
  tx: Prisma.TransactionClient,
  { name, email, role, hash }: { name: string; email: string; role: Role; hash: string },
): Promise<string> {
  const id = randomUUID();
  try {
    await tx.user.create({ data: { id, name, email, role } });
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") {
      throw new PortalError("EMAIL_TAKEN", {}, { cause: error });
    }
    throw error;
  }
  // better-auth finds the password of a person in the account of this shape.
  await tx.account.create({
    data: { id: randomUUID(), userId: id, accountId: id, providerId: "credential", password: hash },
  });
  return id;
}

/** @throws PortalError NOT_FOUND, or LAST_ADMIN when nobody else could administer afterwards */
export async function changeRole({ id, role }: { id: string; role: Role }): Promise<void> {
  await withAdminsLocked(async (tx) => {
    await updateUser(tx, id, { role });
    await keepAnAdmin(tx);
  });
}

/** Disabling ends the person's sessions at once. @throws PortalError NOT_FOUND, or LAST_ADMIN (see changeRole) */
export async function setDisabled({ id, disabled }: { id: string; disabled: boolean }): Promise<void> {
  await withAdminsLocked(async (tx) => {
    await updateUser(tx, id, { disabledAt: disabled ? new Date() : null });
    await keepAnAdmin(tx);
    if (disabled) await tx.session.deleteMany({ where: { userId: id } });
  });
}

/**
 * Gives a person a new password, returned once, ends their sessions and lifts a lock-out.
 * @throws PortalError NOT_FOUND
 */
export async function resetPassword({ id }: { id: string }): Promise<{ password: string }> {
  const password = generatePassword();
  const hash = await hashPassword(password);
  await prisma.$transaction(async (tx) => {
    const { email } = await writePassword(tx, id, hash);
    await tx.session.deleteMany({ where: { userId: id } });
    await tx.signInFailure.deleteMany({ where: { email } });
  });
  return { password };
}

/**
 * Changes one's own password and ends one's sessions elsewhere; the one that asks goes on.
 * @throws PortalError INVALID_CREDENTIALS when `current` is wrong, or TOO_MANY_ATTEMPTS
 */
export async function changePassword(person: Person, { current, next }: { current: string; next: string }) {
  await checkOwnPassword(person, current);
  const hash = await hashPassword(next);
  await prisma.$transaction(async (tx) => {
    await writePassword(tx, person.id, hash);
    await tx.session.deleteMany({ where: { userId: person.id, id: { not: person.sessionId } } });
    await tx.session.updateMany({ where: { id: person.sessionId }, data: { needsPassword: false } });
  });
}

async function updateUser(tx: Prisma.TransactionClient, id: string, data: Prisma.UserUpdateManyMutationInput) {
  const { count } = await tx.user.updateMany({ where: { id }, data });
  if (count === 0) throw new PortalError("NOT_FOUND");
}

async function writePassword(tx: Prisma.TransactionClient, id: string, hash: string): Promise<{ email: string }> {
  const user = await tx.user.findUnique({ where: { id }, select: { email: true } });
  if (!user) throw new PortalError("NOT_FOUND");
  await tx.account.updateMany({ where: { userId: id, providerId: "credential" }, data: { password: hash } });
  return user;
}

function knownRole(role: string): Role {
  // The column has a CHECK constraint: another value is a fault of the database, and the weakest role is safe.
  return ROLES.find((known) => known === role) ?? "viewer";
}
