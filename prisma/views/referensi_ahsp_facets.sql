-- The statistics summed up: one row per cell, that is per combination of everything that the table can be filtered by.
-- Any filtered total and any count of choices is a sum over these few thousand rows, however many AHSP there are.
CREATE MATERIALIZED VIEW referensi_ahsp_facets AS
SELECT
  cell,
  sumber,
  klasifikasi,
  sub_klasifikasi,
  count(*)::int                AS ahsp,
  sum(rincian_total)::int      AS rincian_total,
  sum(tk_count)::int           AS tk_count,
  sum(bhn_count)::int          AS bhn_count,
  sum(alt_count)::int          AS alt_count,
  sum(lain_count)::int         AS lain_count,
  sum(zero_coef_count)::int    AS zero_coef_count,
  sum(missing_unit_count)::int AS missing_unit_count
FROM referensi_ahsp_stats
GROUP BY cell, sumber, klasifikasi, sub_klasifikasi
WITH NO DATA;

CREATE UNIQUE INDEX idx_ahsp_facets_cell ON referensi_ahsp_facets (cell);

COMMENT ON MATERIALIZED VIEW referensi_ahsp_facets IS 'Sums of referensi_ahsp_stats per cell: sumber, klasifikasi, sub_klasifikasi, any zero coefficient, any missing unit';
