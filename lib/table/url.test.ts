import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { statsTable } from "@/lib/stats/spec";
import { parseQuery, type SearchParams, serialiseQuery } from "./url";

function paramsOf(search: string): SearchParams {
  const params = new URLSearchParams(search);
  return Object.fromEntries([...new Set(params.keys())].map((key) => [key, params.getAll(key)]));
}

const values = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom("~", "~~x", "any", "-rincian_total", "kode_urut", "2", "100", "%", "\0"),
);
const params = fc.dictionary(
  fc.constantFrom(
    "nama",
    "kode",
    "sumber",
    "klasifikasi",
    "sub_klasifikasi",
    "anomali",
    "sort",
    "page",
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
    [{ page: "-1" }],
    [{ page: "1e9" }],
    [{ size: "7" }],
    [{ anomali: "constructor" }],
  ])("ignores %j", (given) => {
    expect(parseQuery(statsTable, given)).toEqual(parseQuery(statsTable, {}));
  });

  test("tells no value from any value", () => {
    expect(parseQuery(statsTable, { klasifikasi: ["~", "~~", "Bina Marga"] }).filters.klasifikasi).toEqual([
      null,
      "~",
      "Bina Marga",
    ]);
  });
});
