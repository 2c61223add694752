import { analyse } from "@/lib/imports/analyse";
import { readTable } from "@/lib/imports/read/read";
import type { Analysis, Cell, NumberFormat, SheetRow } from "@/lib/imports/types";

export const HEADER = ["sumber", "kode_ahsp", "nama_ahsp", "kategori", "kode_item", "uraian", "satuan", "koefisien"];

/** Rows from 1; rows without any cell are left out, as readers do. */
export function sheetRows(rows: readonly (readonly Cell[])[]): SheetRow[] {
  return rows.map((cells, i) => ({ baris: i + 1, cells: [...cells] })).filter((row) => row.cells.length > 0);
}

/** Analysis of these rows, the first of which is the header. */
export function analyseRows(
  rows: readonly (readonly Cell[])[],
  numberFormat: NumberFormat | null = null,
): Promise<Analysis> {
  return analyse({ format: "xlsx", sheet: "Sheet1", rows: sheetRows(rows) }, { numberFormat });
}

/** All rows of a file. */
export async function rowsOfFile(bytes: Buffer): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const row of (await readTable(bytes)).rows) rows.push(row);
  return rows;
}

/** Findings in short: row, column letter and code. */
export function short(analysis: Analysis): string[] {
  return analysis.findings.map(({ baris, kolom, code }) => `${baris}${kolom ?? ""} ${code}`);
}
