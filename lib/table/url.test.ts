import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { statsTable } from "@/lib/stats/spec";
import { parseQuery, type SearchParams, serialiseQuery, withFilters } from "./url";

function paramsOf(search: string): SearchParams {
  const params = new URLSearchParams(search);
  return Object.fromEntries([...new Set(params.keys())].map((key) => [key, params.getAll(key)]));
}

const values = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom("~", "~~x", "any", "relevance", "-relevance", "-rincian_total", "kode_urut", "2", "100", "%", "\0"),
  fc.constantFrom(
    '["011.02","A",7]',
    '[-0,"011.02","A",7]',
    '[null,"a\\u0000","b",1]',
    '["\\ud800","",0]',
    "[]",
    "[",
    "{}",
  ),
);
const params = fc.dictionary(
  fc.constantFrom(
    "q",
    "nama",
    "kode",
    "sumber",
    "klasifikasi",
    "sub_klasifikasi",
    "anomali",
    "sort",
    "after",
    "before",
    "from",
    "last",
    "size",
    "lain",
  ),
  fc.oneof(values, fc.array(values, { maxLength: 4 })),
);

describe("a table's URL", () => {
  test("parse∘serialise is the identity for whatever a URL may hold", () => {
    fc.assert(
      fc.property(params, (given) => {
        const query = parseQuery(statsTable, given);
        expect(parseQuery(statsTable, paramsOf(serialiseQuery(statsTable, query)))).toEqual(query);
      }),
      { numRuns: 500 },
    );
  });

  test("says nothing where everything is as usual", () => {
    expect(serialiseQuery(statsTable, parseQuery(statsTable, {}))).toBe("");
  });

  test.each([
    [{ sort: "nama_ahsp; DROP TABLE x" }],
    [{ sort: "ahsp_id" }],
    [{ sort: "__proto__" }],
    [{ page: "2" }],
    [{ after: "x" }],
    [{ after: '["011.02","A"]' }],
    [{ after: '["011.02","A","7"]' }],
    [{ after: '["011.02","A",7.5]' }],
    [{ before: '["011.02","A",2147483648]' }],
    [{ before: '[null,"A",7]' }],
    [{ from: " " }],
    [{ size: "7" }],
    [{ anomali: "constructor" }],
    [{ q: " \0 " }],
    [{ sort: "relevance" }],
  ])("ignores %j", (given) => {
    expect(parseQuery(statsTable, given)).toEqual(parseQuery(statsTable, {}));
  });

  test("reads the search of an older link", () => {
    expect(parseQuery(statsTable, { nama: "beton", kode: "1." }).filters).toEqual({ q: "beton" });
    expect(parseQuery(statsTable, { kode: "1.1" }).filters).toEqual({ q: "1.1" });
    expect(parseQuery(statsTable, { q: "batu", nama: "beton" }).filters).toEqual({ q: "batu" });
  });

  test("lets the order of a search go with the search", () => {
    const query = parseQuery(statsTable, { q: "beton", sort: "relevance" });
    expect(serialiseQuery(statsTable, query)).toBe("?q=beton&sort=relevance");
    expect(serialiseQuery(statsTable, withFilters(query, { q: undefined }))).toBe("");
  });

  test("tells no value from any value", () => {
    expect(parseQuery(statsTable, { klasifikasi: ["~", "~~", "Bina Marga"] }).filters.klasifikasi).toEqual([
      null,
      "~",
      "Bina Marga",
    ]);
  });
});
