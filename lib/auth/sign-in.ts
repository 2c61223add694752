import "server-only";
import { isAPIError } from "better-auth/api";
import { auth } from "@/lib/auth/auth";
import { countAttempt, forget, forgive } from "@/lib/auth/lockout";
import { verifyPassword } from "@/lib/auth/passwords";
import type { Person } from "@/lib/auth/session";
import { prisma } from "@/lib/db/prisma";
import { PortalError } from "@/lib/errors";
import { log } from "@/lib/log";

export type SignIn = { email: string; password: string; address: string | null; userAgent: string };

/**
 * Checks a password and begins a new session; in a server action its cookie is set as well. An unknown e-mail address,
 * a wrong password and a disabled account get one answer after the same work (one argon2 run each).
 * @returns id of the person, and the Set-Cookie lines
 * @throws PortalError INVALID_CREDENTIALS, or TOO_MANY_ATTEMPTS with `minutes`
 */
export async function signIn({ email, password, address, userAgent }: SignIn): Promise<SignedIn> {
  const attempt = await countAttempt(email, address);
  const signedIn = await judged(attempt, async () => {
    try {
      const { response, headers } = await auth().api.signInEmail({
        body: { email, password },
        headers: new Headers({ "user-agent": userAgent.slice(0, 500) }),
        returnHeaders: true,
      });
      return { personId: response.user.id, setCookie: headers.getSetCookie() };
    } catch (error) {
      if (isAPIError(error) && error.statusCode < 500) return null;
      throw error;
    }
  });
  if (!signedIn) {
    log.warn("sign_in_failed", { email, address });
    throw new PortalError("INVALID_CREDENTIALS");
  }
  await forgive(email);
  await prisma.session.deleteMany({ where: { expiresAt: { lt: new Date() } } });
  log.info("signed_in", { person: signedIn.personId, address });
  return signedIn;
}

type SignedIn = { personId: string; setCookie: string[] };

/** Ends one session at once. Ending one that has ended already is no error. */
export async function endSession(sessionId: string): Promise<void> {
  await prisma.session.deleteMany({ where: { id: sessionId } });
}

/**
 * Checks the password of someone who is signed in. Wrong ones count against the account as at sign-in, so a stolen
 * session cannot be used to guess it.
 * @throws PortalError INVALID_CREDENTIALS, or TOO_MANY_ATTEMPTS with `minutes`
 */
export async function checkOwnPassword(person: Pick<Person, "id" | "email">, password: string): Promise<void> {
  const attempt = await countAttempt(person.email, null);
  const right = await judged(attempt, async () => {
    const account = await prisma.account.findFirst({ where: { userId: person.id, providerId: "credential" } });
    return account?.password ? verifyPassword({ hash: account.password, password }) : false;
  });
  if (!right) throw new PortalError("INVALID_CREDENTIALS");
  await forgive(person.email);
}

/** After thirty idle minutes: the right password makes the session good for dangerous actions again. */
export async function confirmPassword(person: Person, password: string): Promise<void> {
  await checkOwnPassword(person, password);
  await prisma.session.updateMany({
    where: { id: person.sessionId },
    data: { needsPassword: false, lastSeenAt: new Date() },
  });
}

/** Runs the check; when it breaks instead of answering, the attempt is not held against the account. */
async function judged<T>(attempt: number, check: () => Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (error) {
    await forget(attempt).catch(() => undefined);
    throw error;
  }
}
