/** The row that names the columns in a block of the official sheet: No, Uraian, Kode, Satuan, Koefisien, Harga … */

import { type Column, columnLetter, normaliseName } from "@/lib/imports/layout";
import type { Field, SheetRow } from "@/lib/imports/types";

const NAMES: Partial<Record<Field, readonly string[]>> = {
  uraian_item: ["uraian", "uraian item", "item", "komponen", "uraian pekerjaan", "nama bahan", "jenis"],
  kode_item: ["kode", "kode item", "kode bahan"],
  satuan_item: ["satuan", "sat", "satuan item", "unit"],
  koefisien: ["koefisien", "koef", "kuantitas", "perkiraan kuantitas", "qty"],
};
// "Koef.", "Satuan (OH)", "KOEFISIEN (3)"
const normalise = (text: string) => normaliseName(text.replace(/\([^)]*\)|[.:]/g, ""));
const FIELD_OF = new Map(
  Object.entries(NAMES).flatMap(([field, names]) => names.map((name) => [normalise(name), field as Field] as const)),
);

/** A column, and the last position that a merged header cell above it covers. */
export interface OfficialColumn extends Column {
  until: number;
}

/** The columns that a row names, when uraian and koefisien are among them; else null. The first of two that mean the same. */
export function readOfficialHeader(row: SheetRow): OfficialColumn[] | null {
  const columns: OfficialColumn[] = [];
  let open: OfficialColumn | null = null;
  for (let index = 0; index < row.cells.length; index++) {
    const cell = row.cells[index];
    if (cell === null || cell === undefined || cell === "") {
      if (open) open.until = index;
      continue;
    }
    open = null;
    if (typeof cell !== "string" || cell.length > 100) continue;
    const field = FIELD_OF.get(normalise(cell));
    if (!field || columns.some((column) => column.field === field)) continue;
    open = { field, index, kolom: columnLetter(index), header: cell.trim(), until: index };
    columns.push(open);
  }
  const has = (field: Field) => columns.some((column) => column.field === field);
  return has("uraian_item") && has("koefisien") ? columns : null;
}
