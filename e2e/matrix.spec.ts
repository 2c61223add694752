import { builtActions, builtPaths, callAction } from "@/e2e/built-app";
import { expect, type TestPerson, test } from "@/e2e/people";
import { ACTIONS, KINDS, PATHS, type PathAnswer } from "@/lib/auth/matrix";

/** No input schema accepts this. */
const WRONG_INPUT = ["probe"];

test("every action, page and route of the build stands in lib/auth/matrix.ts, and nothing else", () => {
  expect([...builtActions().keys()].sort()).toEqual(Object.keys(ACTIONS).sort());
  expect(builtPaths().sort()).toEqual(Object.keys(PATHS).sort());
});

for (const [name, row] of Object.entries(ACTIONS)) {
  test(`${name} answers each kind of person as the matrix says`, async ({ people, baseURL }) => {
    for (const kind of KINDS) {
      const { answer } = await callAction(baseURL ?? "", idOf(name), WRONG_INPUT, asPerson(people[kind]));
      const expected = row[kind] === "allowed" ? "INVALID_INPUT" : row[kind];
      expect(answer, `${kind}: ${JSON.stringify(answer)}`).toMatchObject({ ok: false, code: expected });
    }
  });

  test(`${name} refuses requests that do not come from the portal's own pages`, async ({ people, baseURL }) => {
    const requests: [expected: number, headers: Record<string, string | null>][] = [
      [403, { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
      [403, { "sec-fetch-site": "cross-site" }],
      [403, { "sec-fetch-site": "same-site" }],
      [403, { origin: "null" }],
      [403, { origin: null }],
      [403, { origin: null, "sec-fetch-site": null }],
      // Only the host tells, as from a browser without Sec-Fetch-Site: Next refuses it, in its own way.
      [500, { origin: "https://evil.example", "sec-fetch-site": null }],
    ];
    for (const [expected, headers] of requests) {
      const sent = { ...asPerson(people.admin), ...headers };
      const { status, answer } = await callAction(baseURL ?? "", idOf(name), WRONG_INPUT, sent);
      expect({ status, answer }, JSON.stringify(headers)).toEqual({ status: expected, answer: null });
    }
  });
}

for (const [path, row] of Object.entries(PATHS)) {
  test(`${path} answers each kind of person as the matrix says`, async ({ people, baseURL }) => {
    for (const kind of KINDS) {
      const answer = await get(new URL(row.probe ?? path, baseURL), people[kind], row.probe !== undefined);
      expect(answer, kind).toBe(row[kind]);
    }
  });
}

function idOf(name: string): string {
  return builtActions().get(name) ?? "";
}

function asPerson({ cookie }: TestPerson): Record<string, string | null> {
  return { cookie: cookie || null };
}

/** What a GET came to, in the words of the matrix. A page that streams says redirect and 404 in its HTML. */
async function get(url: URL, { cookie }: TestPerson, mayBeMissing: boolean): Promise<PathAnswer | string> {
  const response = await fetch(url, { headers: cookie ? { cookie } : {}, redirect: "manual" });
  const { status } = response;
  const isPage = response.headers.get("content-type")?.startsWith("text/html") ?? false;
  // Only a page is read: a route may stream without end.
  const html = isPage ? await response.text() : "";
  if (!isPage) await response.body?.cancel();
  const streamed = /id="__next-page-redirect"[^>]*url=([^"]*)/.exec(html)?.[1];
  const target = response.headers.get("location") ?? streamed?.replaceAll("&amp;", "&");
  if (target !== undefined && (status >= 300 || streamed !== undefined)) {
    const { pathname } = new URL(target, url);
    return pathname === "/" ? "home" : pathname === "/sign-in" ? "sign-in" : `redirect to ${pathname}`;
  }
  if (status === 401 || status === 403) return status;
  const missing = status === 404 || (isPage && /<meta name="robots" content="noindex"/.test(html));
  if (missing && !mayBeMissing) return "hidden";
  // A health route may say that something is down; that is no refusal.
  return missing || status < 400 || status === 503 ? "shown" : `status ${status}`;
}
