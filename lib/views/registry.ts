import type { Locale } from "@/lib/format/locale";

/**
 * Every materialized view of the portal. The definition of each, its indexes and what it watches stand in
 * prisma/views/<name>.sql; here stands what people and the portal need to know besides. One file and one entry make a
 * view: refresh, schedule, doctor and console go through this list.
 */
export interface ViewDefinition {
  label: Record<Locale, string>;
  /** What it holds and who reads it, in a sentence. */
  about: Record<Locale, string>;
  /** What its change log counts, as in "17 AHSP berubah". */
  counts: Record<Locale, string>;
  /** Tables and materialized views that it is derived from, also through plain views. */
  dependsOn: readonly string[];
  /** When it is refreshed by the clock, unless people set something else. */
  schedule: { cron: string; timeZone: string };
  /** Changes after which the portal refreshes by itself, unless people set something else; null = never. */
  refreshAfter: number | null;
  /** A snapshot older than this while something changed since is a finding of the doctor. */
  staleAfterHours: number;
  /** What is asked of it most, and the index that has to answer that. */
  canonical: { query: string; index: string };
}

const AHSP_STATS: ViewDefinition = {
  label: { id: "Statistik AHSP", en: "AHSP statistics" },
  about: {
    id: "Satu baris per AHSP dengan jumlah rincian tiap kategori dan anomalinya; dibaca Ikhtisar dan AHSP.",
    en: "One row per AHSP with its lines per kategori and its anomalies; read by the overview and AHSP.",
  },
  counts: { id: "AHSP", en: "AHSP" },
  dependsOn: ["referensi_ahspreferensi", "referensi_rincianreferensi"],
  schedule: { cron: "0 2 * * *", timeZone: "Asia/Jakarta" },
  refreshAfter: 2000,
  staleAfterHours: 48,
  canonical: {
    query: "SELECT * FROM referensi_ahsp_stats WHERE kode_ahsp = '1.1.1.1'",
    index: "idx_ahsp_stats_kode_ahsp",
  },
};

const DISTINCT_TECHNOLOGIES: ViewDefinition = {
  label: { id: "Daftar teknologi", en: "List of technologies" },
  about: {
    id: "Setiap teknologi sekali, dengan jumlah perusahaan yang memakainya; dibaca Teknologi dan API.",
    en: "Every technology once, with the number of companies that use it; read by Technologies and the API.",
  },
  counts: { id: "perusahaan", en: "companies" },
  dependsOn: ["companies"],
  schedule: { cron: "0 */6 * * *", timeZone: "Asia/Jakarta" },
  refreshAfter: null,
  staleAfterHours: 24,
  canonical: {
    query: "SELECT value, company_count FROM mv_distinct_technologies ORDER BY value LIMIT 26",
    index: "idx_distinct_technologies_value",
  },
};

export const VIEWS = {
  referensi_ahsp_stats: AHSP_STATS,
  mv_distinct_technologies: DISTINCT_TECHNOLOGIES,
};
export type ViewName = keyof typeof VIEWS;

/** Names of all views, as the list stands now. */
export function viewNames(): ViewName[] {
  return Object.keys(VIEWS) as ViewName[];
}

export const REFRESH_MODES = ["automatic", "concurrently", "standard"] as const;
export type RefreshMode = (typeof REFRESH_MODES)[number];
