import sql, { type Sql } from "sql-template-tag";

/**
 * What a query of the statistics reads, as `stats` of its WITH clause: the view, or the live path, aggregated once for
 * the whole statement.
 */
export function statsSource(from: "view" | "live"): Sql {
  return from === "view"
    ? sql`stats AS NOT MATERIALIZED (SELECT * FROM referensi_ahsp_stats)`
    : sql`stats AS MATERIALIZED (SELECT * FROM ${liveStats()} AS live)`;
}

/**
 * The slow path: the statistics aggregated from the base tables at the moment of asking, with the columns and the
 * values of `referensi_ahsp_stats`. It is the oracle that tests and the bench hold the view against, and what people
 * read while the view is switched off or missing. It costs a scan of every rincian.
 */
export function liveStats(): Sql {
  return sql`(
    SELECT
      a.id AS ahsp_id, a.kode_ahsp, a.nama_ahsp, a.klasifikasi, a.sub_klasifikasi, a.satuan, a.sumber, a.source_file,
      count(DISTINCT r.id)::int                                                        AS rincian_total,
      (count(DISTINCT r.id) FILTER (WHERE r.kategori = 'TK'))::int                     AS tk_count,
      (count(DISTINCT r.id) FILTER (WHERE r.kategori = 'BHN'))::int                    AS bhn_count,
      (count(DISTINCT r.id) FILTER (WHERE r.kategori = 'ALT'))::int                    AS alt_count,
      (count(DISTINCT r.id) FILTER (WHERE r.kategori = 'LAIN'))::int                   AS lain_count,
      (count(DISTINCT r.id) FILTER (WHERE r.koefisien = 0))::int                       AS zero_coef_count,
      (count(DISTINCT r.id) FILTER (WHERE r.id IS NOT NULL AND is_blank(r.satuan_item)))::int AS missing_unit_count,
      a.kode_urut
    FROM referensi_ahspreferensi a
    LEFT JOIN referensi_rincianreferensi r ON r.ahsp_id = a.id
    GROUP BY a.id
  )`;
}
