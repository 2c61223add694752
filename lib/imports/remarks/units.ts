/** Spellings of one unit. Nothing is changed: the usual one is suggested. */

import { isMojibake } from "@/lib/imports/parse";
import { restoreMojibake } from "./mojibake";

/** Words for one unit beyond what case, signs and exponents explain; the first names the unit. */
const SAME: readonly (readonly string[])[] = [
  ["buah", "bh"],
  ["kg", "kilogram"],
  ["gram", "gr"],
  ["ton", "tonne"],
  ["m", "meter", "mtr"],
  ["m'", "m1", "meter lari"],
  ["m2", "meter persegi"],
  ["m3", "meter kubik"],
  ["liter", "ltr", "lt"],
  ["lembar", "lbr"],
  ["batang", "btg"],
  ["titik", "ttk"],
  ["gulung", "roll", "rol"],
  ["zak", "sak"],
  ["ls", "lumpsum", "lump sum"],
  ["hari", "hr"],
  ["oh", "orang hari", "orang/hari"],
  ["oj", "orang jam", "orang/jam"],
];
const UNIT_OF = new Map(SAME.flatMap((words) => words.map((word) => [word, words[0] as string] as const)));
const EXPONENTS: Record<string, string> = { "¹": "1", "²": "2", "³": "3" };

/** What all spellings of one unit have in common: "M³", "m3." and "m^3" are "m3", "Bh" is "buah". */
export function unitOf(spelling: string): string {
  const text = isMojibake(spelling) ? restoreMojibake(spelling) : spelling;
  const plain = text
    .toLowerCase()
    .replace(/[¹²³]/g, (sign) => EXPONENTS[sign] as string)
    .replace(/[’‘′´`]/g, "'")
    .replace(/\^/g, "")
    .replace(/\s*\/\s*/g, "/")
    .replace(/\s+/g, " ")
    .replace(/\.$/, "")
    .trim();
  return UNIT_OF.get(plain) ?? plain;
}

/** A spelling of a unit in a file, and how often it occurs. */
export interface Spelling {
  text: string;
  count: number;
}

/** Each spelling that is not the most frequent of its unit (of equally frequent ones, the first), with that one. */
export function unusualSpellings<T extends Spelling>(spellings: Iterable<T>): { spelling: T; usual: T }[] {
  const byUnit = new Map<string, T[]>();
  for (const spelling of spellings) {
    const unit = unitOf(spelling.text);
    const group = byUnit.get(unit);
    if (group) group.push(spelling);
    else byUnit.set(unit, [spelling]);
  }
  return [...byUnit.values()].flatMap((group) => {
    const usual = group.reduce((most, one) => (one.count > most.count ? one : most));
    return group.filter((one) => one !== usual).map((spelling) => ({ spelling, usual }));
  });
}
