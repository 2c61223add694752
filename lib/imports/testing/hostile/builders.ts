/** What hostile files are made of. */

import type { ErrorCode, ErrorParams } from "@/lib/errors";
import type { Choices } from "@/lib/imports/choices";
import { sniRows } from "@/lib/imports/testing/sni";
import { type CellInput, type Parts, patchDirectory, workbookParts, zip } from "@/lib/imports/testing/workbook";

/** Refused as a whole with this code and at least these params; or read, with so many lines and these rows refused. */
export type Answer = { code: ErrorCode; params: ErrorParams } | { lines: number; refused: string[] };

export type HostileCase = [
  name: string,
  make: () => Buffer | Promise<Buffer>,
  answer: Answer,
  choices?: Partial<Choices>,
];

export const refused = (code: ErrorCode, params: ErrorParams = {}): Answer => ({ code, params });
/** @param rows that are rejected or repetitions, as `short` of testing/rows.ts tells them: "3H KOEFISIEN_NEGATIVE" */
export const read = (lines: number, ...rows: string[]): Answer => ({ lines, refused: rows });

export const SHEET = "xl/worksheets/sheet1.xml";
export const STRINGS = "xl/sharedStrings.xml";
export const CSV = "sumber;kode;nama;uraian;koefisien\nS;1;Pekerjaan;Pekerja;0,5\n";
/** What becomes of the good workbook, which has a few rows that are refused. */
export const AS_GOOD = read(47, "44 DUPLICATE_IDENTICAL", "47G TEXT_TOO_LONG");

/** Those of a good workbook. */
export const parts = (): Parts => workbookParts([{ name: "SNI", rows: sniRows(10).rows }]);

/** A good workbook, one part of which was changed before it was zipped: its checksum is right. */
export async function edited(part: string, edit: (xml: string) => string, compress = true): Promise<Buffer> {
  const all = parts();
  const before = String(all.get(part));
  const after = edit(before);
  if (after === before) throw new Error(`nothing to change in ${part}`);
  all.set(part, after);
  return zip(all, { compress });
}

/** A good workbook with other parts, and without those that are null. */
export async function withParts(others: Record<string, string | Buffer | null>): Promise<Buffer> {
  const all = parts();
  for (const [name, content] of Object.entries(others)) {
    if (content === null) all.delete(name);
    else all.set(name, content);
  }
  return zip(all);
}

/** A good workbook whose directory lies about a part. */
export async function patched(part: string, change: Parameters<typeof patchDirectory>[2]): Promise<Buffer> {
  return patchDirectory(await zip(parts()), part, change);
}

/** A good workbook with one more part, of this name. */
export async function named(name: string): Promise<Buffer> {
  const stand = "a".repeat(Buffer.byteLength(name));
  return patchDirectory(await zip([...parts(), [stand, "<a/>"]]), stand, { name });
}

export const row = (...cells: CellInput[]): CellInput[] => cells;
export const utf16 = (text: string, mark: string): Buffer => Buffer.from(mark + text, "utf16le");
export const text = (content: string): Buffer => Buffer.from(content);

/** Text that hardly compresses, the same on every run. */
export function noise(length: number): string {
  let state = 1;
  const bytes = Buffer.alloc(length);
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    bytes[i] = 65 + ((state >>> 16) % 26);
  }
  return bytes.toString("latin1");
}
