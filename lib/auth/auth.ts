import "server-only";
import { randomUUID } from "node:crypto";
import { type BetterAuthOptions, betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { nextCookies } from "better-auth/next-js";
import { withHashedTokens } from "@/lib/auth/hashed-tokens";
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from "@/lib/auth/input";
import { hashPassword, verifyPassword } from "@/lib/auth/passwords";
import { newToken } from "@/lib/auth/tokens";
import { prisma } from "@/lib/db/prisma";
import { readEnv } from "@/lib/env";
import { log } from "@/lib/log";

const SESSION_SECONDS = 12 * 60 * 60;

type Auth = ReturnType<typeof create>;
let instance: Auth | undefined;

/**
 * better-auth, made at first use because `next build` loads modules without any secret. It checks passwords at
 * sign-in, makes sessions and writes their cookie. No route exposes it: only this server's own code calls `auth().api`.
 * Throws when PORTAL_SECRET is not set; every command that serves people sets it.
 */
export function auth(): Auth {
  instance ??= create();
  return instance;
}

function create() {
  const env = readEnv();
  if (!env.PORTAL_SECRET) throw new Error("PORTAL_SECRET is not set: start the portal with `npm start`");
  const adapter = prismaAdapter(prisma, { provider: "postgresql" });
  return betterAuth({
    appName: "AHSP Portal",
    secret: env.PORTAL_SECRET,
    // Nothing here builds a URL; a value only keeps better-auth from guessing one.
    baseURL: env.PORTAL_URL ?? "http://localhost",
    database: (options: BetterAuthOptions) => withHashedTokens(adapter(options)),
    telemetry: { enabled: false },
    // Its warnings ("Invalid password") repeat what sign-in.ts logs.
    logger: { level: "error", log: (_, message) => log.error("auth", { message }) },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN_LENGTH,
      maxPasswordLength: PASSWORD_MAX_LENGTH,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    user: {
      additionalFields: {
        role: { type: "string", required: false, input: false, defaultValue: "viewer" },
        disabledAt: { type: "date", required: false, input: false },
      },
    },
    session: { expiresIn: SESSION_SECONDS, disableSessionRefresh: true, cookieCache: { enabled: false } },
    // Counted per account in lockout.ts: better-auth's limit sees only its own routes, and there are none.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: "ahsp",
      useSecureCookies: env.PORTAL_URL?.startsWith("https://") ?? false,
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax", path: "/" },
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => randomUUID() },
    },
    databaseHooks: { session: { create: { before: prepareSession } } },
    plugins: [nextCookies()],
  });
}

/** Refuses a disabled person, and gives the session a token of 256 random bits (better-auth's own has 190). */
async function prepareSession(session: { userId: string }) {
  const person = await prisma.user.findUnique({ where: { id: session.userId }, select: { disabledAt: true } });
  if (!person || person.disabledAt) return false;
  return { data: { token: newToken() } };
}
