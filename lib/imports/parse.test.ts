import { describe, expect, it } from "vitest";
import { isMojibake, kategoriOf, readKoefisien, readText, shownValue } from "@/lib/imports/parse";
import type { Cell } from "@/lib/imports/types";

describe("text", () => {
  it.each<[Cell, string | null]>([
    ["  a  b \u00a0", "a  b"],
    ["\ta\nb\r\n", "a\nb"],
    ["\u00a0 ", null],
    ["", null],
    [null, null],
    [1.1, "1.1"],
    [true, "TRUE"],
    ["20â€\u009d", "20â€\u009d"],
    ["😀".repeat(50), "😀".repeat(50)],
  ])("%j is taken as %j", (cell, text) => expect(readText(cell, "kode_ahsp")).toEqual({ text }));

  it.each<[Cell, string, object]>([
    ["a\u0000b", "TEXT_HAS_CONTROL_CHARACTER", {}],
    ["a\u001bb", "TEXT_HAS_CONTROL_CHARACTER", {}],
    ["a\ud800b", "TEXT_HAS_CONTROL_CHARACTER", {}],
    ["a\u007fb", "TEXT_HAS_CONTROL_CHARACTER", {}],
    ["x".repeat(51), "TEXT_TOO_LONG", { length: 51, limit: 50 }],
    ["😀".repeat(51), "TEXT_TOO_LONG", { length: 51, limit: 50 }],
    [{ error: "#N/A" }, "CELL_ERROR", {}],
    [{ formula: true }, "CELL_FORMULA_WITHOUT_VALUE", {}],
    [{ date: 45678 }, "CELL_IS_DATE", {}],
  ])("%j is refused: %s", (cell, code, params) => {
    expect(readText(cell, "kode_ahsp")).toEqual({ refused: { code, params } });
  });

  it("of names and items has no limit of its own", () => {
    expect(readText("x".repeat(32_767), "nama_ahsp")).toHaveProperty("text");
    expect(readText("x".repeat(32_767), "uraian_item")).toHaveProperty("text");
  });
});

describe("koefisien", () => {
  it.each<[Cell, string, boolean]>([
    ["1.234,5", "1234.5", false],
    ["0,1234565", "0.123457", true],
    [8e-5, "0.00008", false],
    [0.1, "0.1", false],
    [83349, "83349", false],
    ["0", "0", false],
  ])("%j is %s (rounded: %s)", (cell, value, rounded) => {
    expect(readKoefisien(cell, "comma")).toEqual({ koefisien: { value, rounded } });
  });

  it.each<[Cell | undefined, string]>([
    [undefined, "KOEFISIEN_MISSING"],
    [" \u00a0", "KOEFISIEN_MISSING"],
    ["0.6", "KOEFISIEN_NOT_A_NUMBER"],
    ["NaN", "KOEFISIEN_NOT_A_NUMBER"],
    [true, "KOEFISIEN_NOT_A_NUMBER"],
    ["-0,5", "KOEFISIEN_NEGATIVE"],
    [-1, "KOEFISIEN_NEGATIVE"],
    ["100000000000000", "KOEFISIEN_TOO_LARGE"],
    ["99999999999999,9999999", "KOEFISIEN_TOO_LARGE"],
    ["1e999", "KOEFISIEN_TOO_LARGE"],
    [{ date: 45678 }, "KOEFISIEN_IS_DATE"],
    [{ error: "#DIV/0!" }, "CELL_ERROR"],
    [{ formula: true }, "CELL_FORMULA_WITHOUT_VALUE"],
  ])("%j is refused: %s", (cell, code) => {
    expect(readKoefisien(cell, "comma")).toEqual({ refused: { code, params: {} } });
  });
});

describe("kategori", () => {
  it.each([
    ["tk", "TK"],
    ["Tenaga Kerja", "TK"],
    ["A. TENAGA KERJA", "TK"],
    ["Upah pekerja", "TK"],
    ["labor", "TK"],
    ["Bahan", "BHN"],
    ["bahan/material", "BHN"],
    ["BHN", "BHN"],
    ["Peralatan", "ALT"],
    ["mesin otomatis", "ALT"],
    ["equipment", "ALT"],
    ["Lain-lain", "LAIN"],
    ["lainnya", "LAIN"],
    ["otomatis", null],
    ["matematika", null],
    ["alat dan bahan", null],
    ["xyz", null],
  ])("of %j is %s", (text, kategori) => expect(kategoriOf(text)).toBe(kategori));
});

describe("text decoded twice", () => {
  it.each(["1 mÂ²", "tebal Â± 5", "Ã˜ 12", "âˆ… 10", "20â€\u009d", "a â€“ b", "Â½", "aÂ\u00a0b", "â‰¥ 3", "cafÃ©"])(
    "is %j",
    (text) => {
      expect(isMojibake(text)).toBe(true);
    },
  );
  it.each(["1 m²", "± 5", "Ø½”", "∅ 10", "20”", "a – b", "café", "Âge", "Ã", "âme"])("is not %j", (text) => {
    expect(isMojibake(text)).toBe(false);
  });
});

it("shows a value as text that can be stored anywhere", () => {
  expect(shownValue({ date: 45678 })).toBe("2025-01-21");
  expect(shownValue({ date: 1e300 })).toBe("1e+300");
  expect(shownValue({ error: "#REF!" })).toBe("#REF!");
  expect(shownValue({ formula: true })).toBeNull();
  expect(shownValue("x".repeat(300))).toHaveLength(200);
  expect(shownValue("a\0b\ud800")).toBe("a\ufffdb\ufffd");
  expect(shownValue(83349)).toBe("83349");
});
