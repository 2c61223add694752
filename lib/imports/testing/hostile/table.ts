/** Small workbooks around one cell. */

import { type CellInput, sheetFile } from "@/lib/imports/testing/workbook";
import { row } from "./builders";

export const HEAD = ["sumber", "kode", "nama", "kategori", "item", "satuan", "koefisien"];
/** A row of an item; its koefisien stands in column G. */
export const item = (koefisien: CellInput, kode: CellInput = "1.1", uraian: CellInput = "Pekerja"): CellInput[] =>
  row("S", kode, "Pasang bata", "TK", uraian, "OH", koefisien);
export const FIRST = item(0.5, "1.1", "Mandor");
export const table = (...rows: CellInput[][]) => sheetFile([HEAD, ...rows]);
/** A good row, and one with this koefisien. */
export const withKoefisien = (koefisien: CellInput) => table(FIRST, item(koefisien));
export const v = (value: string, attributes = "") => ({ xml: `<c r="G3"${attributes}><v>${value}</v></c>` });
