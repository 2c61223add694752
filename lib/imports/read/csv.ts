import { pipeline, Readable } from "node:stream";
import { type CsvError, parse } from "csv-parse";
import { PortalError } from "@/lib/errors";
import { originalText } from "@/lib/format/csv";
import type { Encoding } from "@/lib/imports/choices";
import { columnLetter, findHeader, HEADER_ROWS } from "@/lib/imports/layout";
import type { SheetRow } from "@/lib/imports/types";
import { type Decoder, decoderOf } from "./encoding";
import { LIMITS, type Limits, tooComplex } from "./limits";

const DELIMITERS = [";", ",", "\t", "|"] as const;
const CHUNK_BYTES = 64 * 1024;

/**
 * Rows of a CSV file that hold anything. `baris` is the number of the record from 1, blank lines counted: the row that
 * a person sees when a spreadsheet opens the file, also where quoted cells hold line breaks. Every cell is text; one that
 * was made inert on its way out (lib/format/csv.ts) is what it was before.
 * Lines may end in LF, CRLF or CR. Quotes must be as in RFC 4180.
 * @throws PortalError FILE_ENCODING (line), CSV_QUOTE (line: where the record begins), CSV_LINE_TOO_LONG (line),
 *   FILE_TOO_COMPLEX (what, limit, place)
 */
export async function* csvRows(
  bytes: Buffer,
  encoding: Encoding,
  limits: Limits = LIMITS,
): AsyncGenerator<SheetRow, void, undefined> {
  // Last line of the last whole record. Told by the parser, because an error overtakes the records that wait to be read.
  let line = 0;
  const parser = parse({
    delimiter: delimiterOf(bytes, encoding),
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    max_record_size: limits.lineChars,
    on_record: (record: string[], { lines }) => {
      line = lines;
      return record;
    },
  });
  pipeline(Readable.from(decoded(bytes, encoding, limits), { highWaterMark: 1 }), parser, () => {});
  let baris = 0;
  let cells = 0;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      if (++baris > limits.rows) throw tooComplex("rows", limits.rows, `${baris}`);
      const filled = measure(record, baris, limits);
      if (filled === 0) continue;
      cells += filled;
      if (cells > limits.cells) throw tooComplex("cells", limits.cells, `${baris}`);
      yield { baris, cells: record.map(originalText) };
    }
  } catch (error) {
    throw translate(error, line + 1);
  }
}

/** Cells that hold something. */
function measure(record: string[], baris: number, limits: Limits): number {
  let filled = 0;
  for (let column = 0; column < record.length; column++) {
    const { length } = record[column] as string;
    if (length === 0) continue;
    if (column >= limits.columns) throw tooComplex("columns", limits.columns, `${columnLetter(column)}${baris}`);
    if (length > limits.cellChars) throw tooComplex("cell_length", limits.cellChars, `${columnLetter(column)}${baris}`);
    filled++;
  }
  return filled;
}

function translate(error: unknown, line: number): unknown {
  if (error instanceof PortalError) return error;
  const code = (error as Partial<CsvError>).code;
  // A record may only outgrow its limit by running over many lines, each within its own: a quote was left open.
  const isQuote = code?.includes("QUOTE") || code === "CSV_MAX_RECORD_SIZE";
  return isQuote ? new PortalError("CSV_QUOTE", { line }, { cause: error }) : error;
}

/** Text of the file in pieces, with the length of each line held to its limit. */
function* decoded(bytes: Buffer, encoding: Encoding, limits: Limits): Generator<string, void, undefined> {
  const decoder = decoderOf(encoding, { fatal: true });
  let line = 1;
  let length = 0;
  for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
    const text = decode(decoder, bytes.subarray(from, from + CHUNK_BYTES), from + CHUNK_BYTES < bytes.length, line);
    if (text.includes("\0")) throw new PortalError("FILE_ENCODING", { line });
    let at = 0;
    for (const match of text.matchAll(/\r\n|\n|\r/g)) {
      if (length + match.index - at > limits.lineChars) throw new PortalError("CSV_LINE_TOO_LONG", { line });
      line++;
      length = 0;
      at = match.index + match[0].length;
    }
    length += text.length - at;
    if (length > limits.lineChars) throw new PortalError("CSV_LINE_TOO_LONG", { line });
    if (text) yield text;
  }
}

function decode(decoder: Decoder, chunk: Buffer, more: boolean, line: number): string {
  try {
    return decoder.decode(chunk, { stream: more });
  } catch (cause) {
    throw new PortalError("FILE_ENCODING", { line }, { cause });
  }
}

/**
 * The delimiter under which the first rows hold the best header row; without any header, the most frequent one. Quotes are respected roughly: quoted header names hold no line breaks.
 */
export function delimiterOf(bytes: Buffer, encoding: Encoding): string {
  const head = decoderOf(encoding, { fatal: false }).decode(bytes.subarray(0, CHUNK_BYTES));
  const lines = head.split(/\r\n|\n|\r/, HEADER_ROWS);
  let best: { delimiter: string; score: number } = { delimiter: ",", score: 0 };
  for (const delimiter of DELIMITERS) {
    const rows = lines.map((line, i) => ({ baris: i + 1, cells: split(line, delimiter) }));
    const score = findHeader(rows)?.columns.length ?? 0;
    if (score > best.score) best = { delimiter, score };
  }
  if (best.score > 0) return best.delimiter;
  for (const delimiter of DELIMITERS) {
    const score = lines.reduce((sum, line) => sum + split(line, delimiter).length - 1, 0);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function split(line: string, delimiter: string): string[] {
  // Outside quotes only: "a;b";c has two fields.
  const fields = line.replace(/"(?:[^"]|"")*"/g, (quoted) => quoted.replaceAll(delimiter, " ")).split(delimiter);
  return fields.map((field) => field.replace(/^"(.*)"$/s, "$1"));
}
