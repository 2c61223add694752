import { PortalError } from "@/lib/errors";
import { storableText } from "@/lib/format/text";

/** What a file may be at most. A file beyond any of these is refused as a whole, before it costs memory or time. */
export const LIMITS = {
  uploadBytes: 50 * 1024 * 1024,
  zipEntries: 1000,
  /** Uncompressed size of one part, and of all parts together. */
  partBytes: 512 * 1024 * 1024,
  totalBytes: 768 * 1024 * 1024,
  /** Parts above `ratioFromBytes` may not shrink by more than this when compressed. */
  ratio: 200,
  ratioFromBytes: 8 * 1024 * 1024,
  /** Parts that describe the workbook (relationships, sheet list, styles). */
  metaBytes: 8 * 1024 * 1024,
  sharedStringsBytes: 256 * 1024 * 1024,
  sharedStrings: 2_000_000,
  rows: 1_048_576,
  columns: 256,
  /** Cells that hold something; styled empty ones cost nothing and are not counted. */
  cells: 12_000_000,
  cellChars: 32_767,
  /** XML between two tags, in characters, and depth of its elements. */
  xmlRunChars: 4 * 1024 * 1024,
  xmlDepth: 100,
  /** One line of a CSV file, and one record over several lines. */
  lineChars: 1024 * 1024,
} as const;

export type Limits = { readonly [K in keyof typeof LIMITS]: number };

/** @throws PortalError FILE_EMPTY, FILE_TOO_LARGE (sizeBytes, limitBytes) */
export function assertUploadSize(bytes: Uint8Array, limits: Limits = LIMITS): void {
  if (bytes.length === 0) throw new PortalError("FILE_EMPTY");
  if (bytes.length > limits.uploadBytes) {
    throw new PortalError("FILE_TOO_LARGE", { sizeBytes: bytes.length, limitBytes: limits.uploadBytes });
  }
}

export type Measure =
  | "rows"
  | "columns"
  | "cells"
  | "cell_length"
  | "record_length"
  | "strings"
  | "xml"
  | "zip_entries";

/** FILE_TOO_COMPLEX: `what` was measured, its `limit`, and the `place` (a cell such as "IW7", or a part of the zip). */
export function tooComplex(what: Measure, limit: number, place: string): PortalError {
  return new PortalError("FILE_TOO_COMPLEX", { what, limit, place });
}

/** FILE_DAMAGED: `part` of the zip (or "zip"), `place` within it (a cell or row) or "". */
export function damaged(part: string, place = "", cause?: unknown): PortalError {
  return new PortalError("FILE_DAMAGED", { part: storableText(part, 100), place: storableText(place, 50) }, { cause });
}
