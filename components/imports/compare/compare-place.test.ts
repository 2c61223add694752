import { expect, test } from "vitest";
import { compareHref, comparePlace, comparisonOptions } from "@/components/imports/compare/compare-place";

test("the place on the page of the comparison is its query, and back", () => {
  const place = { outcome: "changed", page: 2, ahsp: { sumber: "SNI ~ 2025", kode: "10.1.(10a)&x" } } as const;
  const href = compareHref("/imports/7/compare", place);
  expect(comparePlace(Object.fromEntries(new URL(href, "http://portal").searchParams))).toEqual(place);
  expect(comparisonOptions(place)).toEqual({ outcome: "changed", limit: 50, offset: 50 });
});

test("what a query names wrongly is as if it were not there", () => {
  expect(comparePlace({ outcome: "all", page: "0", sumber: "SNI", kode: ["1", "2"] })).toEqual({
    outcome: null,
    page: 1,
    ahsp: null,
  });
  expect(compareHref("/imports/7/compare", comparePlace({}))).toBe("/imports/7/compare");
});
