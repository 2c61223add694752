import type { EditField } from "./edit-fields";

export interface Ahsp {
  id: number;
  kode_ahsp: string;
  nama_ahsp: string;
  klasifikasi: string | null;
  sub_klasifikasi: string | null;
  satuan: string | null;
  sumber: string;
  source_file: string | null;
}

/** One line. `koefisien` is exact decimal text, without trailing zeros. */
export interface Rincian {
  id: number;
  urutan: number;
  kategori: "TK" | "BHN" | "ALT" | "LAIN";
  kode_item: string | null;
  uraian_item: string;
  satuan_item: string | null;
  koefisien: string;
  zeroCoef: boolean;
  missingUnit: boolean;
  /** Codes of what the import remarked about this row (FINDING_CODES of lib/imports/types.ts). */
  findings: string[];
}

/** One value that a person changed by hand. A koefisien is exact decimal text; null: there was no value. */
export interface AhspEdit {
  id: number;
  /** null: a field of the AHSP itself. The line may have been replaced since. */
  lineId: number | null;
  /** Item of the line at that time; null: a field of the AHSP itself. */
  uraian_item: string | null;
  field: EditField;
  before: string | null;
  after: string | null;
  /** Name; null: the account is no longer there. */
  by: string | null;
  /** ISO, UTC. */
  at: string;
}
