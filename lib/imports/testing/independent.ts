/** The cells of a file as readers see them that share no code with lib/imports/read. */

import Papa from "papaparse";
import { readSheet } from "read-excel-file/universal";
import { columnLetter, isBlank } from "@/lib/imports/layout";
import type { Cell, Reading, SheetRow } from "@/lib/imports/types";

/** Cells by place ("B7"), blank ones left out. A date is "date", whichever it is. */
export type CellTexts = Map<string, string>;

const DATE = "date";

/**
 * Why the other reader of workbooks gives up where ours goes on; what it says → the rule of ours.
 * A failure that is not among these is a failure of the test.
 */
export const GIVES_UP: readonly [says: RegExp, rule: string][] = [
  [/reading 'length'/, "a cell may leave its place out: it stands beside the one before"],
  [/FORMAT_INVALID/, "a style that is not there shows no date"],
  [/VALUE_INVALID/, "what is no number stays text, and is told at its row"],
  [/unzip|distance|block type|EOF/i, "what is damaged in the zip beside the parts that are needed is not read"],
];

/**
 * Text cells of a csv. Its line ends are made the same first, because Papa Parse knows one kind a file; ours are LF, CRLF
 * and CR beside each other.
 */
export function readCsv(bytes: Buffer, encoding: NonNullable<Reading["encoding"]>, delimiter: string): CellTexts {
  const text = sameLineEnds(new TextDecoder(encoding).decode(bytes));
  const { data } = Papa.parse<string[]>(text, { delimiter, newline: "\n" });
  return textsOf(data.map((cells, i) => ({ baris: i + 1, cells })));
}

/** Cells of one sheet of a workbook. @throws Error when the reader gives up */
export async function readWorkbook(bytes: Buffer, sheet: string): Promise<CellTexts> {
  // Numbers as the file writes them: turned into numbers by the comparison, not by the reader.
  const rows = await readSheet(new Blob([new Uint8Array(bytes)]), sheet, {
    trim: false,
    parseNumber: (text: string) => ({ number: text }),
  });
  return textsOf(
    rows.map((cells, i) => ({
      baris: i + 1,
      cells: cells.map((cell) => (cell instanceof Date ? DATE : cell)) as Cell[],
    })),
  );
}

/**
 * The same of rows of ours. Errors and formulas without a result count as blank: the other reader leaves them out, while
 * ours keeps them so that their rows can be refused.
 */
export function textsOf(rows: readonly SheetRow[]): CellTexts {
  const texts: CellTexts = new Map();
  for (const { baris, cells } of rows) {
    cells.forEach((cell, column) => {
      const text = textOf(cell);
      if (text !== null && !isBlank(text)) texts.set(`${columnLetter(column)}${baris}`, text);
    });
  }
  return texts;
}

function textOf(cell: Cell | { number: string } | undefined): string | null {
  if (cell === null || cell === undefined) return null;
  if (typeof cell === "string") return sameLineEnds(cell);
  if (typeof cell !== "object") return String(cell);
  if ("number" in cell) return Number.isFinite(Number(cell.number)) ? String(Number(cell.number)) : cell.number.trim();
  return "date" in cell ? DATE : null;
}

function sameLineEnds(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}
