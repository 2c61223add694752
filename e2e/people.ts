import { randomBytes, randomUUID } from "node:crypto";
import { hash } from "@node-rs/argon2";
import { type Browser, test as base, type Page } from "@playwright/test";
import pg from "pg";
import { builtActions, callAction } from "@/e2e/built-app";
import type { Kind } from "@/lib/auth/matrix";

/** Someone to test as. `cookie`: value of a Cookie header, empty for nobody. */
export type TestPerson = { email: string; password: string; cookie: string };
export type People = Record<Kind, TestPerson>;

/** Tests with `people`: one of every kind, made once per worker straight in the database, signed in for real. */
export const test = base.extend<object, { people: People }>({
  people: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures out of this pattern
    async ({}, use, { project }) => {
      const { baseURL } = project.use;
      const databaseUrl = process.env.DATABASE_URL;
      if (!baseURL || !databaseUrl) throw new Error("people need use.baseURL and DATABASE_URL of the tested app");
      await use(await makePeople(baseURL, databaseUrl));
    },
    { scope: "worker" },
  ],
});

export { expect } from "@playwright/test";

/** A page of a browser of its own in which this person is signed in. Close its context. */
export async function pageOf(browser: Browser, { cookie }: TestPerson, baseURL: string | undefined): Promise<Page> {
  const context = await browser.newContext({ baseURL, locale: "id-ID", timezoneId: "Asia/Jakarta" });
  const cookies = cookie.split("; ").map((pair) => {
    const at = pair.indexOf("=");
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url: baseURL ?? "" };
  });
  await context.addCookies(cookies);
  return context.newPage();
}

async function makePeople(baseUrl: string, databaseUrl: string): Promise<People> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    const make = async (kind: Kind, role: string) => {
      const person = { email: `${kind}-${randomBytes(4).toString("hex")}@uji.test`, password: randomUUID() };
      const id = randomUUID();
      await client.query('INSERT INTO "user" (id, name, email, role) VALUES ($1, $2, $3, $4)', [
        id,
        `Uji ${kind}`,
        person.email,
        role,
      ]);
      await client.query(
        `INSERT INTO account (id, user_id, account_id, provider_id, password) VALUES ($1, $2, $2, 'credential', $3)`,
        [randomUUID(), id, await hash(person.password)],
      );
      const cookie = await signInCookie(baseUrl, person);
      if (kind === "expired") {
        await client.query("UPDATE session SET expires_at = now() - interval '1 second' WHERE user_id = $1", [id]);
      }
      if (kind === "idle") {
        await client.query("UPDATE session SET last_seen_at = now() - interval '31 minutes' WHERE user_id = $1", [id]);
      }
      return { ...person, cookie };
    };
    return {
      none: { email: "", password: "", cookie: "" },
      expired: await make("expired", "admin"),
      viewer: await make("viewer", "viewer"),
      staff: await make("staff", "staff"),
      admin: await make("admin", "admin"),
      idle: await make("idle", "admin"),
    };
  } finally {
    await client.end();
  }
}

async function signInCookie(baseUrl: string, { email, password }: { email: string; password: string }) {
  const id = builtActions().get("app/sign-in/actions.ts#signIn");
  if (!id) throw new Error("the build has no sign-in action");
  const { answer, setCookie } = await callAction(baseUrl, id, [{ email, password, next: "/" }]);
  if (setCookie.length === 0) throw new Error(`${email} cannot sign in: ${JSON.stringify(answer)}`);
  return setCookie.map((line) => line.split(";")[0]).join("; ");
}
