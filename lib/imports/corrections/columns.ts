/** The csv of rejected rows, and how it is known when it comes back corrected. Pure. */

import { columnLetter, isBlank } from "@/lib/imports/layout";
import type { Cell } from "@/lib/imports/types";

/** Columns that are added after those of the file: the row of the file, and why it was rejected. No field has such a name. */
export const ADDED_COLUMNS = ["Baris", "Alasan"] as const;

/** One row of a csv of rejected rows as it came back. */
export interface CorrectedRow {
  /** Row of the csv. */
  row: number;
  /** What stands under "Baris". */
  baris: Cell;
  /** By column of the file that was imported. */
  cells: Cell[];
}

/** Columns of the file that stand before the added ones; null when a row does not end with the names of those. */
export function ownColumns(names: readonly (Cell | undefined)[]): number | null {
  const last = names.findLastIndex((name) => !isBlank(name));
  const own = last + 1 - ADDED_COLUMNS.length;
  const isAdded = (name: string, at: number) => textOf(names[own + at]) === name;
  return own >= 0 && ADDED_COLUMNS.every(isAdded) ? own : null;
}

/** Whether this row names the columns of a csv of rejected rows. */
export function isRowsToCorrect(names: readonly (Cell | undefined)[]): boolean {
  return ownColumns(names) !== null;
}

/** A row of such a csv, whose header says that `own` columns of the file stand before the added ones. */
export function correctedRow(row: number, cells: readonly Cell[], own: number): CorrectedRow {
  const baris = cells[own] ?? null;
  const beyond = cells.slice(own + ADDED_COLUMNS.length);
  return { row, baris, cells: [...Array.from({ length: own }, (_, i) => cells[i] ?? null), ...beyond] };
}

/** Names that a csv of rejected rows gives to the columns: those of the file, or letters where no row names them. */
export function givenNames(header: readonly (string | null)[] | null, columns: number): string[] {
  return header ? header.map((name) => name ?? "") : Array.from({ length: columns }, (_, i) => columnLetter(i));
}

function textOf(cell: Cell | undefined): string {
  return typeof cell === "string" ? cell.trim() : "";
}
