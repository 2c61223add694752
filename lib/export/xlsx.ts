import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import { numberCell, rowXml, STYLE, sheetEnd, sheetStart, textCell, workbookParts } from "@/lib/format/workbook";
import { columnLetter } from "@/lib/imports/layout";
import type { ExportColumn, ExportRow } from "./columns";

/** Rows that a sheet can have, its header among them. */
const SHEET_ROWS = 1_048_576;
/** Digits that a spreadsheet keeps of a number. */
const EXACT_DIGITS = 15;
/** Twice as quick as the usual 6, for files that are a tenth larger. */
const COMPRESSION = 3;

const STYLE_OF: Record<ExportColumn["kind"], number> = {
  text: STYLE.text,
  count: STYLE.count,
  koefisien: STYLE.decimal,
};

type Batches = AsyncIterable<readonly ExportRow[]>;

/**
 * An xlsx file in pieces, made while it is read: texts are texts, numbers are numbers, the header is bold, stays in
 * view and filters. What is more than a sheet can hold goes on in "AHSP 2" and so on.
 * A koefisien of more digits than a spreadsheet keeps is a text, with a decimal point, and so stays exact.
 * @param count of all rows of the batches
 */
export async function* xlsxOf(
  columns: readonly ExportColumn[],
  batches: Batches,
  { count, sheetRows = SHEET_ROWS }: { count: number; sheetRows?: number },
): AsyncGenerator<Buffer, void, undefined> {
  const sheets = Math.max(1, Math.ceil(count / (sheetRows - 1)));
  const names = Array.from({ length: sheets }, (_, i) => (i === 0 ? "AHSP" : `AHSP ${i + 1}`));
  const rows = new RowFeed(batches);
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  zip.on("error", (error) => output.destroy(error as Error));
  for (const [name, content] of workbookParts(names)) zip.addBuffer(Buffer.from(content), name);
  names.forEach((_, i) => {
    const last = i === sheets - 1 ? count - i * (sheetRows - 1) : sheetRows - 1;
    zip.addReadStreamLazy(`xl/worksheets/sheet${i + 1}.xml`, { compressionLevel: COMPRESSION }, (done) => {
      const part = Readable.from(sheetOf(columns, rows, last), { objectMode: false });
      part.on("error", (error) => zip.emit("error", error));
      done(null, part);
    });
  });
  zip.end();
  try {
    for await (const chunk of output) yield chunk as Buffer;
  } finally {
    await rows.end();
  }
}

/** One sheet of the next `count` rows. */
async function* sheetOf(columns: readonly ExportColumn[], rows: RowFeed, count: number): AsyncGenerator<Buffer> {
  const letters = columns.map((_, i) => columnLetter(i));
  const header = columns.map((column, i) => textCell(`${letters[i]}1`, column.header, STYLE.header));
  const start = sheetStart(columns.map(({ width, kind }) => ({ width, style: STYLE_OF[kind] })));
  yield Buffer.from(start + rowXml(1, header.join("")));
  let baris = 1;
  for await (const some of rows.next(count)) {
    let xml = "";
    for (const row of some) xml += dataRow(columns, letters, row, ++baris);
    yield Buffer.from(xml);
  }
  yield Buffer.from(sheetEnd(`A1:${letters.at(-1)}${baris}`));
}

function dataRow(columns: readonly ExportColumn[], letters: string[], row: ExportRow, baris: number): string {
  let cells = "";
  for (let i = 0; i < columns.length; i++) {
    const value = row[i];
    if (value === null || value === undefined || value === "") continue;
    const kind = columns[i]?.kind ?? "text";
    const text = String(value);
    const isNumber = kind === "count" || (kind === "koefisien" && significantDigits(text) <= EXACT_DIGITS);
    const r = `${letters[i]}${baris}`;
    cells += isNumber ? numberCell(r, text, STYLE_OF[kind]) : textCell(r, text);
  }
  return rowXml(baris, cells);
}

function significantDigits(decimal: string): number {
  return decimal.replace(".", "").replace(/^[0-]+/, "").length;
}

/** Hands out rows of the batches by number, so that several sheets can share them. */
class RowFeed {
  private readonly source: AsyncIterator<readonly ExportRow[]>;
  private rest: readonly ExportRow[] = [];

  constructor(batches: Batches) {
    this.source = batches[Symbol.asyncIterator]();
  }

  /** The next rows, `count` in all. @throws Error when there are fewer: a file must not end early without a word */
  async *next(count: number): AsyncGenerator<readonly ExportRow[]> {
    let left = count;
    while (left > 0) {
      if (this.rest.length === 0) {
        const { done, value } = await this.source.next();
        if (done) throw new Error(`${left} rows of an export are missing`);
        this.rest = value;
      }
      const some = this.rest.slice(0, left);
      this.rest = this.rest.slice(some.length);
      left -= some.length;
      yield some;
    }
  }

  async end(): Promise<void> {
    await this.source.return?.();
  }
}
