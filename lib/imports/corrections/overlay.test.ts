import fc from "fast-check";
import { expect, test } from "vitest";
import { isRowsToCorrect } from "@/lib/imports/corrections/columns";
import { changedCells, overlaid } from "@/lib/imports/corrections/overlay";
import { correctionsOf } from "@/lib/imports/corrections/read";
import { cellText, rejectedCsv, writtenFormat } from "@/lib/imports/give-back/rejected";
import { sheetFile } from "@/lib/imports/testing/workbook";
import type { Cell, Reading, SheetRow } from "@/lib/imports/types";

type Numbers = Pick<Reading, "columns" | "numberFormat" | "numberFormatFrom">;
const COLUMNS: Reading["columns"] = [{ field: "koefisien", kolom: "C", header: "koef" }];
const PROVEN: Numbers = { columns: COLUMNS, numberFormat: "comma", numberFormatFrom: "evidence" };
const STORED: Numbers = { columns: COLUMNS, numberFormat: "stored", numberFormatFrom: "declared" };
const POINT: Numbers = { columns: COLUMNS, numberFormat: "point", numberFormatFrom: "evidence" };

/** What comes back of rows that were given out, and nobody changed. */
async function comesBack(header: readonly string[], rows: SheetRow[], reading: Numbers) {
  const format = writtenFormat(reading);
  const given = rows.map(({ baris, cells }) => ({
    baris,
    cells: Array.from(cells, (cell) => cellText(cell, format)),
    reasons: ["Bukan angka; periksa, lalu perbaiki."],
  }));
  const lines: string[] = [];
  for await (const line of rejectedCsv(header, given)) lines.push(line);
  return correctionsOf(Buffer.from(lines.join("")));
}

test("rows that nobody corrected come back as they were given out, whatever is in them", async () => {
  const text = fc.string({ unit: fc.constantFrom("'", "=", "-", "@", ";", ",", '"', "\n", "a", "5", " ") });
  const cell = fc.oneof(
    text,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.constant({ date: 45_678 }),
    fc.constant({ error: "#N/A" }),
    fc.constant({ formula: true as const }),
  ) as fc.Arbitrary<Cell>;
  const cells = fc.array(cell, { minLength: 3, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(cells, { minLength: 1, maxLength: 5 }),
      fc.constantFrom(PROVEN, STORED, POINT),
      fc.constantFrom(["sumber", "kode", "koef", "", "=x"], ["A", "B", "C"]),
      async (all, reading, header) => {
        const rows = all.map((cells, i) => ({ baris: i + 2, cells }));
        const back = await comesBack(header, rows, reading);
        expect(back?.header).toEqual(header);
        expect(back?.rows.map(({ baris }) => baris)).toEqual(rows.map(({ baris }) => String(baris)));
        for (const [at, { cells }] of rows.entries()) {
          expect(changedCells(cells, back?.rows[at]?.cells ?? [], reading)).toEqual({});
        }
      },
    ),
    { numRuns: 50 },
  );
});

test.each<[Numbers, Cell, Cell, Cell]>([
  [PROVEN, "dua", "0,5", "0,5"], // its separator is proven by the column
  [PROVEN, 1.5, "1,25", "1,25"],
  [STORED, "dua", "0,5", 0.5], // a text would be no number
  [STORED, 0.5, "1.234,5", 1234.5],
  [STORED, 0.5, "12345678901234,123456", "12345678901234,123456"], // no number holds it exactly
  [STORED, 0.5, "dua", "dua"],
  [{ ...PROVEN, numberFormatFrom: "none" }, 0.5, "1,234", 1.234], // alone it would be ambiguous
  [POINT, 1.234, "1,234", "1,234"],
  [STORED, 0.5, "", null],
  [PROVEN, "0,5", 0.75, 0.75], // saved as a workbook
])("a corrected koefisien, under %j, %j → %j, is %j", (reading, before, after, expected) => {
  expect(changedCells(["S", "1", before], ["S", "1", after], reading)).toEqual({ 2: expected });
});

test("a corrected kode stays text where numbers are real ones", () => {
  expect(changedCells(["S", "x", 1], ["S", "1,10", "1"], STORED)).toEqual({ 1: "1,10" });
});

test("only corrected cells are replaced; a cell beyond the end of a row is added", async () => {
  async function* rows(): AsyncGenerator<SheetRow> {
    yield { baris: 1, cells: ["a", 1] };
    yield { baris: 4, cells: ["b"] };
  }
  const laid: SheetRow[] = [];
  for await (const row of overlaid(rows(), { 4: { 0: null, 2: "c" }, 9: { 0: "nowhere" } })) laid.push(row);
  expect(laid).toEqual([
    { baris: 1, cells: ["a", 1] },
    { baris: 4, cells: [null, null, "c"] },
  ]);
});

test("is known by its last two columns only, also when it was saved as a workbook or with commas", async () => {
  expect(isRowsToCorrect(["sumber", "Baris", "Alasan", "", null])).toBe(true);
  expect(isRowsToCorrect(["Baris", "Alasan", "sumber"])).toBe(false);
  expect(isRowsToCorrect(["Alasan"])).toBe(false);
  const rows = [
    ["sumber", "koef", "Baris", "Alasan"],
    ["S", 0.5, 12, "Bukan angka."],
  ];
  const expected = { header: ["sumber", "koef"], rows: [{ row: 2, baris: 12, cells: ["S", 0.5] }] };
  expect(await correctionsOf(await sheetFile(rows))).toEqual(expected);
  expect(await correctionsOf(Buffer.from('sumber,koef,Baris,Alasan\nS,"0,5",12,"a, b; c; d; e"'))).toMatchObject({
    rows: [{ baris: "12", cells: ["S", "0,5"] }],
  });
  expect(await correctionsOf(Buffer.from("sumber;koef;Baris\nS;0,5;12"))).toBeNull();
});

test("that is not UTF-8 any more is refused, while any other file may be declared to have an encoding", async () => {
  const latin = (text: string) => Buffer.from(text, "latin1");
  const refused = correctionsOf(latin("nama;Baris;Alasan\nm²;2;x"));
  await expect(refused).rejects.toHaveProperty("code", "FILE_ENCODING");
  expect(await correctionsOf(latin("nama;kode\nm²;2"))).toBeNull();
});
