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
