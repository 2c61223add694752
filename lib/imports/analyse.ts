/** Rows of a table → what they mean. Pure: it reads no file and knows no database. */

import { Checker } from "@/lib/imports/check";
import { CompanyChecker } from "@/lib/imports/companies/check";
import {
  chooseLayout,
  type FieldRow,
  fieldsOf,
  HEADER_ROWS,
  type Header,
  isBlank,
  readHeader,
  readingColumns,
  SAMPLE_ROWS,
} from "@/lib/imports/layout";
import type { AnalyseOptions, Analysis, Layout, SheetRow } from "@/lib/imports/types";

export interface Table {
  format: "xlsx" | "csv";
  sheet: string | null;
  /** In order of `baris`. */
  rows: Iterable<SheetRow> | AsyncIterable<SheetRow>;
}

/** Rows between two reports of progress. */
export const PROGRESS_ROWS = 1000;

/**
 * Understands a table: header, layout, number format, jobs, lines and every finding.
 * `onProgress` gets the number of data rows read so far, about every PROGRESS_ROWS.
 * @throws PortalError HEADER_MISSING, COLUMN_MISSING, COLUMN_TWICE, NO_ROWS, NUMBER_FORMAT_MIXED,
 *   NUMBER_FORMAT_AMBIGUOUS, LEDGER_MISMATCH, and whatever iterating over the rows throws
 */
export async function analyse(
  table: Table,
  options: AnalyseOptions,
  onProgress?: (rowsRead: number) => void,
): Promise<Analysis> {
  const intake = new Intake(onProgress);
  for await (const row of table.rows) intake.push(row);
  const { header, layout, checker } = intake.finish();
  const { format, sheet } = table;
  const reading = { format, sheet, headerRow: header.baris, columns: readingColumns(header), layout };
  if (checker instanceof CompanyChecker) {
    const numbers = { numberFormat: "comma", numberFormatFrom: "none" } as const;
    return { kind: "companies", reading: { ...reading, ...numbers }, ...checker.finish() };
  }
  const { numberFormat, numberFormatFrom, ...checked } = checker.finish(options.numberFormat);
  return { kind: "ahsp", reading: { ...reading, numberFormat, numberFormatFrom }, ...checked };
}

interface Opened {
  header: Header;
  layout: Layout;
  checker: Checker | CompanyChecker;
}

/** Holds rows back until they have shown the header, then until they have shown the layout. */
class Intake {
  private readonly head: SheetRow[] = [];
  private header: Header | null = null;
  private readonly sample: FieldRow[] = [];
  private opened: Opened | null = null;
  private rowsRead = 0;

  constructor(private readonly onProgress: ((rowsRead: number) => void) | undefined) {}

  push(row: SheetRow): void {
    if (this.header) this.pushData(this.header, row);
    else if (row.baris <= HEADER_ROWS) this.head.push(row);
    else this.pushData(this.readHead(), row);
  }

  finish(): Opened {
    if (!this.header) this.readHead();
    return this.opened ?? this.open();
  }

  private readHead(): Header {
    const header = readHeader(this.head);
    this.header = header;
    for (const row of this.head) if (row.baris > header.baris) this.pushData(header, row);
    return header;
  }

  private pushData(header: Header, row: SheetRow): void {
    if (row.cells.every(isBlank)) return;
    if (++this.rowsRead % PROGRESS_ROWS === 0) this.onProgress?.(this.rowsRead);
    const fields = fieldsOf(header, row);
    if (this.opened) this.opened.checker.push(fields);
    else if (this.sample.push(fields) >= SAMPLE_ROWS) this.open();
  }

  private open(): Opened {
    const header = this.header as Header;
    const layout = header.kind === "companies" ? "flat" : chooseLayout(this.sample);
    const checker = header.kind === "companies" ? new CompanyChecker(header) : new Checker(header, layout);
    this.opened = { header, layout, checker };
    for (const row of this.sample) this.opened.checker.push(row);
    return this.opened;
  }
}
