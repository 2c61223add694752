import { columnIndex } from "@/lib/imports/layout";
import { LIMITS } from "@/lib/imports/read/limits";
import { type Mark, SEVERITIES, type Severity } from "./marks";

/** Columns of a sheet: A to XFD. */
export const COLUMNS = 16_384;

/** All that is said about one cell. */
export interface CellMark {
  /** The worst of its marks. */
  severity: Severity;
  /** Each once, in the order of the marks. */
  texts: string[];
}

/** The marks of one row, by column from 0; `first`: of the first cell of the row, whichever that is. */
export interface RowMarks {
  first: CellMark | null;
  cells: Map<number, CellMark>;
}

/** Marks by row. One that names a row that no sheet has is left out; one that names such a column marks its row. */
export function markedRows(marks: Iterable<Mark>): Map<number, RowMarks> {
  const rows = new Map<number, RowMarks>();
  for (const { baris, kolom, severity, text } of marks) {
    if (!Number.isInteger(baris) || baris < 1 || baris > LIMITS.rows) continue;
    const row = rows.get(baris) ?? { first: null, cells: new Map<number, CellMark>() };
    rows.set(baris, row);
    const index = kolom !== null && /^[A-Z]{1,3}$/.test(kolom) ? columnIndex(kolom) : COLUMNS;
    const mark: CellMark = { severity, texts: [text] };
    if (index < COLUMNS) row.cells.set(index, together(row.cells.get(index), mark));
    else row.first = together(row.first, mark);
  }
  return rows;
}

/** Two marks of one cell as one. */
export function together(one: CellMark | null | undefined, other: CellMark): CellMark {
  if (!one) return other;
  const worst = SEVERITIES.find((severity) => severity === one.severity || severity === other.severity);
  return { severity: worst ?? other.severity, texts: [...new Set([...one.texts, ...other.texts])] };
}
