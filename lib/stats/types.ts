import type { Source } from "@/lib/views/types";
import type { StatsQuery } from "./query";

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
  /** What it is sorted by in the order of the codes. */
  kode_urut: string;
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

/** One choice of a filter and how many AHSP it would show, the other filters staying as they are; null: not counted. */
export interface FacetOption {
  value: string | null;
  count: number | null;
}

export type StatsFacet = "sumber" | "klasifikasi" | "sub_klasifikasi" | "anomali";

/** What changed since the snapshot of the view, all of it shown as it is now. */
export interface StatsChanges {
  /** When the snapshot was begun; null = unknown. */
  snapshotAt: string | null;
  /** Everything may have changed, so everything was aggregated live; `count` then says nothing. */
  everything: boolean;
  /** AHSP that changed, new and deleted ones among them. */
  count: number;
  /** Keys of the page's rows that changed. */
  onPage: number[];
}

export interface StatsPage {
  /** Where it was read. */
  source: Source;
  /** The moment at which all of it was true. */
  readAt: string;
  /** What was answered: another sort or place than asked for where that one is not to be had. */
  query: StatsQuery;
  rows: StatsRow[];
  /** How many matching rows come before the page. */
  before: number;
  totals: StatsTotals;
  facets: Record<StatsFacet, FacetOption[]>;
  /** The search matches more than SEARCH_LIMIT: totals and rows are of the first by code only, choices not counted. */
  capped: boolean;
  /** The words were too short for an index and were looked for in the first SHORT_WORD_LIMIT AHSP by code only. */
  bounded: boolean;
  /** Nothing was found; this, without other filters, would find something. Null: found, or nothing is near. */
  suggestion: string | null;
  /** Null: nothing was read from a snapshot. */
  changes: StatsChanges | null;
}
