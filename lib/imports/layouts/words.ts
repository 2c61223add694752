/** What codes, units, section names and sums look like in files that do not say it by columns. */

import { kategoriOf } from "@/lib/imports/parse";
import type { Cell, SheetRow } from "@/lib/imports/types";

// "1.1.1.1", "A.2.2.1.4", "T.01.a", "10.1.(10a)", "U.1.1.1 (c)": at least two segments, the first or second a number.
const SEGMENT = "(?:[0-9]{1,4}[a-z]?|[a-zA-Z]{1,2}|\\([0-9]{0,4}[a-z]?\\))";
const KODE = `(?:[A-Z]{1,4}\\.[0-9]{1,4}|[0-9]{1,3}\\.${SEGMENT})(?:\\.${SEGMENT})*\\.?(?: ?\\([0-9a-z]{1,4}\\))?`;
const WHOLE_KODE = new RegExp(`^${KODE}$`);
const LEADING_KODE = new RegExp(`^(${KODE})(?:\\s*[:–—-]\\s*|\\s+)(\\S.*)$`, "s");

/** Whether a text is the kode of a job. */
export function isKode(text: string): boolean {
  return text.length <= 50 && WHOLE_KODE.test(text);
}

/** A kode without the dot that may end it in a title. */
export function trimKode(text: string): string {
  return text.replace(/\.$/, "");
}

/** "A.2.2.1.4 Pasang 1 m2 …" → kode and name; null when the text does not begin with a kode. */
export function splitTitle(text: string): { kode: string; nama: string } | null {
  const match = LEADING_KODE.exec(text);
  return match && { kode: trimKode(match[1] as string), nama: (match[2] as string).trim() };
}

const UNITS = new Set(
  "oh oj m m1 m2 m3 m' m’ m² m³ cm mm km ha kg gr gram ton kwh l liter ltr buah bh unit set ls hari jam bulan minggu tahun orang titik batang btg lembar lbr pohon zak sak roll rol paket pcs dus kaleng tabung galon pasang psg ikat ruas".split(
    " ",
  ),
);

/** Whether a text is a unit that occurs in AHSP, in any case. */
export function isUnit(text: string): boolean {
  return UNITS.has(text.toLowerCase());
}

/** The unit of "… 1 m2 …" or "… per m3", as it is written; null when there is none that is known. */
export function unitOf(title: string): string | null {
  for (const match of title.matchAll(/(?:^|[\s(])(?:1|per)\s*-?\s*(\p{L}[\p{L}0-9²³'’]*)/giu)) {
    const unit = match[1] as string;
    if (isUnit(unit)) return unit;
  }
  return null;
}

/** Words that name a section without a letter. One that may be an item ("Pekerja") is not among them. */
const SECTION_WORDS = new Set("tenaga kerja upah bahan material peralatan alat dan".split(" "));
const SUM_WORDS =
  /^(?:sub\s?-?\s?)?(?:jumlah|total|jml)(?!\p{L})|^(?:biaya umum|overhead|keuntungan|profit|harga satuan|ppn|dibulatkan|pembulatan)(?!\p{L})/iu;
/** "A", "A.", "I", "C)" */
const LETTER = /^(?:[A-Ha-h]|I{1,3}|IV|V)[.)]?$/;
const LETTERED = /^((?:[A-Ha-h]|I{1,3}|IV|V)[.)]|[A-H](?=\s))\s*(\p{L}.*)$/su;

/** Texts of the cells that hold anything, in order; null for one that is no text. */
export function filledCells(row: SheetRow): { text: string | null; cell: Cell; index: number }[] {
  const filled: { text: string | null; cell: Cell; index: number }[] = [];
  row.cells.forEach((cell, index) => {
    if (cell === null || cell === undefined || (typeof cell === "string" && cell.trim() === "")) return;
    filled.push({ text: typeof cell === "string" ? cell.trim() : null, cell, index });
  });
  return filled;
}

/** First letter of a section or sum ("A"), and the text after it; the letter is "" where there is none. */
export function lettered(texts: readonly (string | null)[]): { letter: string; text: string } {
  const [first, second] = texts;
  if (first && LETTER.test(first)) return { letter: first.replace(/[.)]$/, "").toUpperCase(), text: second ?? "" };
  const match = first ? LETTERED.exec(first) : null;
  if (!match) return { letter: "", text: first ?? "" };
  return { letter: (match[1] as string).replace(/[.)]$/, "").toUpperCase(), text: (match[2] as string).trim() };
}

/** Whether a text names a section: a lettered one by its words, another only when it says nothing else. */
export function isSectionName({ letter, text }: { letter: string; text: string }): boolean {
  if (isSum(text) || kategoriOf(text) === null) return false;
  if (letter !== "") return true;
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).every((word) => SECTION_WORDS.has(word));
}

/** Whether a text names a sum, a surcharge or a price, which is no rincian. */
export function isSum(text: string): boolean {
  return SUM_WORDS.test(text);
}
