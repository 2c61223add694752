import type { SheetRow } from "@/lib/imports/types";
import { LIMITS, type Limits } from "./limits";
import { sheetRows } from "./sheet";
import { readWorkbook, type Sheet } from "./workbook";
import { Archive } from "./zip";

export interface XlsxFile {
  sheets: readonly Sheet[];
  /** Rows of a sheet that hold anything; may be called again to read it from its start. */
  rows(sheet: Sheet): AsyncGenerator<SheetRow, void, undefined>;
}

/**
 * Opens an xlsx workbook: strict, bounded, and streaming over rows. Every part that is read is checked against its
 * checksum; parts that nothing here needs (charts, print settings) are not read.
 * @throws PortalError FILE_INCOMPLETE, FILE_DAMAGED, FILE_ENCRYPTED, FILE_EXPANDS_TOO_MUCH, FILE_TOO_COMPLEX,
 *   FILE_TYPE_UNKNOWN, SHEET_MISSING
 */
export async function openXlsx(bytes: Buffer, limits: Limits = LIMITS): Promise<XlsxFile> {
  const archive = await Archive.open(bytes, limits);
  const workbook = await readWorkbook(archive, limits);
  return { sheets: workbook.sheets, rows: (sheet) => sheetRows(archive, workbook, sheet.part, limits) };
}
