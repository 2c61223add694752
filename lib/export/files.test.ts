import fc from "fast-check";
import sql from "sql-template-tag";
import { describe, expect, it, vi } from "vitest";
import { decimalOfNumber, parseDecimal } from "@/lib/format/number";
import { fieldNamed } from "@/lib/imports/layout";
import { openXlsx } from "@/lib/imports/read/xlsx";
import { rowsOfFile } from "@/lib/imports/testing/rows";
import type { Cell, SheetRow } from "@/lib/imports/types";
import { type ExportColumn, type ExportRow, RINCIAN_COLUMNS } from "./columns";
import { csvOf, decimalText } from "./csv";
import { xlsxOf } from "./xlsx";

vi.setConfig({ testTimeout: 60_000 });

const COLUMNS: ExportColumn[] = (["text", "count", "koefisien", "text"] as const).map((kind, i) => ({
  kind,
  header: `Kolom ${i}`,
  width: 10,
  value: sql`NULL`,
}));

async function* batches(rows: readonly ExportRow[], size = 3) {
  for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size);
}

async function bytes(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

const csv = (rows: readonly ExportRow[], separator: ";" | ",") => bytes(csvOf(COLUMNS, batches(rows), separator));
const xlsx = (rows: readonly ExportRow[], sheetRows?: number) =>
  bytes(xlsxOf(COLUMNS, batches(rows), { count: rows.length, ...(sheetRows ? { sheetRows } : {}) }));

// What PostgreSQL can hold, and what likes to get lost: formulas, quotes, separators, line ends, escapes of xlsx.
const hostile = fc.string({
  unit: fc.constantFrom(..."'=-+@\t\r\n1,;.\"a_x0041_&<>é \u00a0\u0085\u0001\ufffe∅🧱|%"),
  minLength: 1,
});
const text = fc
  .oneof(hostile, fc.string({ unit: "grapheme", minLength: 1 }))
  .map((value) => value.replaceAll("\0", "").toWellFormed())
  .map((value) => value || "x");
const koefisien = fc.tuple(fc.bigInt(0n, 10n ** 20n - 1n), fc.integer({ min: 0, max: 19 })).map(([digits, shift]) => {
  const all = (digits / 10n ** BigInt(shift)).toString().padStart(7, "0");
  const read = parseDecimal(`${all.slice(0, -6)}.${all.slice(-6)}`, "point");
  return read.ok ? read.value : "0";
});
const row = fc.tuple(text, fc.nat(), koefisien, fc.option(text));

/** The rows below the header. In a csv nothing and an empty text are the same. */
const cells = (rows: SheetRow[]) =>
  rows.slice(1).map(({ cells: found }) => COLUMNS.map((_, i) => (found[i] === "" ? null : (found[i] ?? null))));
const canonical = (cell: Cell | undefined) => {
  const read = typeof cell === "number" ? decimalOfNumber(cell) : parseDecimal(String(cell), "point");
  return read.ok ? read.value : cell;
};

describe("an exported file is read back as it was", () => {
  it("as xlsx, over several sheets: texts are texts, counts and koefisien are numbers, long ones exact text", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 12 }), fc.integer({ min: 2, max: 6 }), async (rows, sheetRows) => {
        const file = await openXlsx(await xlsx(rows, sheetRows));
        const read: Cell[][] = [];
        for (const sheet of file.sheets) {
          const found: SheetRow[] = [];
          for await (const one of file.rows(sheet)) found.push(one);
          expect(found.length).toBeLessThanOrEqual(sheetRows);
          expect(found[0]?.cells).toEqual(COLUMNS.map(({ header }) => header));
          read.push(...cells(found));
        }
        expect(read.map(([a, b, c, d]) => [a, b, canonical(c), d])).toEqual(rows);
        for (const [, count, number] of read) {
          expect(typeof count).toBe("number");
          if (typeof number !== "number") expect(String(number).replace(/\D/g, "").length).toBeGreaterThan(15);
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each([";", ","] as const)("as csv with %s, whose decimals prove their format", async (separator) => {
    const format = separator === ";" ? "comma" : "point";
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 12 }), async (rows) => {
        const read = cells(await rowsOfFile(await csv(rows, separator)));
        const expected = rows.map(([a, b, c, d]) => [a, String(b), c, d]);
        const exact = read.map(([a, b, c, d]) => {
          const number = parseDecimal(String(c), format);
          const other = parseDecimal(String(c), format === "comma" ? "point" : "comma");
          if (/[.,]/.test(String(c))) expect(other.ok, String(c)).toBe(false);
          return [a, b, number.ok ? number.value : c, d];
        });
        expect(exact).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });
});

describe("a csv", () => {
  it("has a mark, real numbers, quotes only where they are needed, and nothing that runs", async () => {
    const rows: ExportRow[] = [
      ["=1+1", 1234, "0.000001", null],
      ['a;b "c"', 0, "12345678901234.123456", "-5"],
    ];
    expect((await csv(rows, ";")).toString()).toBe(
      `\ufeffKolom 0;Kolom 1;Kolom 2;Kolom 3\r\n'=1+1;1234;0,000001;\r\n"a;b ""c""";0;12345678901234,123456;-5\r\n`,
    );
  });

  it.each([
    ["1.234", "1,2340"],
    ["999.999", "999,9990"],
    ["0.234", "0,234"],
    ["1234.567", "1234,567"],
    ["1.2345", "1,2345"],
    ["12", "12"],
  ])("writes %s as %s", (value, written) => expect(decimalText(value, ",")).toBe(written));
});

describe("a workbook", () => {
  it("writes a number of at most 15 digits as a number, and a longer one as text", async () => {
    const rows = ["0.000001", "99999999999999", "123456789.123456", "1234567890.123456"].map((k) => ["a", 1, k, null]);
    const read = cells(await rowsOfFile(await xlsx(rows)));
    expect(read.map((found) => found[2])).toEqual([0.000001, 99999999999999, 123456789.123456, "1234567890.123456"]);
  });

  it("of no rows has its header", async () => {
    expect(await rowsOfFile(await xlsx([]))).toEqual([{ baris: 1, cells: COLUMNS.map(({ header }) => header) }]);
  });

  it("fails rather than end early when rows are missing", async () => {
    await expect(bytes(xlsxOf(COLUMNS, batches([["a", 1, "1", null]]), { count: 2 }))).rejects.toThrow("missing");
  });
});

it("the columns of rincian are called what the import reads", () => {
  expect(RINCIAN_COLUMNS.map(({ header }) => fieldNamed(header))).toEqual([
    "sumber",
    "kode_ahsp",
    "nama_ahsp",
    "klasifikasi",
    "sub_klasifikasi",
    "satuan_pekerjaan",
    "source_file",
    "kategori",
    "kode_item",
    "uraian_item",
    "satuan_item",
    "koefisien",
  ]);
});
