import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleCompanies } from "@/lib/sample/companies";
import { sampleFile } from "@/lib/sample/generate";
import { analyse } from "./analyse";
import { LAYOUTS, type Layout } from "./choices";
import { isBlank } from "./layout";
import { readTable } from "./read/read";
import { templateCsv, templateXlsx } from "./template";
import { writtenJobs } from "./testing/arbitrary";
import { analyseWith, WRITERS, type WrittenJob } from "./testing/layouts";
import { sniFile, sniRows } from "./testing/sni";
import { type CellInput, sheetFile } from "./testing/workbook";
import type { AhspAnalysis, Analysis, Cell } from "./types";

/** Rows that hold anything, of those that are data. */
function dataRows(rows: readonly (readonly Cell[])[], { layout, headerRow }: Analysis["reading"]): number[] {
  const above = ["official", "marked"].includes(layout) ? 0 : headerRow;
  return rows.flatMap((cells, i) => (i + 1 > above && !cells.every(isBlank) ? [i + 1] : []));
}

/** → the rows that are neither lines nor told: those that name a job, or are the frame of a layout */
function expectOutcomes({ lines, findings, counts }: AhspAnalysis, rows: readonly number[]): number[] {
  const of = (kind: string) => new Set(findings.filter((finding) => finding.kind === kind).map(({ baris }) => baris));
  const [rejected, duplicate, imported] = [of("rejected"), of("duplicate"), new Set(lines.map(({ baris }) => baris))];
  expect(counts.rows).toBe(rows.length);
  expect(counts.rows + (counts.further_lines ?? 0)).toBe(
    counts.headings + counts.lines + counts.duplicate_identical + counts.rejected,
  );
  expect(rejected.size).toBe(counts.rejected);
  expect(lines.length).toBe(counts.lines);
  for (const baris of rejected) expect(imported.has(baris) || duplicate.has(baris)).toBe(false);
  const told = new Set([...rejected, ...duplicate, ...imported]);
  const known = new Set(rows);
  for (const baris of told) expect(known).toContain(baris);
  const others = rows.filter((baris) => !told.has(baris));
  expect(others).toHaveLength(counts.headings);
  return others;
}

const DEFECTS: Cell[] = [
  null,
  " ",
  "\u00a0",
  "x",
  "-1",
  "0.5.5",
  "0,5",
  83349,
  "mÂ²",
  "x".repeat(120),
  "otomatis",
  true,
  { error: "#N/A" },
  { formula: true },
  { date: 45_000 },
  "\u0001",
  "Jumlah",
  "[X]",
  "1.1",
]; // prettier-ignore
type Defect = { at: number; column: number; to: Cell } | { at: number; row: "blank" | "deleted" | "again" };
const defect: fc.Arbitrary<Defect> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ at: fc.nat(200), column: fc.nat(6), to: fc.constantFrom(...DEFECTS) }) },
  { weight: 1, arbitrary: fc.record({ at: fc.nat(200), row: fc.constantFrom("blank", "deleted", "again") }) },
);

function inject(rows: Cell[][], defects: readonly Defect[], from: number): void {
  for (const one of defects) {
    if (rows.length <= from) return;
    const at = from + (one.at % (rows.length - from));
    const cells = rows[at] as Cell[];
    if ("to" in one) cells[one.column] = one.to;
    else if (one.row === "blank") rows[at] = cells.map(() => null);
    else if (one.row === "deleted") rows.splice(at, 1);
    else rows.splice(at, 0, [...cells]);
  }
}

/** Whether a row says anything of an item, by the columns of testing/layouts.ts. */
const SAYS_ITEM: Partial<Record<Layout, (cells: readonly Cell[]) => boolean>> = {
  flat: () => true,
  block: (cells) => ![cells[3], cells[4], cells[6]].every(isBlank),
  packed: (cells) => !cells.slice(4).every(isBlank),
};

describe("jobs written in a layout, with defects in their cells and rows", () => {
  it.each(LAYOUTS)(
    "%s: every row has an outcome, and none that says anything of an item passes for another",
    async (layout) => {
      let damaged = 0;
      await fc.assert(
        fc.asyncProperty(writtenJobs, fc.array(defect, { minLength: 1, maxLength: 12 }), async (jobs, defects) => {
          const rows = WRITERS[layout](jobs).map((cells) => [...cells]);
          const table = !["official", "marked"].includes(layout);
          inject(rows, defects, table ? 1 : 0);
          const options = { layout, constants: { sumber: "S" }, numberFormat: "comma" } as const;
          const analysis = await analyseWith(rows, options).catch((error) => {
            expect(table ? ["NO_ROWS"] : ["NO_ROWS", "HEADER_MISSING", "COLUMN_MISSING", "COLUMN_TWICE"]).toContain(
              error.code,
            );
            return null;
          });
          if (!analysis) return;
          const others = expectOutcomes(analysis, dataRows(rows, analysis.reading));
          const saysItem = SAYS_ITEM[layout];
          if (saysItem) for (const baris of others) expect(saysItem(rows[baris - 1] as Cell[])).toBe(false);
          damaged += analysis.counts.rejected;
        }),
        { numRuns: 150 },
      );
      expect(damaged).toBeGreaterThan(0);
    },
  );
});

const JOBS: WrittenJob[] = ["1.1.1", "1.1.2"].map((kode) => ({
  kode,
  nama: `Pasang 1 m2 bata ${kode}`,
  satuan: "m2",
  items: [
    { kategori: "TK", uraian: "Pekerja", satuan: "OH", koefisien: "0,3" },
    { kategori: "BHN", uraian: "Bata", satuan: "buah", koefisien: "70" },
    { kategori: "BHN", uraian: "Bata", satuan: "buah", koefisien: "70" },
  ],
}));
const csv = (rows: readonly (readonly Cell[])[]) => Buffer.from(rows.map((cells) => cells.join("|")).join("\n"));
const FIXTURES: [name: string, bytes: () => Buffer | Promise<Buffer>, rows: number][] = [
  ["the small workbook like the real one", async () => (await sniFile(10)).bytes, sniRows(10).expected.rows],
  ["the workbook like the real one", async () => (await sniFile()).bytes, sniRows().expected.rows],
  ...LAYOUTS.flatMap((layout): typeof FIXTURES => {
    const rows = WRITERS[layout](JOBS);
    const header = ["official", "marked"].includes(layout) ? 0 : 1;
    const filled = rows.filter((cells) => !cells.every(isBlank)).length - header;
    return [
      [`${layout} as a workbook`, () => sheetFile(rows as CellInput[][]), filled],
      [`${layout} as text`, () => csv(rows), filled],
    ];
  }),
  ["sample data", () => sampleFile({ ahsp: 50, rincian: 200 }), 200],
  ["sample companies", () => [...sampleCompanies({ companies: 100, technologies: 3 })][0] as Buffer, 100],
  ["the template as text", () => templateCsv(), 2],
  ["the template as a workbook", () => templateXlsx(), 2],
];

describe("the ledger of every fixture adds up", () => {
  it.each(FIXTURES)("%s", async (_, make, rows) => {
    const table = await readTable(await make());
    const { counts } = await analyse(table, { numberFormat: null, constants: { sumber: "S" } });
    expect(counts.rows).toBe(rows);
    expect(counts.rows + (counts.further_lines ?? 0)).toBe(
      counts.headings + counts.lines + counts.duplicate_identical + counts.rejected,
    );
    expect(counts.lines).toBeGreaterThan(0);
  });
});
