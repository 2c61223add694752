import { describe, expect, test } from "vitest";
import { choicesOf, columnsOf, draftOf, formatOf, isOtherTable } from "@/components/imports/columns/column-draft";
import { NO_CHOICES } from "@/lib/imports/choices";
import type { ColumnsView } from "@/lib/imports/session";
import type { Reading } from "@/lib/imports/types";

const view: ColumnsView = {
  choices: NO_CHOICES,
  reading: {
    headerRow: 2,
    columns: [
      { field: "kode_ahsp", kolom: "A", header: "Kode" },
      { field: "koefisien", kolom: "C", header: "Koef" },
    ],
  } as Partial<Reading> as Reading,
  headerRow: 2,
  sheets: [],
  encodings: [],
  savedRules: [],
  head: [
    { baris: 1, cells: ["Daftar AHSP"] },
    { baris: 2, cells: ["Kode", " Harga ", "Koef"] },
    { baris: 3, cells: ["1.1", null, "0,5"] },
    { baris: 4, cells: ["1.1", "9", "0,6"] },
  ],
  samples: [],
  missing: ["sumber"],
};
const unread: ColumnsView = { ...view, reading: null };

describe("the columns of a sheet", () => {
  test("are shown with their names and first values, the empty ones left out", () => {
    expect(columnsOf(view)).toEqual([
      { kolom: "A", header: "Kode", values: ["1.1", "1.1"] },
      { kolom: "B", header: "Harga", values: ["9"] },
      { kolom: "C", header: "Koef", values: ["0,5", "0,6"] },
    ]);
  });

  test("begin with the fields that their names say when the file cannot be read", () => {
    expect(draftOf(unread).mapping).toEqual({ A: "kode_ahsp", C: "koefisien" });
    const chosen = { ...NO_CHOICES, columns: { koefisien: "B", kode_ahsp: null } };
    expect(draftOf({ ...unread, choices: chosen }).mapping).toEqual({ B: "koefisien" });
  });
});

test("numbers are read as chosen in the form, else as the file proved; when that is open, in no format", () => {
  expect(formatOf({ numberFormat: "point" }, view)).toBe("point");
  const read = { ...view, reading: { ...view.reading, numberFormat: "comma" } as Reading };
  expect(formatOf({ numberFormat: "" }, read)).toBe("comma");
  expect(formatOf({ numberFormat: "" }, unread)).toBeNull();
  const declared = { ...read, choices: { ...NO_CHOICES, numberFormat: "comma" as const } };
  expect(formatOf({ numberFormat: "" }, declared)).toBeNull();
});

describe("the choices that are sent", () => {
  test("are none when nothing was changed", () => {
    expect(choicesOf(draftOf(view), view)).toEqual(NO_CHOICES);
  });

  test("name the columns that a person gave another field, and those left without one", () => {
    const draft = { ...draftOf(view), mapping: { A: "kode_ahsp", B: "koefisien" } as const };
    expect(choicesOf(draft, view)?.columns).toEqual({ koefisien: "B" });
    expect(choicesOf({ ...draft, mapping: {} }, view)?.columns).toEqual({ kode_ahsp: null, koefisien: null });
  });

  test("keep one of two columns that have the same name", () => {
    const head = [{ baris: 1, cells: ["kode", "koef", "koefisien"] }];
    const twice: ColumnsView = { ...unread, head };
    expect(draftOf(twice).mapping).toEqual({ A: "kode_ahsp", B: "koefisien", C: "koefisien" });
    const draft = { ...draftOf(twice), mapping: { A: "kode_ahsp", B: "koefisien" } as const };
    expect(choicesOf(draft, twice)?.columns).toEqual({ koefisien: "B" });
  });

  test("forget the columns of one sheet when another is chosen", () => {
    const chosen = { ...view, choices: { ...NO_CHOICES, columns: { koefisien: "B" } } };
    const draft = { ...draftOf(chosen), sheet: "Lain" };
    expect(isOtherTable(draft, chosen)).toBe(true);
    expect(choicesOf(draft, chosen)).toEqual({ ...NO_CHOICES, sheet: "Lain" });
  });

  test("leave out constants and rules that say nothing", () => {
    const draft = {
      ...draftOf(view),
      constants: { sumber: " SNI 2025 ", klasifikasi: " " },
      rules: [
        { prefix: " 1.1 ", klasifikasi: " Cipta Karya", sub_klasifikasi: " " },
        { prefix: "2", klasifikasi: "", sub_klasifikasi: null },
        { prefix: " ", klasifikasi: "x", sub_klasifikasi: null },
      ],
    };
    expect(choicesOf(draft, view)).toEqual({
      ...NO_CHOICES,
      constants: { sumber: "SNI 2025" },
      rules: [{ prefix: "1.1", klasifikasi: "Cipta Karya", sub_klasifikasi: null }],
    });
  });

  test("say nothing of saved rules that stay as they are, and everything once one is changed", () => {
    const rules = [{ prefix: "1", klasifikasi: "Gedung", sub_klasifikasi: null }];
    const saved = { sumber: "A", rules, by: null, at: "2026-11-21T07:05:00Z" };
    const of = { ...view, savedRules: [saved] };
    const draft = draftOf(of);
    expect(draft.rules).toEqual(rules);
    expect(choicesOf(draft, of)?.rules).toBeNull();
    expect(choicesOf({ ...draft, rules: [] }, of)?.rules).toEqual([]);
    // Of several sumber each has its own: none of them is one for the whole file.
    const several = { ...of, savedRules: [saved, { sumber: "B", rules: [], by: null, at: null }] };
    expect(draftOf(several).rules).toEqual([]);
    expect(choicesOf(draftOf(several), several)?.rules).toBeNull();
    const own = { ...of, choices: { ...NO_CHOICES, rules: [] } };
    expect(choicesOf(draftOf(own), own)?.rules).toEqual([]);
  });

  test("are refused when the header row is no row number", () => {
    for (const headerRow of ["0", "dua", "1.5", "-1"])
      expect(choicesOf({ ...draftOf(view), headerRow }, view)).toBeNull();
    expect(choicesOf({ ...draftOf(view), headerRow: " 4 " }, view)?.headerRow).toBe(4);
  });
});
