import { describe, expect, test } from "vitest";
import { LOCALES } from "@/lib/format/locale";
import { formatDecimal } from "@/lib/format/number";
import { NUMBER_FORMAT_OF, readValue } from "./edit-fields";

describe("a koefisien that a person types", () => {
  test.each([
    ["0,35", "comma", "0.35", false],
    ["0.35", "point", "0.35", false],
    [" 1.234,5 ", "comma", "1234.5", false],
    ["1,234.5", "point", "1234.5", false],
    ["1.234", "comma", "1234", false],
    ["1.234", "point", "1.234", false],
    ["0,1234567", "comma", "0.123457", true],
    ["0", "comma", "0", false],
    ["99999999999999,999999", "comma", "99999999999999.999999", false],
  ] as const)("%s under %s is read as %s", (text, format, value, rounded) => {
    expect(readValue("koefisien", text, format)).toEqual({ value, rounded });
  });

  test.each([
    ["", "KOEFISIEN_MISSING"],
    [" \u00a0", "KOEFISIEN_MISSING"],
    ["0.35", "KOEFISIEN_NOT_A_NUMBER"],
    ["1,2,3", "KOEFISIEN_NOT_A_NUMBER"],
    ["NaN", "KOEFISIEN_NOT_A_NUMBER"],
    ["Infinity", "KOEFISIEN_NOT_A_NUMBER"],
    ["0x10", "KOEFISIEN_NOT_A_NUMBER"],
    ["٣", "KOEFISIEN_NOT_A_NUMBER"],
    ["0\u0000", "KOEFISIEN_NOT_A_NUMBER"],
    ["-1", "KOEFISIEN_NEGATIVE"],
    ["100000000000000", "KOEFISIEN_TOO_LARGE"],
    ["99999999999999,9999999", "KOEFISIEN_TOO_LARGE"],
  ])("%j is refused in Indonesian: %s", (text, code) => {
    expect(readValue("koefisien", text, "comma")).toMatchObject({ refused: { code } });
  });

  test.each(LOCALES)("that the page shows in %s is read as itself", (locale) => {
    for (const stored of ["0", "0.000001", "1234.5", "1000000", "99999999999999.999999"])
      expect(readValue("koefisien", formatDecimal(stored, locale), NUMBER_FORMAT_OF[locale])).toEqual({
        value: stored,
        rounded: false,
      });
  });
});

test("a text is trimmed, blank means none, and it may be as long as its column", () => {
  expect(readValue("satuan_item", " m² ", "comma")).toEqual({ value: "m²", rounded: false });
  expect(readValue("satuan", " \u00a0 ", "comma")).toEqual({ value: null, rounded: false });
  const limits = { satuan_item: 20, satuan: 50, klasifikasi: 100, sub_klasifikasi: 100 } as const;
  for (const [field, limit] of Object.entries(limits) as [keyof typeof limits, number][]) {
    expect(readValue(field, "😀".repeat(limit), "comma")).toMatchObject({ rounded: false });
    expect(readValue(field, "x".repeat(limit + 1), "comma")).toEqual({
      refused: { code: "TEXT_TOO_LONG", params: { length: limit + 1, limit } },
    });
    expect(readValue(field, "a\u0000b", "comma")).toMatchObject({ refused: { code: "TEXT_HAS_CONTROL_CHARACTER" } });
    expect(readValue(field, "\ud800", "comma")).toMatchObject({ refused: { code: "TEXT_HAS_CONTROL_CHARACTER" } });
  }
});

test("a kategori is one of the four", () => {
  expect(readValue("kategori", "ALT", "comma")).toMatchObject({ value: "ALT" });
  for (const text of ["", "alt", "Bahan", "TK "])
    expect(readValue("kategori", text, "comma")).toMatchObject({ refused: { code: "KATEGORI_UNKNOWN" } });
});
