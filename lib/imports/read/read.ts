import { PortalError } from "@/lib/errors";
import { arrange } from "@/lib/imports/arrangement";
import type { Choices, Encoding } from "@/lib/imports/choices";
import { HEADER_ROWS } from "@/lib/imports/layout";
import type { SheetInfo, SheetRow } from "@/lib/imports/types";
import { contentOf } from "./content";
import { csvRows } from "./csv";
import { assertUploadSize, LIMITS, type Limits } from "./limits";
import type { Sheet } from "./workbook";
import { openXlsx, type XlsxFile } from "./xlsx";

/** What a file is, as far as it is known before its rows are read. */
export interface TableInfo {
  format: "xlsx" | "csv";
  /** The sheet that is read; null for a csv. */
  sheet: string | null;
  sheets: SheetInfo[];
  /** csv only. */
  encoding: Encoding | null;
}

/** The rows of one table of a file. A failure may come at any row, up to the end: nothing may be kept before that. */
export interface TableFile extends TableInfo {
  rows: AsyncIterable<SheetRow>;
}

/** The one sheet of a csv. */
const CSV_SHEET: SheetInfo = { name: "csv", visible: true };

/**
 * Bytes of an uploaded file → its table, by what the bytes are and not by a name.
 * Of a workbook: the chosen sheet, hidden or not; else the first visible one that has every column it needs under the
 * choices made, else the first with a recognisable header, else the first. The encoding is that of a csv; a workbook
 * says its own.
 * @throws PortalError: the codes under "a file as a whole" in lib/errors.ts
 */
export async function readTable(
  bytes: Buffer,
  choices: Partial<Choices> = {},
  limits: Limits = LIMITS,
): Promise<TableFile> {
  assertUploadSize(bytes, limits);
  const content = contentOf(bytes, choices.encoding ?? null);
  if (content.format === "csv") {
    if (choices.sheet && choices.sheet !== CSV_SHEET.name) throw new PortalError("SHEET_MISSING");
    const { encoding } = content;
    return { format: "csv", sheet: null, sheets: [CSV_SHEET], encoding, rows: csvRows(bytes, encoding, limits) };
  }
  const file = await openXlsx(bytes, limits);
  const sheets = file.sheets.map(({ name, visible }) => ({ name, visible }));
  const sheet = choices.sheet ? file.sheets.find(({ name }) => name === choices.sheet) : await findSheet(file, choices);
  if (!sheet) throw new PortalError("SHEET_MISSING");
  return { format: "xlsx", sheet: sheet.name, sheets, encoding: null, rows: file.rows(sheet) };
}

async function findSheet(file: XlsxFile, choices: Partial<Choices>): Promise<Sheet | undefined> {
  const visible = file.sheets.filter((sheet) => sheet.visible);
  const [first] = visible.length > 0 ? visible : file.sheets;
  let recognisable: Sheet | undefined;
  // One sheet needs no choice, and is not read twice.
  if (visible.length > 1) {
    for (const sheet of visible) {
      const promise = await promiseOf(file.rows(sheet), choices);
      if (promise === "complete") return sheet;
      if (promise === "recognisable") recognisable ??= sheet;
    }
  }
  return recognisable ?? first;
}

async function promiseOf(
  rows: AsyncIterable<SheetRow>,
  choices: Partial<Choices>,
): Promise<"complete" | "recognisable" | "none"> {
  const head: SheetRow[] = [];
  for await (const row of rows) {
    if (row.baris > Math.max(HEADER_ROWS, choices.headerRow ?? 0)) break;
    head.push(row);
  }
  try {
    return arrange(head, choices).missing.length === 0 ? "complete" : "recognisable";
  } catch (error) {
    if (!(error instanceof PortalError)) throw error;
    return error.code === "HEADER_MISSING" ? "none" : "recognisable";
  }
}
