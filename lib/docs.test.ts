import fs from "node:fs";
import { describe, expect, test } from "vitest";

/** What people read first. */
const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  ...fs.readdirSync("docs").map((name) => `docs/${name}`),
  ...fs.readdirSync("docs/decisions").map((name) => `docs/decisions/${name}`),
].filter((file) => file.endsWith(".md"));

/** A path below one of our folders, as `lib/stats/page.ts` or `lib/imports/read/`, where NAME and TIMESTAMP stand for others. */
const PATH = /`((?:app|bench|bin|components|docs|e2e|lib|messages|prisma)\/[^`\s]*)`/g;

describe("the documents", () => {
  test.each(PAGES)("%s names only files that exist", (page) => {
    const named = [...fs.readFileSync(page, "utf8").matchAll(PATH)].map((match) => match[1] as string);
    const missing = named.filter((path) => !/[<*{…]|NAME|TIMESTAMP/.test(path) && !fs.existsSync(path));
    expect(missing).toEqual([]);
  });

  test("the walk names the files that it passes", () => {
    expect([...fs.readFileSync("docs/walkthrough.md", "utf8").matchAll(PATH)].length).toBeGreaterThan(20);
  });
});
