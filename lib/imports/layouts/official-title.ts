/** The rows above a block of the official sheet: kode, nama and satuan of its job. */

import { columnLetter } from "@/lib/imports/layout";
import { filledCells, isKode, isUnit, splitTitle, trimKode, unitOf } from "@/lib/imports/layouts/words";
import type { Cell, Field, SheetRow } from "@/lib/imports/types";

export interface Title {
  /** The row that says the kode (the nama, while there is no kode). */
  row: SheetRow;
  kode: string | null;
  nama: string | null;
  satuan: string | null;
  places: Partial<Record<Field, string>>;
}

type Part = "kode" | "nama" | "satuan";
const FIELD: Record<Part, Field> = { kode: "kode_ahsp", nama: "nama_ahsp", satuan: "satuan_pekerjaan" };
const LABELS: [Part, RegExp][] = [
  ["kode", /^(?:kode(?: ahsp| analisa| pekerjaan)?|(?:no(?:mor)?\.? )?(?:item|mata) pembayaran(?: no(?:mor)?\.?)?)$/i],
  ["nama", /^(?:nama(?: ahsp| analisa| pekerjaan)?|(?:jenis|uraian) pekerjaan|pekerjaan)$/i],
  ["satuan", /^satuan(?: pekerjaan| pembayaran| ahsp)?$/i],
];

interface Found {
  part: Part;
  text: string;
  index: number;
}

/** What a row says about a job: by labels ("Satuan : m2"), else by a kode with the name beside it. */
export function readTitle(row: SheetRow): Found[] {
  const filled = filledCells(row).filter(({ text }) => text !== ":");
  const labelled = readLabels(filled);
  return labelled.length > 0 ? labelled : readKodeAndNama(filled);
}

function readLabels(filled: ReturnType<typeof filledCells>): Found[] {
  const found: Found[] = [];
  filled.forEach(({ text, index }, i) => {
    if (text === null) return;
    const [before = "", ...after] = text.split(":");
    const part = LABELS.find(([, label]) => label.test(before.trim()))?.[0];
    if (!part) return;
    const inside = after.join(":").trim();
    const next = filled[i + 1];
    if (inside !== "") found.push({ part, text: inside, index });
    // "Satuan | Koefisien" are names of columns; a value stands after a colon, or alone beside its label.
    else if (next && (text.includes(":") || filled.length === 2 || startsWithColon(next.cell))) {
      found.push({ part, text: String(next.cell).replace(/^:\s*/, "").trim(), index: next.index });
    }
  });
  return found.map((one) => (one.part === "kode" ? { ...one, text: trimKode(one.text) } : one));
}

const startsWithColon = (cell: Cell) => typeof cell === "string" && cell.trim().startsWith(":");

function readKodeAndNama(filled: ReturnType<typeof filledCells>): Found[] {
  for (let i = 0; i < filled.length; i++) {
    const { cell, index } = filled[i] as (typeof filled)[number];
    const text = textOfKode(cell, filled.length > 1);
    if (text === null) continue;
    if (isKode(text)) {
      const rest = filled.slice(i + 1).filter((one) => one.text !== null);
      const nama = rest.find((one) => !isUnit(one.text as string));
      const satuan = rest.find((one) => isUnit(one.text as string));
      return [
        { part: "kode", text: trimKode(text), index },
        ...(nama ? [{ part: "nama" as const, text: nama.text as string, index: nama.index }] : []),
        ...(satuan ? [{ part: "satuan" as const, text: satuan.text as string, index: satuan.index }] : []),
      ];
    }
    const split = splitTitle(text);
    if (split) {
      return [
        { part: "kode", text: split.kode, index },
        { part: "nama", text: split.nama, index },
      ];
    }
  }
  return [];
}

/** A spreadsheet may have made a number of a kode such as 1.1, which is told from other numbers by the name beside it. */
function textOfKode(cell: Cell, hasName: boolean): string | null {
  if (typeof cell === "number") return hasName && !Number.isInteger(cell) && cell > 0 ? String(cell) : null;
  return typeof cell === "string" ? cell.trim().replace(/^(?:analisa|kode)\s+(?=[A-Z0-9]{1,4}\.)/i, "") : null;
}

/**
 * The title with what a row adds to it; a kode begins a new one. A row without kode or label below a lone kode is its
 * nama. Null when the row adds nothing.
 */
export function addToTitle(title: Title | null, row: SheetRow): Title | null {
  const found = readTitle(row);
  if (found.length === 0) return nameBelow(title, row);
  const begins = found.some(({ part }) => part === "kode") && title?.kode !== null;
  const next: Title =
    title && !begins
      ? { ...title, places: { ...title.places } }
      : { row, kode: null, nama: null, satuan: null, places: {} };
  for (const { part, text, index } of found) {
    if (next[part] !== null) continue;
    next[part] = text;
    next.places[FIELD[part]] = columnLetter(index);
    if (part === "kode") next.row = row;
  }
  return next;
}

function nameBelow(title: Title | null, row: SheetRow): Title | null {
  if (!title?.kode || title.nama !== null) return null;
  const name = filledCells(row).find(({ text }) => text !== null && /\p{L}{2}/u.test(text) && !isUnit(text));
  if (!name) return null;
  return { ...title, nama: name.text, places: { ...title.places, nama_ahsp: columnLetter(name.index) } };
}

/** The unit that the title says by itself, else that of "1 m2" in the name. */
export function unitOfTitle({ satuan, nama }: Title): string | null {
  return satuan ?? (nama === null ? null : unitOf(nama));
}
