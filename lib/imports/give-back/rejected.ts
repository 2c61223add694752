import { decimalOfNumber, type NumberFormat } from "@/lib/format/number";
import { ADDED_COLUMNS } from "@/lib/imports/corrections/columns";
import { shownValue } from "@/lib/imports/parse";
import type { Cell, Reading } from "@/lib/imports/types";
import { BOM, csvLine } from "./csv-lines";

const SEPARATOR = ";";

export interface RejectedRow {
  /** Row of the file that was imported. */
  baris: number;
  /** Its cells as text (see cellText). */
  cells: readonly (string | null)[];
  reasons: readonly string[];
}

/**
 * A csv of these rows only, to correct and to bring back: the columns of the file with its texts, then the row where
 * each stood and why it was rejected. UTF-8 with mark; the semicolon opens as a table in Indonesian. What was added to
 * an earlier such file is replaced.
 *
 * They are laid over the file that they come from (lib/imports/corrections): alone they would leave every AHSP with
 * these lines only.
 * @param header names of the columns of the file, "" for one without a name
 */
export async function* rejectedCsv(
  header: readonly string[],
  rows: Iterable<RejectedRow> | AsyncIterable<RejectedRow>,
): AsyncGenerator<string, void, undefined> {
  const isAgain = ADDED_COLUMNS.every((name, i) => header.at(i - ADDED_COLUMNS.length) === name);
  const own = isAgain ? header.slice(0, -ADDED_COLUMNS.length) : header;
  // A row may go on beyond the header: what has no name stands after the added columns.
  yield BOM + csvLine([...own, ...ADDED_COLUMNS], SEPARATOR);
  for await (const { baris, cells, reasons } of rows) {
    const named = own.map((_, i) => cells[i] ?? null);
    yield csvLine([...named, baris, reasons.join(" "), ...cells.slice(header.length)], SEPARATOR);
  }
}

/**
 * A cell as the text that reads as the same value: numbers with the decimal separator that the texts of the file have,
 * dates as yyyy-mm-dd. Null: empty, or a formula without a result.
 */
export function cellText(cell: Cell | undefined, format: NumberFormat): string | null {
  if (typeof cell === "string") return cell === "" ? null : cell;
  if (typeof cell !== "number") return shownValue(cell);
  const decimal = decimalOfNumber(cell);
  return decimal.ok && format === "comma" ? decimal.value.replace(".", ",") : decimal.ok ? decimal.value : String(cell);
}

/** How numbers of a file are written as text. One whose numbers are real ones gets the comma that people here expect. */
export function writtenFormat({ numberFormat }: Pick<Reading, "numberFormat">): NumberFormat {
  return numberFormat === "point" ? "point" : "comma";
}
