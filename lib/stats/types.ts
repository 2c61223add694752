import type { Source } from "@/lib/views/types";

/** One row of `referensi_ahsp_stats`: one AHSP with the counts of its rincian. */
export type StatsRow = {
  ahsp_id: number;
  kode_ahsp: string;
  nama_ahsp: string;
  klasifikasi: string | null;
  sub_klasifikasi: string | null;
  satuan: string | null;
  sumber: string;
  source_file: string | null;
  rincian_total: number;
  tk_count: number;
  bhn_count: number;
  alt_count: number;
  lain_count: number;
  zero_coef_count: number;
  missing_unit_count: number;
};

/** Sums over AHSP: `tk` + `bhn` + `alt` + `lain` = `rincian`. `anomalous` counts AHSP, the last two count lines. */
export interface StatsTotals {
  ahsp: number;
  rincian: number;
  tk: number;
  bhn: number;
  alt: number;
  lain: number;
  zero_coef: number;
  missing_unit: number;
  anomalous: number;
}

/** One choice of a filter and how many AHSP it would show, the other filters staying as they are. */
export interface FacetOption {
  value: string | null;
  count: number;
}

export type StatsFacet = "sumber" | "klasifikasi" | "sub_klasifikasi" | "anomali";

export interface StatsPage {
  /** Where it was read. */
  source: Source;
  rows: StatsRow[];
  totals: StatsTotals;
  facets: Record<StatsFacet, FacetOption[]>;
  /** The page that `rows` is: the last one when a later one was asked for. From 1. */
  page: number;
  pages: number;
}
