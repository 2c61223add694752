/** One cell → the value of a field, or why not. */

import type { ErrorParams } from "@/lib/errors";
import {
  decimalOfNumber,
  integerDigits,
  MAX_INTEGER_DIGITS,
  type NumberFormat,
  parseDecimal,
  roundDecimal,
} from "@/lib/format/number";
import { storableText } from "@/lib/format/text";
import { isBlank } from "@/lib/imports/layout";
import type { Cell, Field, FindingCode, Kategori, Reading } from "@/lib/imports/types";

/** Why a cell cannot be taken. */
export interface Refusal {
  code: FindingCode;
  params: ErrorParams;
}

export const NO_PARAMS: ErrorParams = Object.freeze({});

/** Characters that the columns of the database hold, by field. Names and item texts are unlimited there. */
export const MAX_CHARS: Partial<Record<Field, number>> = {
  kode_ahsp: 50,
  klasifikasi: 100,
  sub_klasifikasi: 100,
  satuan_pekerjaan: 50,
  sumber: 100,
  source_file: 100,
  kode_item: 50,
  satuan_item: 20,
  company_name: 200,
  domain: 253,
};

// C0 controls but tab and line breaks, DEL, and halves of surrogate pairs. C1 controls are let through: they occur in
// text that was decoded twice, and PostgreSQL stores them.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Surrogate}/u;

/**
 * Cell → text, trimmed at its ends (U+00A0 too) and otherwise exact; null when blank. A number becomes its shortest
 * text, a boolean TRUE or FALSE.
 */
export function readText(cell: Cell | undefined, field: Field): { text: string | null } | { refused: Refusal } {
  if (cell === null || cell === undefined) return { text: null };
  if (typeof cell === "object") {
    if ("date" in cell) return refuse("CELL_IS_DATE");
    return refuse("error" in cell ? "CELL_ERROR" : "CELL_FORMULA_WITHOUT_VALUE");
  }
  const text = typeof cell === "boolean" ? (cell ? "TRUE" : "FALSE") : String(cell).trim();
  if (text === "") return { text: null };
  const refused = refusalOf(text, MAX_CHARS[field]);
  return refused ? { refused } : { text };
}

/** Why the database should not hold this text; null: it may. `limit` in characters, undefined = none. */
export function refusalOf(text: string, limit: number | undefined): Refusal | null {
  if (FORBIDDEN.test(text)) return { code: "TEXT_HAS_CONTROL_CHARACTER", params: NO_PARAMS };
  if (limit === undefined || text.length <= limit) return null;
  const length = codePoints(text);
  return length > limit ? { code: "TEXT_TOO_LONG", params: { length, limit } } : null;
}

/** PostgreSQL counts a character outside the basic plane as one. */
function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

export interface Koefisien {
  /** Canonical, at most six decimals. */
  value: string;
  /** Whether digits were lost to get there. */
  rounded: boolean;
}

/**
 * Cell → koefisien. A numeric cell is taken as it is; text is read strictly under the format of the file, and is no
 * number under `stored`.
 */
export function readKoefisien(
  cell: Cell | undefined,
  format: Reading["numberFormat"],
): { koefisien: Koefisien } | { refused: Refusal } {
  if (isBlank(cell) || cell === null || cell === undefined) return refuse("KOEFISIEN_MISSING");
  if (typeof cell === "object") {
    if ("date" in cell) return refuse("KOEFISIEN_IS_DATE");
    return refuse("error" in cell ? "CELL_ERROR" : "CELL_FORMULA_WITHOUT_VALUE");
  }
  if (typeof cell === "boolean" || (typeof cell === "string" && format === "stored")) {
    return refuse("KOEFISIEN_NOT_A_NUMBER");
  }
  const read = typeof cell === "number" ? decimalOfNumber(cell) : parseDecimal(cell, format as NumberFormat);
  if (!read.ok) return refuse(read.reason === "too_large" ? "KOEFISIEN_TOO_LARGE" : "KOEFISIEN_NOT_A_NUMBER");
  if (read.value.startsWith("-")) return refuse("KOEFISIEN_NEGATIVE");
  const { value, exact } = roundDecimal(read.value);
  if (integerDigits(value) > MAX_INTEGER_DIGITS) return refuse("KOEFISIEN_TOO_LARGE");
  return { koefisien: { value, rounded: !exact } };
}

const KATEGORI_WORDS: Record<Kategori, readonly string[]> = {
  TK: ["tk", "tenaga", "upah", "pekerja", "labor"],
  BHN: ["bhn", "bahan", "material"],
  ALT: ["alt", "alat", "peralatan", "equipment", "mesin"],
  LAIN: ["lain", "lainnya"],
};
const KATEGORI_OF = new Map(
  Object.entries(KATEGORI_WORDS).flatMap(([kategori, words]) =>
    words.map((word) => [word, kategori as Kategori] as const),
  ),
);

/** Text → kategori by its whole words ("A. Tenaga Kerja" → TK); null when no word, or words of two kategori, occur. */
export function kategoriOf(text: string): Kategori | null {
  let found: Kategori | null = null;
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    const kategori = KATEGORI_OF.get(word);
    if (!kategori || kategori === found) continue;
    if (found) return null;
    found = kategori;
  }
  return found;
}

// UTF-8 read as windows-1252: "±" became "Â±", "Ø" became "Ã˜", "∅" became "âˆ…". What a lead byte turns into (Â Ã: Latin
// letters and signs; â: punctuation and mathematical signs) must be followed by what continuation bytes turn into.
const CONTINUATION =
  "\\u0080-\\u00bf\\u0152\\u0153\\u0160\\u0161\\u0178\\u017d\\u017e\\u0192\\u02c6\\u02dc\\u2013\\u2014\\u2018-\\u201a\\u201c-\\u201e" +
  "\\u2020-\\u2022\\u2026\\u2030\\u2039\\u203a\\u20ac\\u2122";
const DECODED_TWICE = new RegExp(`[ÂÃ][${CONTINUATION}]|â[${CONTINUATION}]{2}`);

/** Whether text was decoded twice ("mÂ²"). */
export function isMojibake(text: string): boolean {
  return DECODED_TWICE.test(text);
}

/** Cell as the finding shows it: its text, at most 200 characters; null when empty. */
export function shownValue(cell: Cell | undefined): string | null {
  if (cell === null || cell === undefined || cell === "") return null;
  if (typeof cell === "object") {
    if ("date" in cell) return isoDate(cell.date);
    return "error" in cell ? cell.error : null;
  }
  const text = typeof cell === "boolean" ? (cell ? "TRUE" : "FALSE") : String(cell);
  return storableText(text, 200);
}

/** Serial number of days since 1900 → yyyy-mm-dd; the number itself when it is no date that JS knows. */
function isoDate(serial: number): string {
  const date = new Date(Math.round((serial - 25_569) * 86_400) * 1000);
  return Number.isNaN(date.getTime()) ? String(serial) : date.toISOString().slice(0, 10);
}

function refuse(code: FindingCode, params: ErrorParams = NO_PARAMS): { refused: Refusal } {
  return { refused: { code, params } };
}
