import type { Encoding } from "@/lib/imports/choices";
import { csvRows, delimiterOf } from "@/lib/imports/read/csv";
import { LIMITS, type Limits } from "@/lib/imports/read/limits";
import type { Cell, SheetRow } from "@/lib/imports/types";
import { BOM, csvLine } from "./csv-lines";
import { markedRows } from "./marked-cells";
import type { Mark } from "./marks";

/** The column that is added, where a comment cannot stand. No field has such a name. */
const ADDED_COLUMN = "Keterangan";

/** What a csv file is, beside its rows. */
export interface CsvShape {
  separator: string;
  /** Row that names the columns; 0: none does. */
  headerRow: number;
  /** Columns of its widest row. */
  columns: number;
}

/**
 * Rows of a csv as a csv with one column more, which says what was remarked about each row. UTF-8 with mark. Rows keep
 * their numbers: blank ones that the reader left out are blank again. Texts that a spreadsheet would run are made inert.
 */
export async function* markedCsv(
  rows: Iterable<SheetRow> | AsyncIterable<SheetRow>,
  marks: Iterable<Mark>,
  { separator, headerRow, columns }: CsvShape,
): AsyncGenerator<string, void, undefined> {
  const remarks = new Map<number, string>();
  for (const [baris, { first, cells }] of markedRows(marks)) {
    const inOrder = [...cells].sort(([a], [b]) => a - b).map(([, mark]) => mark);
    const texts = [...(first ? [first] : []), ...inOrder].flatMap((mark) => mark.texts);
    remarks.set(baris, [...new Set(texts)].join(" "));
  }
  let last = 0;
  yield BOM;
  for await (const { baris, cells } of rows) {
    yield "\r\n".repeat(baris - last - 1);
    last = baris;
    const added = baris === headerRow ? ADDED_COLUMN : remarks.get(baris);
    const own = Array.from({ length: columns }, (_, i) => textOf(cells[i]));
    yield csvLine(added === undefined ? own : [...own, added], separator);
  }
}

/**
 * An uploaded csv with its remarks, as markedCsv gives it, with the file's own separator.
 * @throws PortalError as csvRows does
 */
export async function* markCsv(
  bytes: Buffer,
  { encoding, headerRow }: { encoding: Encoding; headerRow: number },
  marks: Iterable<Mark>,
  limits: Limits = LIMITS,
): AsyncGenerator<string, void, undefined> {
  let columns = 0;
  // Read twice: the column stands right of the widest row, which may be the last.
  for await (const { cells } of csvRows(bytes, encoding, limits)) columns = Math.max(columns, cells.length);
  const shape = { separator: delimiterOf(bytes, encoding), headerRow, columns };
  yield* markedCsv(csvRows(bytes, encoding, limits), marks, shape);
}

/** Cells of a csv are text. */
function textOf(cell: Cell | undefined): string {
  return typeof cell === "object" || cell === undefined ? "" : String(cell);
}
