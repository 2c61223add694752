-- One row per AHSP with the counts of its rincian; an AHSP without rincian has a row of zeros.
-- rincian is aggregated before the join, from what PostgreSQL noted of each line when it was written (tanda): same rows
-- as a join with COUNT(DISTINCT …) FILTER at a quarter of the cost.
CREATE MATERIALIZED VIEW referensi_ahsp_stats AS
SELECT
  a.id                                AS ahsp_id,
  a.kode_ahsp,
  a.nama_ahsp,
  a.klasifikasi,
  a.sub_klasifikasi,
  a.satuan,
  a.sumber,
  a.source_file,
  coalesce(r.rincian_total, 0)        AS rincian_total,
  coalesce(r.tk_count, 0)             AS tk_count,
  coalesce(r.bhn_count, 0)            AS bhn_count,
  coalesce(r.alt_count, 0)            AS alt_count,
  coalesce(r.lain_count, 0)           AS lain_count,
  coalesce(r.zero_coef_count, 0)      AS zero_coef_count,
  coalesce(r.missing_unit_count, 0)   AS missing_unit_count,
  a.kode_urut,
  ahsp_cell(a.sumber, a.klasifikasi, a.sub_klasifikasi,
    coalesce(r.zero_coef_count, 0) > 0, coalesce(r.missing_unit_count, 0) > 0) AS cell
FROM referensi_ahspreferensi a
LEFT JOIN (
  SELECT
    ahsp_id,
    count(*)::int                  AS rincian_total,
    sum(tanda & 1)::int            AS tk_count,
    (sum(tanda & 2) / 2)::int      AS bhn_count,
    (sum(tanda & 4) / 4)::int      AS alt_count,
    (sum(tanda & 8) / 8)::int      AS lain_count,
    (sum(tanda & 16) / 16)::int    AS zero_coef_count,
    (sum(tanda & 32) / 32)::int    AS missing_unit_count
  FROM (
    -- In the order of the index that holds both columns: counting neighbours takes a third of the time of hashing them.
    SELECT ahsp_id, tanda FROM referensi_rincianreferensi ORDER BY ahsp_id
  ) AS lines
  GROUP BY ahsp_id
) r ON r.ahsp_id = a.id
WITH NO DATA;

CREATE UNIQUE INDEX idx_ahsp_stats_ahsp_id ON referensi_ahsp_stats (ahsp_id);
-- Editions are imported one after another, mostly in the order of their codes: values lie together, and what suits that
-- takes hardly any time to build.
CREATE INDEX idx_ahsp_stats_sumber ON referensi_ahsp_stats USING brin (sumber);
CREATE INDEX idx_ahsp_stats_klasifikasi ON referensi_ahsp_stats USING brin (klasifikasi);
CREATE INDEX idx_ahsp_stats_kode_ahsp ON referensi_ahsp_stats USING brin (kode_ahsp);
-- The order of the codes among AHSP with an anomaly, and within each of their cells. That of all AHSP, and of those of one
-- sumber or klasifikasi, stands in indexes of the table, which no refresh has to build.
CREATE INDEX idx_ahsp_stats_anomali_urut ON referensi_ahsp_stats (kode_urut, sumber, ahsp_id)
  WHERE zero_coef_count > 0 OR missing_unit_count > 0;
CREATE INDEX idx_ahsp_stats_anomali_cell ON referensi_ahsp_stats (cell, kode_urut)
  WHERE zero_coef_count > 0 OR missing_unit_count > 0;

COMMENT ON MATERIALIZED VIEW referensi_ahsp_stats IS 'Statistics per AHSP: lines per kategori, zero coefficients, missing units';

SELECT watch_table('referensi_ahsp_stats', 'referensi_ahspreferensi', 'id');
SELECT watch_table('referensi_ahsp_stats', 'referensi_rincianreferensi', 'ahsp_id');
