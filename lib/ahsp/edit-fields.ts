/** What can be changed by hand, and how what a person types is read: pure, so that the page reads it as the server does. */

import type { ErrorCode, ErrorParams } from "@/lib/errors";
import type { Locale } from "@/lib/format/locale";
import type { NumberFormat } from "@/lib/format/number";
import { readKoefisien, readText } from "@/lib/imports/parse";
import { KATEGORI } from "@/lib/imports/types";

export const LINE_FIELDS = ["koefisien", "satuan_item", "kategori"] as const;
export type LineField = (typeof LINE_FIELDS)[number];
export const AHSP_FIELDS = ["klasifikasi", "sub_klasifikasi", "satuan"] as const;
export type AhspField = (typeof AHSP_FIELDS)[number];
export type EditField = LineField | AhspField;

/** How people write numbers in a language of the portal. */
export const NUMBER_FORMAT_OF: Record<Locale, NumberFormat> = { id: "comma", en: "point" };

/** Why a value is not taken: a sentence `errors.<code>`. */
export interface RefusedValue {
  code: ErrorCode;
  params: ErrorParams;
}

/**
 * Text → the value that would be stored, by the rules that cells of files are read by: a koefisien as canonical decimal
 * with at most six decimals (`rounded` when digits were lost), a text trimmed, null when blank.
 */
export function readValue(
  field: EditField,
  text: string,
  format: NumberFormat,
): { value: string | null; rounded: boolean } | { refused: RefusedValue } {
  if (field === "kategori") {
    return KATEGORI.some((known) => known === text) ? { value: text, rounded: false } : refuse("KATEGORI_UNKNOWN");
  }
  if (field === "koefisien") {
    const read = readKoefisien(text.trim(), format);
    return "refused" in read ? refuse(read.refused.code, read.refused.params) : read.koefisien;
  }
  const read = readText(text, field === "satuan" ? "satuan_pekerjaan" : field);
  return "refused" in read ? refuse(read.refused.code, read.refused.params) : { value: read.text, rounded: false };
}

// The findings that typed text can come to have the same code as errors; their sentences speak of a field, not of a cell.
const REFUSALS = [
  "KATEGORI_UNKNOWN",
  "KOEFISIEN_MISSING",
  "KOEFISIEN_NOT_A_NUMBER",
  "KOEFISIEN_NEGATIVE",
  "KOEFISIEN_TOO_LARGE",
  "TEXT_TOO_LONG",
  "TEXT_HAS_CONTROL_CHARACTER",
] as const satisfies readonly ErrorCode[];

function refuse(code: string, params: ErrorParams = {}): { refused: RefusedValue } {
  return { refused: { code: REFUSALS.find((known) => known === code) ?? "INVALID_INPUT", params } };
}
