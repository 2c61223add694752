/** Packed layout: a cell that lists the items of a job, "Pekerja 0,3 OH; Mandor 0,03 OH". */

import { isUnit } from "@/lib/imports/layouts/words";

export type Piece =
  | { text: string; uraian: string; satuan: string | null; koefisien: string }
  /** What is wrong: no number, no name, or something that is neither name, number nor unit. */
  | { text: string; wrong: "koefisien" | "uraian" | "piece" };

const NUMBER = "[+\\-−]?(?=[0-9.,]*[0-9])[0-9.,]+(?:[eE][+-]?[0-9]{1,4})?";
const WHOLE_NUMBER = new RegExp(`^${NUMBER}$`);
/** "Pekerja (0,3 OH)" */
const NUMBER_IN_PARENTHESES = new RegExp(`^(.*\\S)\\s*\\(\\s*(${NUMBER})(?:\\s+([^()]*))?\\)$`, "s");
/** "Pekerja=0,3", "Pekerja:0,3" */
const NUMBER_AFTER_SIGN = new RegExp(`([\\p{L})])\\s*[=:]\\s*(?=${NUMBER}(?:\\s|$))`, "gu");
const UNIT = /^[\p{L}%][^\s,;]*(?: [^\s,;]+)?$/u;

/** Pieces of a list: apart by semicolons or line breaks. Blank ones are left out. */
export function readPieces(list: string): Piece[] {
  return list
    .split(/[;\r\n]+/)
    .map((text) => text.trim())
    .filter((text) => text !== "")
    .map(readPiece);
}

/**
 * The last number that stands by itself is the koefisien, kept as it is written. The unit stands behind it, of two words
 * at most, with or without parentheses: "Pekerja 0,3 OH", "Pekerja 0,3 (OH)", "Pekerja (0,3 OH)". Between name and
 * number it must stand in parentheses and be known: "Pekerja (OH) 0,3"; others belong to the name: "Semen (PC) 326".
 */
function readPiece(text: string): Piece {
  const inside = NUMBER_IN_PARENTHESES.exec(text);
  if (inside) return pieceOf(text, inside[1] as string, inside[2] as string, inside[3] ?? "");
  const apart = text.replace(NUMBER_AFTER_SIGN, "$1 ");
  const last = [...apart.matchAll(/\S+/g)].findLast(([word]) => WHOLE_NUMBER.test(word));
  if (!last) return { text, wrong: "koefisien" };
  const [number] = last;
  return pieceOf(text, apart.slice(0, last.index).trim(), number, apart.slice(last.index + number.length).trim());
}

function pieceOf(text: string, before: string, koefisien: string, after: string): Piece {
  // "Pekerja 0,3, Mandor 0,03": pieces that a comma sets apart would become one.
  if (/(?:^|\s)[0-9][0-9.,]*(?: [\p{L}0-9²³'’]{1,5})?,(?:\s|$)/u.test(before)) return { text, wrong: "piece" };
  const name = before.replace(/\s*[=:@–—-]+$/, "").trim();
  const satuan = after.replace(/^\((.*)\)$/s, "$1").trim();
  if (satuan !== "") {
    if (name === "") return { text, wrong: "uraian" };
    return UNIT.test(satuan) ? { text, uraian: name, satuan, koefisien } : { text, wrong: "piece" };
  }
  const unit = /^(.*\S)\s*\(([^()]+)\)$/s.exec(name);
  if (unit && isUnit((unit[2] as string).trim())) {
    return { text, uraian: unit[1] as string, satuan: (unit[2] as string).trim(), koefisien };
  }
  return name === "" ? { text, wrong: "uraian" } : { text, uraian: name, satuan: null, koefisien };
}
