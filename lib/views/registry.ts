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
  /** The view that it only serves: it is dropped and made with that one. Absent: it stands for itself. */
  partOf?: string;
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
    query: "SELECT * FROM referensi_ahsp_stats WHERE ahsp_id = 1",
    index: "idx_ahsp_stats_ahsp_id",
  },
};

/** Refreshed with the statistics that they are derived from, so the clock has nothing to do. */
const WITH_STATS = {
  partOf: "referensi_ahsp_stats",
  counts: AHSP_STATS.counts,
  dependsOn: ["referensi_ahsp_stats"],
  schedule: AHSP_STATS.schedule,
  refreshAfter: null,
  staleAfterHours: AHSP_STATS.staleAfterHours,
};

const AHSP_FACETS: ViewDefinition = {
  ...WITH_STATS,
  label: { id: "Jumlah per pilihan AHSP", en: "AHSP sums per choice" },
  about: {
    id: "Jumlah statistik AHSP per sumber, klasifikasi, dan anomali; dibaca Ikhtisar dan AHSP untuk total dan pilihan filter.",
    en: "Sums of the AHSP statistics per sumber, klasifikasi and anomaly; read by the overview and AHSP for totals and filter choices.",
  },
  canonical: { query: "SELECT * FROM referensi_ahsp_facets WHERE cell = 0", index: "idx_ahsp_facets_cell" },
};

const AHSP_PLACES: ViewDefinition = {
  ...WITH_STATS,
  label: { id: "Letak dalam urutan AHSP", en: "Places in the order of AHSP" },
  about: {
    id: "Tanda di sepanjang urutan kode dengan jumlah baris sebelumnya; dibaca AHSP untuk menyebut letak halaman.",
    en: "Landmarks along the order of the codes with the rows before them; read by AHSP to tell the place of a page.",
  },
  canonical: {
    query: "SELECT * FROM referensi_ahsp_places WHERE kode_urut <= '011.011' ORDER BY kode_urut DESC LIMIT 1",
    index: "idx_ahsp_places_kode_urut",
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

export const VIEWS: Record<
  "referensi_ahsp_stats" | "referensi_ahsp_facets" | "referensi_ahsp_places" | "mv_distinct_technologies",
  ViewDefinition
> = {
  referensi_ahsp_stats: AHSP_STATS,
  referensi_ahsp_facets: AHSP_FACETS,
  referensi_ahsp_places: AHSP_PLACES,
  mv_distinct_technologies: DISTINCT_TECHNOLOGIES,
};
export type ViewName = keyof typeof VIEWS;

/** Views that are dropped and made with this one. */
export function partsOf(view: ViewName): ViewName[] {
  return viewNames().filter((name) => VIEWS[name].partOf === view);
}

/** Names of all views, as the list stands now. */
export function viewNames(): ViewName[] {
  return Object.keys(VIEWS) as ViewName[];
}
