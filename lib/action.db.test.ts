import { redirect } from "next/navigation";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { action } from "@/lib/action";
import type { Role } from "@/lib/auth/roles";
import { signIn } from "@/lib/auth/sign-in";
import { createUser } from "@/lib/auth/users";
import { prisma } from "@/lib/db/prisma";
import { PortalError } from "@/lib/errors";
import { route } from "@/lib/route";

/** The request that Next would tell of. */
let request = new Headers();

vi.mock("next/headers", () => ({
  headers: async () => request,
  cookies: async () => ({
    get: (name: string) => {
      const pairs = (request.get("cookie") ?? "").split("; ").map((pair) => pair.split("="));
      const value = pairs
        .find(([key]) => key === name)
        ?.slice(1)
        .join("=");
      return value === undefined ? undefined : { name, value: decodeURIComponent(value) };
    },
  }),
}));

const SAME_SITE = { host: "portal.test:3000", origin: "http://portal.test:3000", "sec-fetch-site": "same-origin" };
const cookies: Partial<Record<Role, string>> = {};

beforeAll(async () => {
  for (const role of ["viewer", "staff", "admin"] as const) {
    const email = `${role}@contoh.go.id`;
    const { password } = await createUser({ name: role, email, role });
    const { setCookie } = await signIn({ email, password, address: null, userAgent: "test" });
    cookies[role] = setCookie.map((line) => line.split(";")[0]).join("; ");
  }
});

beforeEach(() => {
  delete process.env.PORTAL_URL;
});

function as(role: Role | null, headers: Record<string, string | null> = {}): void {
  const cookie = role ? (cookies[role] ?? "") : null;
  const all = Object.entries({ ...SAME_SITE, cookie, ...headers });
  request = new Headers(all.flatMap(([key, value]) => (value === null ? [] : [[key, value] as [string, string]])));
}

const input = z.object({ name: z.string().min(1), count: z.coerce.number().default(1) });
const ran = vi.fn();
const staffOnly = action({ name: "test.staff", role: "staff", input }, async (given, { person }) => {
  ran(given);
  return { given, by: person.email };
});
const anyone = action({ name: "test.none", role: "none", input }, async (given) => given);
const dangerous = action({ name: "test.fresh", role: "admin", fresh: true, input }, async () => "done");
const failing = (error: unknown) =>
  action({ name: "test.failing", role: "none", input: z.object({}).optional() }, async () => {
    throw error;
  });

describe("an action", () => {
  test("answers the person who may, with parsed input", async () => {
    as("staff");
    expect(await staffOnly({ name: "a" })).toEqual({
      ok: true,
      data: { given: { name: "a", count: 1 }, by: "staff@contoh.go.id" },
    });
  });

  test("takes a form, also after a previous result, and no key beyond its schema", async () => {
    as(null);
    const form = new FormData();
    form.set("name", "a");
    form.set("count", "3");
    form.set("role", "admin");
    form.set("$ACTION_KEY", "x");
    const data = { name: "a", count: 3 };
    expect(await anyone(form)).toEqual({ ok: true, data });
    expect(await anyone(null, form)).toEqual({ ok: true, data });
    expect(await anyone({ ok: false, code: "INTERNAL" }, form)).toEqual({ ok: true, data });
  });

  test.each<[string, Record<string, string | null>]>([
    ["a missing Origin", { origin: null }],
    ["a null Origin", { origin: "null" }],
    ["a foreign Origin", { origin: "https://evil.example" }],
    ["another port", { origin: "http://portal.test:4000" }],
    ["an Origin that is no URL", { origin: "portal.test:3000" }],
    ["a cross-site fetch", { "sec-fetch-site": "cross-site" }],
    ["a fetch from a sibling site", { "sec-fetch-site": "same-site" }],
  ])("refuses %s before it looks at who asks", async (_, headers) => {
    ran.mockClear();
    as("staff", headers);
    expect(await staffOnly({ name: "a" })).toEqual({ ok: false, code: "CROSS_SITE" });
    expect(await anyone({ name: "a" })).toEqual({ ok: false, code: "CROSS_SITE" });
    expect(ran).not.toHaveBeenCalled();
  });

  test("compares with PORTAL_URL when it is set, whatever host the request names", async () => {
    process.env.PORTAL_URL = "https://ahsp.contoh.go.id/";
    as(null, { origin: "https://ahsp.contoh.go.id" });
    expect(await anyone({ name: "a" })).toMatchObject({ ok: true });
    as(null, { origin: "http://ahsp.contoh.go.id" });
    expect(await anyone({ name: "a" })).toMatchObject({ code: "CROSS_SITE" });
    as(null);
    expect(await anyone({ name: "a" })).toMatchObject({ code: "CROSS_SITE" });
  });

  test("asks who it is, then whether they may, then for the input", async () => {
    const wrong = { name: "" };
    as(null);
    expect(await staffOnly(wrong)).toEqual({ ok: false, code: "UNAUTHENTICATED" });
    as("viewer");
    expect(await staffOnly(wrong)).toEqual({ ok: false, code: "FORBIDDEN" });
    as("staff");
    expect(await staffOnly(wrong)).toEqual({ ok: false, code: "INVALID_INPUT", fields: { name: "REQUIRED" } });
    as("admin");
    expect(await staffOnly({ name: "a" })).toMatchObject({ ok: true });
  });

  test("believes no forged, altered or expired cookie", async () => {
    as(null, { cookie: "ahsp.session_token=guess.c2lnbmF0dXJl" });
    expect(await staffOnly({ name: "a" })).toMatchObject({ code: "UNAUTHENTICATED" });
    as(null, { cookie: cookies.staff?.replace(/=./, "=_") ?? "" });
    expect(await staffOnly({ name: "a" })).toMatchObject({ code: "UNAUTHENTICATED" });
    const before = await prisma.session.findFirstOrThrow({ where: { user: { email: "staff@contoh.go.id" } } });
    await prisma.session.update({ where: { id: before.id }, data: { expiresAt: new Date(Date.now() - 1000) } });
    as("staff");
    expect(await staffOnly({ name: "a" })).toMatchObject({ code: "UNAUTHENTICATED" });
    await prisma.session.update({ where: { id: before.id }, data: { expiresAt: before.expiresAt } });
    expect(await staffOnly({ name: "a" })).toMatchObject({ ok: true });
  });

  test("wants the password again for what is dangerous, once the session lay idle for 30 minutes", async () => {
    as("admin");
    expect(await dangerous({ name: "a" })).toEqual({ ok: true, data: "done" });
    const idle = { lastSeenAt: new Date(Date.now() - 31 * 60_000) };
    await prisma.session.updateMany({ where: { user: { email: "admin@contoh.go.id" } }, data: idle });
    // A look at any page in between does not make the session fresh again.
    expect(await staffOnly({ name: "a" })).toMatchObject({ ok: true });
    expect(await dangerous({ name: "a" })).toEqual({ ok: false, code: "REAUTHENTICATION_REQUIRED" });
  });

  test("tells an expected failure with its params, and an unexpected one by an id only", async () => {
    as(null);
    expect(await failing(new PortalError("TOO_MANY_ATTEMPTS", { minutes: 3 }))()).toEqual({
      ok: false,
      code: "TOO_MANY_ATTEMPTS",
      params: { minutes: 3 },
    });
    const unexpected = await failing(new Error("column secret_recipe does not exist"))();
    expect(unexpected).toEqual({ ok: false, code: "INTERNAL", errorId: expect.stringMatching(/^[0-9a-f]{10}$/) });
  });

  test("tells a slow database from one that is away", async () => {
    as(null);
    const slow = action({ name: "test.slow", role: "none", input: z.object({}).optional() }, () =>
      prisma.$transaction(async (tx) => {
        await tx.$executeRaw`SET LOCAL statement_timeout = 50`;
        await tx.$queryRaw`SELECT pg_sleep(5)::text`;
      }),
    );
    expect(await slow()).toMatchObject({ code: "DATABASE_TIMEOUT" });
    const gone = action({ name: "test.gone", role: "none", input: z.object({}).optional() }, async () => {
      await prisma.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`;
    });
    expect(await gone()).toMatchObject({ code: "DATABASE_UNAVAILABLE" });
  });

  test("lets Next's redirect pass", async () => {
    as(null);
    const away = action({ name: "test.redirect", role: "none", input: z.object({}).optional() }, async () =>
      redirect("/ahsp"),
    );
    await expect(away()).rejects.toMatchObject({ digest: expect.stringContaining("NEXT_REDIRECT") });
  });
});

describe("a route", () => {
  const tags = z.union([z.string(), z.array(z.string())]).optional();
  const query = z.object({ n: z.coerce.number().int().optional(), tag: tags });
  const GET = route(
    { name: "test.route", role: "staff", params: z.object({ id: z.coerce.number().int() }), query },
    async ({ params, query: { n, tag }, person }) => {
      if (params.id === 404) throw new PortalError("NOT_FOUND");
      return Response.json({ id: params.id, n, tag, by: person.email });
    },
  );
  const get = async (path: string, id: string) => {
    const response = await GET(new Request(`http://portal.test${path}`), { params: Promise.resolve({ id }) });
    expect(response.headers.get("cache-control")).toBe("no-store");
    return [response.status, await response.json()];
  };

  test("answers 401, 403, 400 and 404 as JSON with a code, and nothing is cached", async () => {
    as(null);
    expect(await get("/x", "1")).toEqual([401, { code: "UNAUTHENTICATED" }]);
    as("viewer");
    expect(await get("/x", "1")).toEqual([403, { code: "FORBIDDEN" }]);
    as("staff");
    expect(await get("/x", "one")).toEqual([400, { code: "INVALID_INPUT", fields: { id: "INVALID" } }]);
    expect(await get("/x?n=1.5", "1")).toEqual([400, { code: "INVALID_INPUT", fields: { n: "INVALID" } }]);
    expect(await get("/x", "404")).toEqual([404, { code: "NOT_FOUND" }]);
    const by = "staff@contoh.go.id";
    expect(await get("/x?n=2&tag=a&tag=b", "7")).toEqual([200, { id: 7, n: 2, tag: ["a", "b"], by }]);
  });
});
