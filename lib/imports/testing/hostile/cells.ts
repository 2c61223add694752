import { sheetFile, workbookParts, zip } from "@/lib/imports/testing/workbook";
import { type HostileCase, noise, read, refused, row } from "./builders";
import { FIRST, HEAD, item, table, v, withKoefisien } from "./table";

export const CELLS: HostileCase[] = [
  // numbers
  ["1e308", () => withKoefisien(v("1e308")), read(1, "3G KOEFISIEN_TOO_LARGE")],
  ["1e400", () => withKoefisien(v("1e400")), read(1, "3G KOEFISIEN_TOO_LARGE")],
  ["1e-400", () => withKoefisien(v("1e-400")), read(2)],
  ["NaN as a number", () => withKoefisien(v("NaN")), read(1, "3G KOEFISIEN_NOT_A_NUMBER")],
  ["INF as a number", () => withKoefisien(v("INF")), read(1, "3G KOEFISIEN_NOT_A_NUMBER")],
  ["a negative number", () => withKoefisien(-0.5), read(1, "3G KOEFISIEN_NEGATIVE")],
  ["minus zero", () => withKoefisien(v("-0")), read(2)],
  ["fifteen digits", () => withKoefisien(v("123456789012345")), read(1, "3G KOEFISIEN_TOO_LARGE")],
  [
    "fourteen digits that round up to fifteen",
    () => withKoefisien("99999999999999.9999999"),
    read(1, "3G KOEFISIEN_TOO_LARGE"),
  ],
  ["a number in hexadecimal", () => withKoefisien(v("0x10")), read(1, "3G KOEFISIEN_NOT_A_NUMBER")],
  ["a truth as a number", () => withKoefisien(true), read(1, "3G KOEFISIEN_NOT_A_NUMBER")],
  ["an error as a number", () => withKoefisien({ error: "#DIV/0!" }), read(1, "3G CELL_ERROR")],
  ["an error cut through a character", () => withKoefisien({ error: `${"#".repeat(49)}😀` }), read(1, "3G CELL_ERROR")],
  [
    "an error as a name",
    () => table(FIRST, row("S", "1.2", { error: "#N/A" }, "TK", "Pekerja", "OH", 1)),
    read(1, "3C CELL_ERROR"),
  ],
  ["a formula without value", () => withKoefisien({ formula: "1/0" }), read(1, "3G CELL_FORMULA_WITHOUT_VALUE")],
  ["a formula of another workbook", () => withKoefisien({ formula: "[1]Sheet1!A1", value: 2 }), read(2)],
  [
    "a formula that runs a program, with its value",
    () => withKoefisien({ formula: "cmd|'/C calc'!A0", value: 2 }),
    read(2),
  ],
  // dates
  ["a date as a number", () => withKoefisien({ date: 45_000 }), read(1, "3G KOEFISIEN_IS_DATE")],
  ["a date as a kode", () => table(FIRST, item(1, { date: 45_000 })), read(1, "3B CELL_IS_DATE")],
  ["dates that count from 1904", dates1904, read(1, "3B CELL_IS_DATE")],
  ["a date before 1900", () => table(FIRST, item(1, { date: -1 })), read(1, "3B CELL_IS_DATE")],
  ["a date that no calendar has", () => table(FIRST, item(1, { date: 1e300 })), read(1, "3B CELL_IS_DATE")],
  ["a date in words", () => table(FIRST, item({ iso: "kemarin" })), read(1, "3G KOEFISIEN_NOT_A_NUMBER")],
  [
    "a date of 40,000 characters",
    () => table(FIRST, item({ iso: "x".repeat(40_000) })),
    refused("FILE_TOO_COMPLEX", { what: "cell_length" }),
  ],
  // text
  ["a NUL in a text", () => table(FIRST, item(1, "1.2", "a_x0000_b")), read(1, "3E TEXT_HAS_CONTROL_CHARACTER")],
  [
    "half a surrogate pair in a text",
    () => table(FIRST, item(1, "1.2", "a_xD800_b")),
    read(1, "3E TEXT_HAS_CONTROL_CHARACTER"),
  ],
  [
    "both in a column that means nothing",
    () => sheetFile([[...HEAD, "a_x0000_b_xDC00_"], FIRST, [...item(1), "_x0000__xD800_"]]),
    read(2),
  ],
  [
    "both in the name of a column that a person chose",
    () => sheetFile([[...HEAD.slice(0, 6), "koef_x0000_isien_xD800_"], FIRST]),
    read(1),
    { columns: { koefisien: "G" } },
  ],
  ["a kode of fifty nines", () => table(FIRST, item(1, "9".repeat(50))), read(2)],
  ["a kode of 51 characters", () => table(FIRST, item(1, "9".repeat(51))), read(1, "3B TEXT_TOO_LONG")],
  ["a kode of fifty characters beyond the basic plane", () => table(FIRST, item(1, "😀".repeat(50))), read(2)],
  [
    "a name and an item of 32,767 characters each",
    () => table(FIRST, row("S", "1.2", noise(32_767), "TK", noise(32_767), "OH", 1)),
    read(2),
  ],
  ["a kode of zero-width spaces", () => table(FIRST, item(1, "\u200b\u200b")), read(2)],
  ["a kode of a byte order mark", () => table(FIRST, item(1, "\ufeff")), read(1, "3B KODE_MISSING")],
  ["names that turn the text around", () => table(FIRST, item(1, "1.2", "\u202egnudnik\u202c\u2066x")), read(2)],
  [
    "names that objects have already",
    () => table(FIRST, row("__proto__", "constructor", "toString", "TK", "hasOwnProperty", "valueOf", 1)),
    read(2),
  ],
  [
    "columns that objects have already",
    () =>
      sheetFile([
        [...HEAD, "__proto__", "constructor"],
        [...FIRST, "a", "b"],
      ]),
    read(1),
  ],
];

async function dates1904(): Promise<Buffer> {
  const all = workbookParts([{ name: "A", rows: [HEAD, FIRST, item(1, { date: 43_538 })] }]);
  const xml = String(all.get("xl/workbook.xml"));
  all.set("xl/workbook.xml", xml.replace("<sheets>", '<workbookPr date1904="1"/><sheets>'));
  return zip(all);
}
