import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyse } from "@/lib/imports/analyse";
import { readTable } from "@/lib/imports/read/read";
import { analyseAhsp, analyseRows, HEADER, sheetRows } from "@/lib/imports/testing/rows";
import { sniFile } from "@/lib/imports/testing/sni";
import type { Analysis, Cell, ParsedLine } from "@/lib/imports/types";

const DATA = path.resolve("../shared/data");
const REAL = path.join(DATA, "SNI_2025_AHSP.xlsx");

const perKategori = (lines: ParsedLine[]) => {
  const counts = { TK: 0, BHN: 0, ALT: 0, LAIN: 0 };
  for (const line of lines) counts[line.kategori]++;
  return counts;
};
const of = (analysis: Analysis, code: string) => analysis.findings.filter((finding) => finding.code === code);

describe("a workbook of the shape of the real one", () => {
  it("comes out with its known figures", async () => {
    const { bytes, expected } = await sniFile();
    const analysis = await analyseAhsp(await readTable(bytes));
    const { reading, counts, flags, jobs, lines } = analysis;
    expect(reading).toMatchObject({ format: "xlsx", sheet: "SNI_2025_AHSP", headerRow: 1, layout: "flat" });
    expect(reading).toMatchObject({ numberFormat: "point", numberFormatFrom: "evidence" });
    expect(counts).toEqual({
      rows: expected.rows,
      headings: 0,
      lines: expected.lines,
      duplicate_identical: expected.duplicateIdentical,
      rejected: expected.rejectedRows.length,
    });
    expect(jobs).toHaveLength(expected.jobs);
    expect(new Set(jobs.map((job) => job.sumber))).toEqual(new Set(["AHSP 2025"]));
    expect(perKategori(lines)).toEqual(expected.perKategori);
    expect(of(analysis, "TEXT_TOO_LONG").map((finding) => finding.baris)).toEqual(expected.rejectedRows);
    expect(of(analysis, "UNIT_MISSING")).toHaveLength(expected.missingUnit);
    expect(flags).toEqual({
      conflicting_duplicates: expected.conflicting,
      kategori_empty_rows: expected.kategoriEmptyRows,
      suspect_decimal_separator: expected.suspect,
      one_kode_two_names: expected.twoNames,
      mojibake: { ahsp_names: expected.mojibakeNames },
    });
  });
});

// The real file is not part of the repository.
describe.runIf(existsSync(REAL))("the real file", () => {
  it("comes out with every figure of sni2025_expected.json", async () => {
    const expected = JSON.parse(readFileSync(path.join(DATA, "sni2025_expected.json"), "utf8"));
    const analysis = await analyseAhsp(await readTable(readFileSync(REAL)));
    const { reading, counts, flags, jobs, lines, findings } = analysis;
    expect(reading.sheet).toBe(expected.file.sheet);
    expect([reading.layout, reading.numberFormat, reading.numberFormatFrom]).toEqual(["flat", "point", "evidence"]);
    expect(reading.columns.map((column) => column.header)).toEqual(expected.file.headers.slice(1));
    expect(counts).toEqual({
      rows: expected.ledger.rows,
      headings: 0,
      lines: expected.ledger.imported,
      duplicate_identical: expected.ledger.duplicate_identical,
      rejected: expected.ledger.rejected,
    });
    expect(jobs).toHaveLength(expected.imported.ahsp);
    expect(perKategori(lines)).toEqual(expected.imported.per_kategori);
    expect(of(analysis, "KOEFISIEN_ZERO")).toHaveLength(expected.imported.zero_coef);
    const unitless = lines.filter((line) => line.satuan_item === null);
    expect(unitless).toHaveLength(expected.imported.missing_unit);
    expect(new Set(unitless.map((line) => line.job)).size).toBe(expected.imported.ahsp_with_missing_unit);
    expect(jobs.filter((job) => job.sumber === "AHSP 2025")).toHaveLength(expected.imported.sumber["AHSP 2025"]);
    expect(jobs.filter((job) => job.klasifikasi === null && job.satuan === null)).toHaveLength(2305);
    expect(flags).toEqual({
      conflicting_duplicates: expected.flags.conflicting_duplicates,
      kategori_empty_rows: expected.flags.kategori_empty_rows,
      suspect_decimal_separator: expected.flags.suspect_decimal_separator,
      one_kode_two_names: expected.flags.one_kode_two_names,
      mojibake: expected.flags.mojibake,
    });
    const [rejected] = expected.ledger.rejected_rows;
    expect(findings.filter((finding) => finding.kind === "rejected")).toEqual([
      {
        baris: rejected.row,
        kolom: "G",
        field: "satuan_item",
        kind: "rejected",
        code: "TEXT_TOO_LONG",
        value: "bulan bulan hari hari orang orang hari hari hari/m2",
        params: { length: 51, limit: 20 },
      },
    ]);
    expect(jobs.filter((job) => job.rejected > 0).map((job) => [job.kode_ahsp, job.rejected])).toEqual([
      ["4.1.1.28", 1],
    ]);
  });
});

// Few different values, so that jobs, duplicates and conflicts meet often.
const text = (...values: Cell[]) => fc.constantFrom<Cell>(...values);
const defects: Cell[] = [
  null,
  " ",
  { error: "#N/A" },
  { formula: true },
  { date: 45000 },
  "\u0001",
  "x".repeat(101),
  true,
];
const anyRow = fc.tuple(
  text("SNI", "SNI", "SNI", "Lain", ...defects),
  text("1.1", "1.1", "1.2", null, null, ...defects),
  text("Beton", "Beton", "Bata", null, ...defects),
  text("TK", "Bahan", null, "otomatis", ...defects),
  text("L.01", null, ...defects),
  text("Pekerja", "Mandor", "Semen", null, ...defects),
  text("OH", "kg", null, ...defects),
  text("0,5", "0,50", "0,6", 1, 83349, -1, "x", "1.2.3", 1e300, "0,1234567", null, ...defects),
  text(null, null, "catatan"),
);
const goodRow = fc.tuple(
  text("SNI"),
  text("1", "2", "3"),
  text("A", "B"),
  text("TK", "BHN"),
  text("L"),
  text("P", "Q", "R"),
  text("OH"),
  text("0,5", "0,6", 7),
  text(null),
);
const headingRow = fc.tuple(
  text("SNI", null),
  text("1", "2", null),
  text("A", null),
  text(null),
  text(null),
  text(null),
  text("m3", null),
  text(null),
  text(null),
);
const itemRow = fc.tuple(
  text(null),
  text(null),
  text(null),
  text("TK", null),
  text(null),
  text("P", "Q", null),
  text("OH", null),
  text("0,5", 7, null),
  text(null),
);
const tables = fc.oneof(
  fc.array(fc.oneof({ weight: 4, arbitrary: goodRow }, { weight: 2, arbitrary: anyRow }), { maxLength: 60 }),
  fc.array(fc.oneof(headingRow, itemRow, itemRow, { weight: 1, arbitrary: anyRow }), { maxLength: 60 }),
  fc.array(anyRow, { maxLength: 300 }),
);

describe("whatever the rows are", () => {
  it("every row ends in exactly one outcome, and the outcomes add up", async () => {
    await fc.assert(
      fc.asyncProperty(tables, async (rows) => {
        const filled = sheetRows([HEADER, ...rows])
          .slice(1)
          .filter((row) => row.cells.some((cell) => cell !== null && cell !== " "));
        fc.pre(filled.length > 0);
        const analysis = await analyseRows([HEADER, ...rows], "comma");
        const { counts, lines, jobs, findings, flags } = analysis;
        expect(counts.rows).toBe(filled.length);
        expect(counts.rows).toBe(counts.headings + counts.lines + counts.duplicate_identical + counts.rejected);

        const rejected = new Set(findings.filter((f) => f.kind === "rejected").map((f) => f.baris));
        const duplicate = findings.filter((f) => f.kind === "duplicate").map((f) => f.baris);
        const imported = lines.map((line) => line.baris);
        expect([rejected.size, duplicate.length, imported.length]).toEqual([
          counts.rejected,
          counts.duplicate_identical,
          counts.lines,
        ]);
        const outcomes = [...rejected, ...duplicate, ...imported];
        expect(new Set(outcomes).size).toBe(outcomes.length);
        // Headings are the rows that are left.
        const numbers = new Set(filled.map((row) => row.baris));
        expect(outcomes.every((baris) => numbers.has(baris))).toBe(true);
        expect(numbers.size - outcomes.length).toBe(counts.headings);

        const numbered = jobs.map(() => 0);
        for (const line of lines) {
          const before = numbered[line.job] ?? Number.NaN;
          expect(line.urutan).toBe(before + 1);
          numbered[line.job] = line.urutan;
          expect(line.koefisien).toMatch(/^(0|[1-9][0-9]{0,13})(\.[0-9]{0,5}[1-9])?$/);
        }
        expect(jobs.map((job) => job.seq)).toEqual(jobs.map((_, i) => i));
        expect(new Set(jobs.map((job) => `${job.sumber}\0${job.kode_ahsp}`)).size).toBe(jobs.length);
        if (analysis.reading.layout === "flat") expect(numbered.every((count) => count > 0)).toBe(true);
        expect(findings.map((f) => f.baris)).toEqual(findings.map((f) => f.baris).sort((a, b) => a - b));

        expect(of(analysis, "KATEGORI_EMPTY")).toHaveLength(flags.kategori_empty_rows);
        expect(of(analysis, "SUSPECT_DECIMAL_SEPARATOR")).toHaveLength(flags.suspect_decimal_separator.lines);
        expect(of(analysis, "DUPLICATE_CONFLICTING")).toHaveLength(flags.conflicting_duplicates.lines);
        expect(of(analysis, "MOJIBAKE")).toHaveLength(flags.mojibake.ahsp_names);
        expect(of(analysis, "ONE_KODE_TWO_NAMES")).toHaveLength(flags.one_kode_two_names.length);
      }),
      { numRuns: 300 },
    );
  });

  it("good rows are never rejected, and give the same numbers in any order of jobs", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(goodRow, { minLength: 1, maxLength: 80 }), async (rows) => {
        const grouped = [...rows].sort((a, b) => String(a[1]).localeCompare(String(b[1])));
        const [one, other] = await Promise.all([analyseRows([HEADER, ...rows]), analyseRows([HEADER, ...grouped])]);
        expect(one.counts).toEqual(other.counts);
        expect(one.counts.rejected).toBe(0);
        expect(one.flags.conflicting_duplicates).toEqual(other.flags.conflicting_duplicates);
      }),
    );
  });
});

it("reports progress every thousand rows", async () => {
  const rows = Array.from({ length: 2500 }, (_, i) => ["SNI", "1", "A", "TK", null, `P${i}`, "OH", 1]);
  const seen: number[] = [];
  await analyse({ format: "csv", sheet: null, rows: sheetRows([HEADER, ...rows]) }, { numberFormat: null }, (n) =>
    seen.push(n),
  );
  expect(seen).toEqual([1000, 2000]);
});
