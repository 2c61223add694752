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
const columnNames = fc
  .array(fc.constantFrom(...Object.keys(statsTable.columns), "x", "", "__proto__"), { maxLength: 20 })
  .map((names) => names.join(","));
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
    "columns",
    "lain",
  ),
  fc.oneof(values, columnNames, fc.array(fc.oneof(values, columnNames), { maxLength: 4 })),
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
    [{ columns: "" }],
    [{ columns: "ahsp_id,__proto__,source_file" }],
    [{ columns: Object.keys(statsTable.columns).join(",") }],
    [{ q: " \0 " }],
    [{ sort: "relevance" }],
  ])("ignores %j", (given) => {
    expect(parseQuery(statsTable, given)).toEqual(parseQuery(statsTable, {}));
  });

  test("has the columns in their order, the code first, each once", () => {
    const query = parseQuery(statsTable, { columns: ["tk_count,x,nama_ahsp", "tk_count,kode_ahsp,sumber"] });
    expect(query.columns).toEqual(["kode_ahsp", "tk_count", "nama_ahsp", "sumber"]);
    expect(serialiseQuery(statsTable, query)).toBe("?columns=kode_ahsp,tk_count,nama_ahsp,sumber");
    expect(serialiseQuery(statsTable, withFilters(query, { q: "a, b" }))).toBe(
      "?q=a,+b&columns=kode_ahsp,tk_count,nama_ahsp,sumber",
    );
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
