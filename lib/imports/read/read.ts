import { findHeader, HEADER_ROWS, isComplete } from "@/lib/imports/layout";
import type { SheetRow } from "@/lib/imports/types";
import { contentOf } from "./content";
import { csvRows } from "./csv";
import { assertUploadSize, LIMITS, type Limits } from "./limits";
import type { Sheet } from "./workbook";
import { openXlsx, type XlsxFile } from "./xlsx";

/** The rows of one table of a file. A failure may come at any row, up to the end: nothing may be kept before that. */
export interface TableFile {
  format: "xlsx" | "csv";
  sheet: string | null;
  rows: AsyncIterable<SheetRow>;
}

/**
 * Bytes of an uploaded file → its table, by what the bytes are and not by a name.
 * Of a workbook: the first visible sheet with a complete header row, else the first with a recognisable one, else the
 * first sheet.
 * @throws PortalError: the codes under "a file as a whole" in lib/errors.ts
 */
export async function readTable(bytes: Buffer, limits: Limits = LIMITS): Promise<TableFile> {
  assertUploadSize(bytes, limits);
  const content = contentOf(bytes);
  if (content.format === "csv") {
    return { format: "csv", sheet: null, rows: csvRows(bytes, content.encoding, limits) };
  }
  const file = await openXlsx(bytes, limits);
  const sheet = await chooseSheet(file);
  return { format: "xlsx", sheet: sheet.name, rows: file.rows(sheet) };
}

async function chooseSheet(file: XlsxFile): Promise<Sheet> {
  const visible = file.sheets.filter((sheet) => sheet.visible);
  const [first] = visible.length > 0 ? visible : file.sheets;
  let recognisable: Sheet | undefined;
  // One sheet needs no choice, and is not read twice.
  if (visible.length > 1) {
    for (const sheet of visible) {
      const header = findHeader(await headOf(file.rows(sheet)));
      if (header && isComplete(header)) return sheet;
      if (header) recognisable ??= sheet;
    }
  }
  return recognisable ?? (first as Sheet);
}

async function headOf(rows: AsyncIterable<SheetRow>): Promise<SheetRow[]> {
  const head: SheetRow[] = [];
  for await (const row of rows) {
    if (row.baris > HEADER_ROWS) break;
    head.push(row);
  }
  return head;
}
