import Ajv2020 from "ajv/dist/2020";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { GET as getDocument } from "@/app/api/v1/openapi.json/route";
import { GET } from "@/app/api/v1/technologies/route";
import { createApiToken, revokeApiToken } from "@/lib/auth/api-tokens";
import { signIn } from "@/lib/auth/sign-in";
import { createUser } from "@/lib/auth/users";
import { pool } from "@/lib/db/pool";
import { route } from "@/lib/route";

/** The cookies of the request that Next would tell of. */
let cookie = "";

vi.mock("next/headers", () => ({
  headers: async () => new Headers(),
  cookies: async () => ({
    get: (name: string) => {
      const value = cookie.split("; ").find((pair) => pair.startsWith(`${name}=`));
      return value === undefined ? undefined : { name, value: decodeURIComponent(value.slice(name.length + 1)) };
    },
    has: () => false,
  }),
}));

const context = { params: Promise.resolve({}) };
let viewerCookie: string;
let token: string;
let document: ReturnType<typeof JSON.parse>;

beforeAll(async () => {
  const viewer = { name: "Pembaca", email: "pembaca@contoh.go.id", role: "viewer" as const };
  const { id, password } = await createUser(viewer);
  const { setCookie } = await signIn({ email: viewer.email, password, address: null, userAgent: "test" });
  viewerCookie = setCookie.map((line) => line.split(";")[0]).join("; ");
  token = (await createApiToken({ name: "uji", by: id })).token;
  await pool().query(`
    INSERT INTO companies (name, domain, technologies) VALUES
      ('PT Maju, Tbk', 'maju.test', ARRAY['Go', 'React', ' ', NULL]), ('Acme', 'acme.test', ARRAY['Go']),
      ('Back\\slash', 'back.test', ARRAY['C++ & 100%_\\']);
    INSERT INTO companies (name, domain, technologies)
      SELECT 'Banyak', n || '.test', ARRAY['T' || lpad(n::text, 3, '0')] FROM generate_series(1, 47) AS n;
    SELECT refresh_view('mv_distinct_technologies')`);
  document = await (await getDocument(new Request("http://portal.test/api/v1/openapi.json"), context)).json();
});

beforeEach(() => {
  cookie = viewerCookie;
});

/** Asks, and holds the answer against the schema that the document has for its status. */
async function get(query: string, headers: Record<string, string> = {}) {
  const response = await GET(new Request(`http://portal.test/api/v1/technologies${query}`, { headers }), context);
  expect(response.headers.get("cache-control")).toBe("no-store");
  const body = await response.json();
  const described = document.paths["/api/v1/technologies"].get.responses[response.status];
  const { schema } = described.content["application/json"];
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile({
    ...schema,
    components: document.components,
  });
  expect(validate(body), JSON.stringify([body, validate.errors])).toBe(true);
  return { status: response.status, body, headers: response.headers };
}
const values = async (query: string) =>
  (await get(query)).body.results.map((one: { value: string }) => one.value).join(" ");

describe("GET /api/v1/technologies", () => {
  test("answers a page of 25 with counts, and the way to the next", async () => {
    const { status, body, headers } = await get("");
    expect(status).toBe(200);
    expect(body).toMatchObject({ next: "/api/v1/technologies?limit=25&offset=25", previous: null, has_more: true });
    expect(body.results).toHaveLength(25);
    expect(body.results.slice(0, 2)).toEqual([
      { value: "C++ & 100%_\\", company_count: 1 },
      { value: "Go", company_count: 2 },
    ]);
    expect(headers.get("x-data-source")).toBe("view");
  });

  test("leads forwards and backwards through every page, keeping all parameters, and stops at the ends", async () => {
    const start = "?company=Banyak&company=Acme%2CPT%20Maju%5C%2C+Tbk&search=T&ordering=-value&limit=20";
    const seen: string[][] = [];
    let query: string | null = start;
    const links: string[] = [];
    while (query !== null) {
      const { body } = await get(query);
      seen.push(body.results.map((one: { value: string }) => one.value));
      links.push(body.previous);
      if (body.next)
        expect(body.next).toMatch(/^\/api\/v1\/technologies\?company=Banyak&company=Acme%2CPT\+Maju%5C%2C\+Tbk&/);
      query = body.next && new URL(body.next, "http://portal.test").search;
      expect(body.has_more).toBe(query !== null);
    }
    expect(seen.map((page) => page.length)).toEqual([20, 20, 8]);
    expect(seen.flat()).toEqual([...new Set(seen.flat())]);
    expect(links.map((link) => link && new URL(link, "http://x").searchParams.get("offset"))).toEqual([
      null,
      "0",
      "20",
    ]);
    expect((await get("?offset=3")).body.previous).toBe("/api/v1/technologies?offset=0&limit=25");
  });

  test("tells no next page where the last one is exactly full", async () => {
    expect((await get("?limit=25&offset=25")).body).toMatchObject({
      results: { length: 25 },
      has_more: false,
      next: null,
    });
    expect((await get("?limit=50")).body).toMatchObject({ results: { length: 50 }, has_more: false, next: null });
    expect((await get("?limit=49")).body).toMatchObject({ results: { length: 49 }, has_more: true });
    expect((await get("?offset=1000000")).body).toMatchObject({ results: [], has_more: false, next: null });
  });

  test.each([
    ["?company=Acme", "Go"],
    ["?company=PT Maju\\, Tbk", "Go React"],
    ["?company=PT Maju\\, Tbk,Acme&search=ACT", "React"],
    ["?company=PT Maju, Tbk", ""],
    ["?company=Back\\\\slash", "C++ & 100%_\\"],
    ["?company=Back\\slash&company=acme", "C++ & 100%_\\"],
    ["?search=%25_\\", "C++ & 100%_\\"],
    ["?search=__", ""],
    ["?search=c%2B%2B", "C++ & 100%_\\"],
    ["?search=t04&ordering=-value&distinct=true", "T047 T046 T045 T044 T043 T042 T041 T040"],
  ])("%s holds %s", async (query, expected) => {
    expect(await values(query.replaceAll(" ", "%20"))).toBe(expected);
  });

  test("counts among the companies that are named, and says that this is live", async () => {
    const { body, headers } = await get("?company=Acme");
    expect(body.results).toEqual([{ value: "Go", company_count: 1 }]);
    expect(headers.get("x-data-source")).toBe("live");
  });

  test("with distinct=false answers an entry for each company and technology", async () => {
    const { body, headers } = await get("?distinct=false&company=Acme&company=PT%20Maju%5C,%20Tbk");
    const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);
    expect(body.results).toEqual([
      { value: "Go", company: { uuid, name: "Acme" } },
      { value: "Go", company: { uuid, name: "PT Maju, Tbk" } },
      { value: "React", company: { uuid, name: "PT Maju, Tbk" } },
    ]);
    expect(headers.get("x-data-source")).toBe("live");
  });

  test("reads live while the view is switched off, and says so", async () => {
    const before = (await get("?limit=200")).body;
    await pool().query("INSERT INTO view_settings (view, off_since) VALUES ('mv_distinct_technologies', now())");
    const { body, headers } = await get("?limit=200");
    await pool().query("DELETE FROM view_settings");
    expect(body).toEqual(before);
    expect(headers.get("x-data-source")).toBe("live");
  });

  test("answers 503 while the view has no snapshot", async () => {
    await pool().query("REFRESH MATERIALIZED VIEW mv_distinct_technologies WITH NO DATA");
    expect(await get("")).toMatchObject({ status: 503, body: { code: "VIEW_NOT_POPULATED" } });
    await pool().query("SELECT refresh_view('mv_distinct_technologies')");
  });
});

describe("wrong parameters are answered with 400, each with why", () => {
  test.each<[string, Record<string, string>]>([
    ["?limit=0", { limit: "OUT_OF_RANGE" }],
    ["?limit=201", { limit: "OUT_OF_RANGE" }],
    ["?limit=2.5", { limit: "INVALID" }],
    ["?limit=1e2", { limit: "INVALID" }],
    ["?limit=", { limit: "INVALID" }],
    ["?limit=+5", { limit: "INVALID" }],
    ["?limit=5&limit=5", { limit: "REPEATED" }],
    ["?offset=-1", { offset: "INVALID" }],
    ["?offset=1000001", { offset: "OUT_OF_RANGE" }],
    ["?ordering=company_count", { ordering: "INVALID" }],
    ["?ordering=value&ordering=-value", { ordering: "REPEATED" }],
    ["?search=a&search=b", { search: "REPEATED" }],
    [`?search=${"x".repeat(201)}`, { search: "TOO_LONG" }],
    ["?search=%00", { search: "INVALID" }],
    ["?distinct=1", { distinct: "INVALID" }],
    ["?distinct=true&distinct=false", { distinct: "REPEATED" }],
    ["?distinct=false", { company: "REQUIRED" }],
    ["?company=", { company: "REQUIRED" }],
    ["?company=a,,b", { company: "REQUIRED" }],
    ["?company=a%00", { company: "INVALID" }],
    [`?company=${"x".repeat(501)}`, { company: "TOO_LONG" }],
    [`?company=${"x,".repeat(100)}x`, { company: "TOO_MANY" }],
    ["?page=2&Limit=3", { page: "UNKNOWN", Limit: "UNKNOWN" }],
    ["?constructor=1&toString=2", { constructor: "UNKNOWN", toString: "UNKNOWN" }],
    [
      "?distinct=false&limit=x&offset=-5&ordering=a&search=a&search=b&foo=1",
      {
        ...{ company: "REQUIRED", limit: "INVALID", offset: "INVALID" },
        ...{ ordering: "INVALID", search: "REPEATED", foo: "UNKNOWN" },
      },
    ],
  ])("%s", async (query, fields) => {
    expect(await get(query)).toMatchObject({ status: 400, body: { code: "INVALID_INPUT", fields } });
    expect(Object.keys((await get(query)).body.fields).sort()).toEqual(Object.keys(fields).sort());
  });

  test("also a parameter called __proto__", async () => {
    expect((await get("?__proto__=1")).status).toBe(400);
  });
});

describe("who may", () => {
  const bearer = (value: string) => ({ authorization: `Bearer ${value}` });

  test("people who are signed in, and programs with a token; nobody else", async () => {
    expect((await get("")).status).toBe(200);
    cookie = "";
    const refused = await get("?limit=0");
    expect(refused).toMatchObject({ status: 401, body: { code: "UNAUTHENTICATED" } });
    expect(refused.headers.get("www-authenticate")).toBe("Bearer");
    expect((await get("", bearer(token))).status).toBe(200);
    expect((await get("", { authorization: `bearer  ${token} ` })).status).toBe(200);
    expect((await get("", { authorization: token })).status).toBe(401);
    expect((await get("", { authorization: `Basic ${token}` })).status).toBe(401);
  });

  test("a wrong or revoked token is refused even beside a good cookie", async () => {
    for (const wrong of ["", "x", `${token}x`, token.slice(5), `${token} ${token}`])
      expect((await get("", bearer(wrong))).status, wrong).toBe(401);
    expect((await get("", { authorization: "Bearer" })).status).toBe(401);
    const made = await createApiToken({
      name: "sebentar",
      by: (await pool().query('SELECT id FROM "user"')).rows[0].id,
    });
    expect((await get("", bearer(made.token))).status).toBe(200);
    await revokeApiToken({ id: made.id });
    expect((await get("", bearer(made.token))).status).toBe(401);
  });

  test("a password for a proxy in front leaves the cookie in force", async () => {
    expect((await get("", { authorization: "Basic dTpw" })).status).toBe(200);
  });
});

test("HEAD has no body, and lets go what would have made it", async () => {
  let letGo = false;
  const stream = route({ name: "test.stream", role: "viewer" }, async () => {
    const cancel = () => {
      letGo = true;
    };
    return new Response(new ReadableStream({ cancel }, { highWaterMark: 0 }), { headers: { "x-rows": "2" } });
  });
  const response = await stream(new Request("http://portal.test/stream", { method: "HEAD" }), context);
  expect([response.status, response.headers.get("x-rows"), response.body, letGo]).toEqual([200, "2", null, true]);
});
