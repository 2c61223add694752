import { builtActions, callAction } from "@/e2e/built-app";
import { expect, test } from "@/e2e/people";
import { PATHS } from "@/lib/auth/matrix";

const COMMON = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
};

for (const [path, row] of Object.entries(PATHS)) {
  test(`${path} has every security header, is kept in no cache, and allows no inline script`, async ({
    people,
    baseURL,
  }) => {
    const response = await fetch(new URL(row.probe ?? path, baseURL), { headers: { cookie: people.admin.cookie } });
    await response.body?.cancel();
    expect(Object.fromEntries(response.headers)).toMatchObject(COMMON);
    expect(response.headers.get("cache-control")).toContain("no-store");
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("base-uri 'none'");
    const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? /default-src ([^;]*)/.exec(policy)?.[1];
    expect(scripts).not.toMatch(/unsafe|\*|http/);
  });
}

test("a page has a nonce of its own, and each of its scripts carries it", async ({ baseURL }) => {
  const nonces = new Set<string>();
  for (const _ of [1, 2]) {
    const response = await fetch(new URL("/sign-in", baseURL));
    const nonce = /'nonce-([^']+)'/.exec(response.headers.get("content-security-policy") ?? "")?.[1] ?? "none";
    nonces.add(nonce);
    const scripts = (await response.text()).match(/<script[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
  }
  expect(nonces.size).toBe(2);
});

test("the body of a server action arrives whole beyond 10 MB", async ({ baseURL }) => {
  const id = builtActions().get("app/sign-in/actions.ts#signIn") ?? "";
  const input = { email: "nobody@uji.test", password: "x".repeat(20_000_000) };
  const { answer } = await callAction(baseURL ?? "", id, [input]);
  expect(answer).toMatchObject({ code: "INVALID_INPUT", fields: { password: "TOO_LONG" } });
});
