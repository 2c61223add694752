/** Rows of a table → what they mean. Pure: it reads no file and knows no database. */

import { type Arrangement, arrange, assertComplete } from "@/lib/imports/arrangement";
import { Checker } from "@/lib/imports/check";
import type { Choices, Encoding } from "@/lib/imports/choices";
import { classify } from "@/lib/imports/classify";
import { CompanyChecker } from "@/lib/imports/companies/check";
import { HEADER_ROWS, headerText, isBlank, readingColumns } from "@/lib/imports/layout";
import { SAMPLE_ROWS } from "@/lib/imports/layouts/detection";
import type { Feed } from "@/lib/imports/layouts/feed";
import { MarkedFeed } from "@/lib/imports/layouts/marked";
import { OfficialFeed } from "@/lib/imports/layouts/official";
import { PackedChecker } from "@/lib/imports/layouts/packed";
import { TableFeed } from "@/lib/imports/layouts/table";
import { addUnknownUnits } from "@/lib/imports/remarks/remarks";
import { headerSignature } from "@/lib/imports/signature";
import type { AnalyseOptions, Analysis, Reading, SheetInfo, SheetRow } from "@/lib/imports/types";

export interface Table {
  format: "xlsx" | "csv";
  sheet: string | null;
  /** Absent: not known. */
  sheets?: SheetInfo[];
  encoding?: Encoding | null;
  /** In order of `baris`. */
  rows: Iterable<SheetRow> | AsyncIterable<SheetRow>;
}

/** Rows between two reports of progress. */
export const PROGRESS_ROWS = 1000;
const MOST_HEAD_ROWS = 2000;

/**
 * Understands a table: header, layout, number format, jobs, lines and every finding, under the choices of a person.
 * `onProgress` gets the number of data rows read so far, about every PROGRESS_ROWS.
 * @throws PortalError HEADER_MISSING, COLUMN_MISSING, COLUMN_TWICE, COLUMN_SHARED, CHOICE_INVALID, NO_ROWS,
 *   NUMBER_FORMAT_MIXED, NUMBER_FORMAT_AMBIGUOUS, LEDGER_MISMATCH, and whatever iterating over the rows throws
 */
export async function analyse(
  table: Table,
  options: AnalyseOptions,
  onProgress?: (rowsRead: number) => void,
): Promise<Analysis> {
  const intake = new Intake(options, onProgress);
  for await (const row of table.rows) intake.push(row);
  const { arrangement, checker } = intake.finish();
  const reading = readingOf(table, arrangement);
  if (checker instanceof CompanyChecker) {
    const numbers = { numberFormat: "comma", numberFormatFrom: "none" } as const;
    return { kind: "companies", reading: { ...reading, ...numbers }, ...checker.finish() };
  }
  const repairs = options.repairs?.[table.sheet ?? ""];
  const { numberFormat, numberFormatFrom, ...checked } = checker.finish(options.numberFormat, repairs);
  const { rules, savedRules = {} } = options;
  classify(checked.jobs, rules ?? savedRules, arrangement.constants);
  addUnknownUnits(checked, reading.columns);
  return { kind: "ahsp", reading: { ...reading, numberFormat, numberFormatFrom }, ...checked };
}

function readingOf(
  { format, sheet, sheets = [], encoding = null }: Table,
  { header, detection, constants }: Arrangement,
): Omit<Reading, "numberFormat" | "numberFormatFrom"> {
  const hasNames = header.names.some((name) => headerText(name) !== "");
  return {
    format,
    sheet,
    sheets,
    encoding,
    headerRow: header.baris,
    columns: readingColumns(header),
    signature: hasNames ? headerSignature(header) : null,
    constants,
    layout: detection.layout,
    detection,
  };
}

interface Opened {
  arrangement: Arrangement;
  /** Rows up to this are not data. */
  above: number;
  feed: Feed;
  checker: Checker | CompanyChecker;
}

/** Holds rows back until they have shown how the rest is to be read. */
class Intake {
  private head: SheetRow[] = [];
  private opened: Opened | null = null;
  private rowsRead = 0;
  /** The header may stand in rows up to this. */
  private readonly headUntil: number;

  constructor(
    private readonly options: Partial<Choices>,
    private readonly onProgress: ((rowsRead: number) => void) | undefined,
  ) {
    this.headUntil = Math.max(HEADER_ROWS, options.headerRow ?? 0);
  }

  push(row: SheetRow): void {
    if (row.cells.every(isBlank)) return;
    if (this.opened) {
      this.pass(this.opened, row);
      return;
    }
    this.head.push(row);
    if (row.baris > this.headUntil && this.head.length >= HEADER_ROWS + SAMPLE_ROWS) this.open();
    // A header that is said to stand far down must not cost memory.
    else if (this.head.length > MOST_HEAD_ROWS) this.head.shift();
  }

  finish(): Opened {
    const opened = this.opened ?? this.open();
    opened.feed.end();
    return opened;
  }

  private pass({ above, feed }: Opened, row: SheetRow): void {
    if (row.baris <= above) return;
    if (++this.rowsRead % PROGRESS_ROWS === 0) this.onProgress?.(this.rowsRead);
    feed.push(row);
  }

  private open(): Opened {
    const arrangement = arrange(this.head, this.options);
    assertComplete(arrangement);
    this.opened = openLayout(arrangement);
    for (const row of this.head) this.pass(this.opened, row);
    this.head = [];
    return this.opened;
  }
}

function openLayout(arrangement: Arrangement): Opened {
  const { header, detection, constants, byHand, marked } = arrangement;
  const { layout } = detection;
  const sumber = constants.sumber?.trim() ?? null;
  if (marked || layout === "official") {
    const checker = new Checker(header, "block", sumber);
    const feed = marked
      ? new MarkedFeed(marked, byHand, constants, checker)
      : new OfficialFeed(header, byHand, constants, checker);
    return { arrangement, above: 0, feed, checker };
  }
  const checker =
    header.kind === "companies"
      ? new CompanyChecker(header)
      : layout === "packed"
        ? new PackedChecker(header, "flat", sumber)
        : new Checker(header, layout === "block" ? "block" : "flat", sumber);
  return { arrangement, above: header.baris, feed: new TableFeed(header, layout, constants, checker), checker };
}
