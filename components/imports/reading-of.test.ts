import { expect, test } from "vitest";
import { readingOf } from "@/components/imports/reading-of";

test("a finding says what is stored of its cell", () => {
  expect(readingOf({ kind: "rejected", code: "KODE_MISSING", params: {} })).toEqual({ as: "nothing" });
  expect(readingOf({ kind: "duplicate", code: "DUPLICATE_IDENTICAL", params: { first: 3 } })).toEqual({
    as: "nothing",
  });
  expect(readingOf({ kind: "flagged", code: "KOEFISIEN_ROUNDED", params: { stored: "0.123457" } })).toEqual({
    as: "value",
    value: "0.123457",
  });
  expect(readingOf({ kind: "flagged", code: "ONE_KODE_TWO_NAMES", params: { first: 1, name: "Galian" } })).toEqual({
    as: "value",
    value: "Galian",
  });
  expect(readingOf({ kind: "flagged", code: "KATEGORI_EMPTY", params: {} })).toEqual({ as: "value", value: "LAIN" });
  expect(readingOf({ kind: "flagged", code: "MOJIBAKE", params: {} })).toEqual({ as: "asWritten" });
});
