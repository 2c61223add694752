import sql, { empty, type Sql } from "sql-template-tag";

const AHSP = sql`
  a.id AS ahsp_id, a.kode_ahsp, a.nama_ahsp, a.klasifikasi, a.sub_klasifikasi, a.satuan, a.sumber, a.source_file`;

/** The rows of `counted` with their cell, as the view has it. */
const withCell = (counted: Sql): Sql => sql`(
  SELECT counted.*,
    ahsp_cell(sumber, klasifikasi, sub_klasifikasi, zero_coef_count > 0, missing_unit_count > 0) AS cell
  FROM (${counted}) AS counted)`;

/**
 * The statistics aggregated from the base tables at the moment of asking, with the columns and the values of
 * `referensi_ahsp_stats`. It is what people read while the view is switched off or missing, and the oracle that tests and
 * the bench hold the view against.
 * @param ids a query for the only ids that are wanted, read through indexes; without it every rincian is scanned
 */
export function liveStats(ids?: Sql): Sql {
  // An array hides how many ids there are: the planner takes them for few, and few is what they are.
  const only = ids ? sql`WHERE a.id = ANY (ARRAY(${ids}))` : empty;
  return withCell(sql`
    SELECT
      ${AHSP},
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
    ${only}
    GROUP BY a.id`);
}

/**
 * The same rows of few AHSP in a fraction of the time: from what PostgreSQL noted of their lines (`tanda`), which the
 * index by AHSP holds. It is what people read of AHSP that changed since the snapshot.
 * @param ids a query for their ids
 */
export function statsOf(ids: Sql): Sql {
  return withCell(sql`
    SELECT ${AHSP}, lines.*, a.kode_urut
    FROM referensi_ahspreferensi a
    CROSS JOIN LATERAL (
      SELECT
        count(*)::int                                     AS rincian_total,
        (count(*) FILTER (WHERE tanda & 1 <> 0))::int     AS tk_count,
        (count(*) FILTER (WHERE tanda & 2 <> 0))::int     AS bhn_count,
        (count(*) FILTER (WHERE tanda & 4 <> 0))::int     AS alt_count,
        (count(*) FILTER (WHERE tanda & 8 <> 0))::int     AS lain_count,
        (count(*) FILTER (WHERE tanda & 16 <> 0))::int    AS zero_coef_count,
        (count(*) FILTER (WHERE tanda & 32 <> 0))::int    AS missing_unit_count
      FROM referensi_rincianreferensi WHERE ahsp_id = a.id
    ) AS lines
    WHERE a.id = ANY (ARRAY(${ids}))`);
}
