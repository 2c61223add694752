import { analyse, type Table } from "@/lib/imports/analyse";
import { readTable } from "@/lib/imports/read/read";
import type { AhspAnalysis, Analysis, Cell, CompaniesAnalysis, NumberFormat, SheetRow } from "@/lib/imports/types";

export const HEADER = ["sumber", "kode_ahsp", "nama_ahsp", "kategori", "kode_item", "uraian", "satuan", "koefisien"];

/** Rows from 1; rows without any cell are left out, as readers do. */
export function sheetRows(rows: readonly (readonly Cell[])[]): SheetRow[] {
  return rows.map((cells, i) => ({ baris: i + 1, cells: [...cells] })).filter((row) => row.cells.length > 0);
}

/** Analysis of these rows, the first of which is the header. */
export function analyseRows(
  rows: readonly (readonly Cell[])[],
  numberFormat: NumberFormat | null = null,
): Promise<AhspAnalysis> {
  return analyseAhsp({ format: "xlsx", sheet: "Sheet1", rows: sheetRows(rows) }, numberFormat);
}

/** Analysis of a table of AHSP. @throws Error when it holds something else */
export async function analyseAhsp(
  table: Table,
  numberFormat: NumberFormat | null = null,
  repairs: Record<number, string> = {},
): Promise<AhspAnalysis> {
  const analysis = await analyse(table, { numberFormat, repairs: { [table.sheet ?? ""]: repairs } });
  if (analysis.kind !== "ahsp") throw new Error(`a file of ${analysis.kind}`);
  return analysis;
}

/** Analysis of rows of a file of companies, the first of which is the header. @throws Error when it is none */
export async function analyseCompanies(rows: readonly (readonly Cell[])[]): Promise<CompaniesAnalysis> {
  const analysis = await analyse({ format: "csv", sheet: null, rows: sheetRows(rows) }, { numberFormat: null });
  if (analysis.kind !== "companies") throw new Error(`a file of ${analysis.kind}`);
  return analysis;
}

/** All rows of a file. */
export async function rowsOfFile(bytes: Buffer): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const row of (await readTable(bytes)).rows) rows.push(row);
  return rows;
}

/** Findings in short: row, column letter and code; without those that only inform. */
export function short(analysis: Analysis): string[] {
  const findings = analysis.findings.filter((finding) => finding.kind !== "info");
  return findings.map(({ baris, kolom, code }) => `${baris}${kolom ?? ""} ${code}`);
}
