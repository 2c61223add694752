import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { auth } from "@/lib/auth/auth";
import { localPath } from "@/lib/auth/input";
import { ROLES, type Role, roleAtLeast } from "@/lib/auth/roles";
import { hashToken } from "@/lib/auth/tokens";
import { prisma } from "@/lib/db/prisma";

/** After this long without a request, dangerous actions ask for the password again. */
const IDLE_MS = 30 * 60_000;
const TOUCH_EVERY_MS = 60_000;

/** Who is asking. */
export type Person = {
  id: string;
  name: string;
  email: string;
  role: Role;
  sessionId: string;
  /** Last request of this session before this one, to the minute. */
  lastSeenAt: Date;
  /** True once the session lay idle for 30 minutes, until the password was given again (confirmPassword). */
  needsPassword: boolean;
};

/**
 * The signed-in person of this request, or null: no cookie, a forged one, an ended or expired session, a disabled
 * account. Asked once per page render. Throws the database's error when it cannot be reached: that is not "signed out".
 */
export const currentPerson = cache(async (): Promise<Person | null> => {
  const { authCookies, secret } = await auth().$context;
  const value = (await cookies()).get(authCookies.sessionToken.name)?.value;
  const token = value === undefined ? null : signedValue(value, secret);
  return token === null ? null : personOfToken(token, { touch: !(await isBackground()) });
});

/**
 * Whether the browser asks by itself (components/follow.tsx): that is no sign of a person, so the session's idle time
 * runs on. Whoever forges it only makes their own session seem idle.
 */
async function isBackground(): Promise<boolean> {
  return (await cookies()).get("portal-background") !== undefined || (await headers()).has("x-portal-background");
}

/** The person a session token belongs to; see currentPerson. Exported for tests. */
export async function personOfToken(
  token: string,
  { now = new Date(), touch = true }: { now?: Date; touch?: boolean } = {},
): Promise<Person | null> {
  const session = await prisma.session.findUnique({ where: { token: hashToken(token) }, include: { user: true } });
  if (!session || session.expiresAt <= now || session.user.disabledAt) return null;
  const role = ROLES.find((known) => known === session.user.role);
  if (!role) return null;
  const idleMs = now.getTime() - session.lastSeenAt.getTime();
  const needsPassword = session.needsPassword || idleMs > IDLE_MS;
  if (touch && idleMs > TOUCH_EVERY_MS) {
    // updateMany: the session may have been ended meanwhile, which is no error here.
    await prisma.session.updateMany({
      where: { id: session.id },
      data: { lastSeenAt: now, ...(needsPassword ? { needsPassword } : {}) },
    });
  }
  const { id, name, email } = session.user;
  return { id, name, email, role, sessionId: session.id, lastSeenAt: session.lastSeenAt, needsPassword };
}

/**
 * The person, for a page that needs at least this role. Signed out: goes to /sign-in and comes back afterwards. Signed
 * in with too low a role: the page does not exist for them (404), so nothing of it shows.
 */
export async function requirePerson(role: Role = "viewer"): Promise<Person> {
  const person = await currentPerson();
  if (!person) redirect(await signInPath());
  if (!roleAtLeast(person.role, role)) notFound();
  return person;
}

async function signInPath(): Promise<string> {
  // Set by proxy.ts. It may be missing or forged, so it is only ever a path of this site to come back to.
  const here = localPath((await headers()).get("x-portal-path") ?? undefined);
  return here === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(here)}`;
}

/** The value of a cookie signed by better-auth (`value.base64(HMAC-SHA256)`), or null when the signature is not ours. */
function signedValue(cookie: string, secret: string): string | null {
  const end = cookie.lastIndexOf(".");
  if (end < 1) return null;
  const value = cookie.slice(0, end);
  const given = Buffer.from(cookie.slice(end + 1));
  const expected = Buffer.from(createHmac("sha256", secret).update(value).digest("base64"));
  return given.length === expected.length && timingSafeEqual(given, expected) ? value : null;
}
