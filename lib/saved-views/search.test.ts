import fc from "fast-check";
import { expect, test } from "vitest";
import { tableSpec } from "@/lib/table/spec";
import { parseQuery } from "@/lib/table/url";
import { savedSearch, savedSearchOf } from "./search";

const spec = tableSpec({
  name: "jobs",
  relation: "jobs",
  key: "id",
  columns: { kode: { kind: "code", sortBy: "kode" }, count: { kind: "count", sortBy: "count" } },
  filters: {
    q: { kind: "search", code: "kode", text: "nama", formerly: [] },
    sumber: { kind: "option", column: "sumber" },
  },
  tieBreak: ["kode"],
  defaultSort: { column: "kode", direction: "asc" },
  pageSizes: [50, 100],
});

test("the place of a page, what is unknown and what equals the default are not kept", () => {
  expect(savedSearchOf(spec, "?q=beton&sort=-count&size=100&last=1&changed=1&evil=%3Cscript%3E&__proto__=1")).toBe(
    "?q=beton&sort=-count&size=100",
  );
  expect(savedSearchOf(spec, '?after=["1",1]&sort=kode&size=50&from=2')).toBe("");
  expect(savedSearchOf(spec, "https://evil.example/?q=x")).toBe("");
});

test("the same choices make the same text, whatever order they were made in", () => {
  const text = savedSearchOf(spec, "?sumber=SNI+2025&sumber=~&sumber=AHSP");
  expect(text).toBe("?sumber=%7E&sumber=AHSP&sumber=SNI+2025");
  expect(savedSearchOf(spec, "?sumber=AHSP&sumber=SNI+2025&sumber=~")).toBe(text);
});

test("whatever is given, what is kept is kept unchanged when it is read again", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom("nama", "sumber", "sort", "size", "x"), fc.string())), (pairs) => {
      const once = savedSearchOf(spec, new URLSearchParams(pairs).toString());
      expect(savedSearchOf(spec, once)).toBe(once);
      const params = new URLSearchParams(once);
      const query = parseQuery(
        spec,
        Object.fromEntries([...new Set(params.keys())].map((name) => [name, params.getAll(name)])),
      );
      expect(savedSearch(spec, query)).toBe(once);
    }),
  );
});
