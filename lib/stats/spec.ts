import { tableSpec } from "@/lib/table/spec";

/** The statistics table: one row per AHSP. Source: prisma/views/referensi_ahsp_stats.sql. */
export const statsTable = tableSpec({
  name: "stats",
  relation: "referensi_ahsp_stats",
  key: "ahsp_id",
  rowHref: "/ahsp/{key}",
  columns: {
    kode_ahsp: { kind: "code", sortBy: "kode_urut", pinned: true },
    nama_ahsp: { kind: "text", sortBy: "nama_ahsp", pinned: true },
    satuan: { kind: "text", sortBy: "satuan" },
    sumber: { kind: "text", sortBy: "sumber" },
    klasifikasi: { kind: "text", sortBy: "klasifikasi" },
    sub_klasifikasi: { kind: "text", sortBy: "sub_klasifikasi" },
    rincian_total: { kind: "count", sortBy: "rincian_total" },
    tk_count: { kind: "count", sortBy: "tk_count" },
    bhn_count: { kind: "count", sortBy: "bhn_count" },
    alt_count: { kind: "count", sortBy: "alt_count" },
    lain_count: { kind: "count", sortBy: "lain_count" },
    zero_coef_count: { kind: "count", sortBy: "zero_coef_count", anomaly: true },
    missing_unit_count: { kind: "count", sortBy: "missing_unit_count", anomaly: true },
  },
  filters: {
    q: { kind: "search", code: "kode_ahsp", text: "nama_ahsp", formerly: ["nama", "kode"] },
    sumber: { kind: "option", column: "sumber" },
    klasifikasi: { kind: "option", column: "klasifikasi" },
    sub_klasifikasi: { kind: "option", column: "sub_klasifikasi" },
    anomali: {
      kind: "positive",
      choices: {
        any: ["zero_coef_count", "missing_unit_count"],
        zero_coef: ["zero_coef_count"],
        missing_unit: ["missing_unit_count"],
      },
    },
  },
  relevance: { sort: "relevance", of: "q" },
  tieBreak: ["kode_urut", "sumber"],
  seekBy: "natural_sort_key",
  defaultSort: { column: "kode_ahsp", direction: "asc" },
  pageSizes: [50, 100, 200],
});
