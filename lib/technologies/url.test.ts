import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SearchParams } from "@/lib/table/url";
import { parseTechnologies, parseTechnology, technologiesHref, technologyHref } from "./url";

/** Search parameters of a path, as Next hands them to a page. */
function paramsOf(path: string): SearchParams {
  const { searchParams } = new URL(path, "http://portal.test");
  return Object.fromEntries([...new Set(searchParams.keys())].map((key) => [key, searchParams.getAll(key)]));
}

const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom("\0", "\ud800", ",", "\\", " ", "a", "%", "&") }));
const values = fc.option(fc.oneof(text, fc.array(text)), { nil: undefined });

describe("the URL of the list", () => {
  test("opens whatever it holds, and leads back to the same query", () => {
    const names = ["search", "company", "ordering", "limit", "offset"] as const;
    const params = fc.record(Object.fromEntries(names.map((name) => [name, values])));
    fc.assert(
      fc.property(params, (given) => {
        const query = parseTechnologies(given as SearchParams);
        expect(parseTechnologies(paramsOf(technologiesHref(query)))).toEqual(query);
      }),
    );
  });

  test.each<[SearchParams, string]>([
    [{}, "/technologies"],
    [{ limit: "25", offset: "0", ordering: "value", search: " " }, "/technologies"],
    [{ limit: "7", offset: "-1", ordering: "count", page: "2" }, "/technologies"],
    [{ limit: "50", offset: "99999999" }, "/technologies?limit=50"],
    [{ limit: "50", offset: "9999999" }, "/technologies?limit=50&offset=1000000"],
    [{ search: "C++ & C#", ordering: "-value" }, "/technologies?search=C%2B%2B+%26+C%23&ordering=-value"],
    [{ company: ["A,B", "A"] }, "/technologies?company=A&company=B"],
    [{ company: "PT Maju\\, Tbk" }, "/technologies?company=PT+Maju%5C%2C+Tbk"],
  ])("%j is %s", (params, path) => {
    expect(technologiesHref(parseTechnologies(params))).toBe(path);
  });

  test("leads to the companies of any technology, whatever characters it has", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), fc.constantFrom(0, 25, 1_000_000), (value, offset) => {
        fc.pre(value.trim() !== "" && !value.includes("\0") && value.isWellFormed());
        const place = { limit: 100, offset };
        expect(parseTechnology(paramsOf(technologyHref(value, place)))).toEqual({ technology: value, ...place });
      }),
    );
    expect(parseTechnology({})).toBeNull();
    expect(parseTechnology({ technology: " " })).toBeNull();
  });
});
