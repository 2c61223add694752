/** Corrected cells laid over the rows of a file. Pure. */

import { decimalOfNumber, type NumberFormat, parseDecimal } from "@/lib/format/number";
import { cellText, writtenFormat } from "@/lib/imports/give-back/rejected";
import { columnIndex } from "@/lib/imports/layout";
import type { Cell, Patches, Reading, SheetRow } from "@/lib/imports/types";

/** Rows with the cells that were corrected; every other cell as it is. */
export async function* overlaid(
  rows: AsyncIterable<SheetRow>,
  patches: Patches,
): AsyncGenerator<SheetRow, void, undefined> {
  for await (const row of rows) {
    const patch = patches[row.baris];
    yield patch ? { baris: row.baris, cells: patched(row.cells, patch) } : row;
  }
}

function patched(cells: readonly Cell[], patch: Patches[number]): Cell[] {
  const all = [...cells];
  for (const [index, cell] of Object.entries(patch)) all[Number(index)] = cell;
  return Array.from(all, (cell) => cell ?? null);
}

/**
 * Cells of a row that came back as something else, by column; what came back as the text that was given out stays as
 * it is, a number a number and a date a date.
 */
export function changedCells(
  before: readonly Cell[],
  after: readonly Cell[],
  reading: Pick<Reading, "columns" | "numberFormat" | "numberFormatFrom">,
): Patches[number] {
  const changed: Patches[number] = {};
  const numbers = numberColumns(reading);
  const format = writtenFormat(reading);
  for (const [index, cell] of after.entries()) {
    const was = before[index];
    if (isSame(was, cell, format)) continue;
    changed[index] = typeof cell === "string" && numbers.has(index) ? asNumber(cell) : cell === "" ? null : cell;
  }
  return changed;
}

function isSame(was: Cell | undefined, now: Cell, format: NumberFormat): boolean {
  return typeof now === "number" ? was === now : (cellText(now, format) ?? "") === (cellText(was, format) ?? "");
}

/** Where koefisien are real numbers throughout, no text says how its separator is meant: they stay numbers. */
function numberColumns({ columns, numberFormat, numberFormatFrom }: Parameters<typeof changedCells>[2]): Set<number> {
  if (numberFormat !== "stored" && numberFormatFrom !== "none") return new Set();
  return new Set(columns.filter(({ field }) => field === "koefisien").map(({ kolom }) => columnIndex(kolom)));
}

/** As writtenFormat says for such a file: with a comma. What no number can hold exactly stays text. */
function asNumber(text: string): Cell {
  const decimal = parseDecimal(text, "comma");
  if (!decimal.ok) return text === "" ? null : text;
  const exact = decimalOfNumber(Number(decimal.value));
  return exact.ok && exact.value === decimal.value ? Number(decimal.value) : text;
}
