-- The statistics summed up: one row per cell, that is per combination of everything that the table can be filtered by
-- (facet 'cell'), and few rows per single filter (facet 'sumber', 'klasifikasi', 'sub_klasifikasi', 'anomali'). Any
-- filtered total and any count of choices is a sum over these few thousand rows, however many AHSP there are; where one
-- filter alone matters, over a dozen.
CREATE MATERIALIZED VIEW referensi_ahsp_facets AS
SELECT
  CASE 0 WHEN grouping(cell) THEN 'cell' WHEN grouping(sumber) THEN 'sumber' WHEN grouping(klasifikasi) THEN 'klasifikasi'
    WHEN grouping(sub_klasifikasi) THEN 'sub_klasifikasi' ELSE 'anomali' END AS facet,
  -- Unique among all rows.
  coalesce(cell, hash_record_extended(ROW(grouping(sumber, klasifikasi, sub_klasifikasi), sumber, klasifikasi,
    sub_klasifikasi, zero_coef_count > 0, missing_unit_count > 0), 0)) AS cell,
  sumber,
  klasifikasi,
  sub_klasifikasi,
  sum(ahsp)::int               AS ahsp,
  sum(rincian_total)::int      AS rincian_total,
  sum(tk_count)::int           AS tk_count,
  sum(bhn_count)::int          AS bhn_count,
  sum(alt_count)::int          AS alt_count,
  sum(lain_count)::int         AS lain_count,
  sum(zero_coef_count)::int    AS zero_coef_count,
  sum(missing_unit_count)::int AS missing_unit_count
FROM (
  SELECT
    cell,
    sumber,
    klasifikasi,
    sub_klasifikasi,
    count(*)                AS ahsp,
    sum(rincian_total)      AS rincian_total,
    sum(tk_count)           AS tk_count,
    sum(bhn_count)          AS bhn_count,
    sum(alt_count)          AS alt_count,
    sum(lain_count)         AS lain_count,
    sum(zero_coef_count)    AS zero_coef_count,
    sum(missing_unit_count) AS missing_unit_count
  FROM referensi_ahsp_stats
  GROUP BY cell, sumber, klasifikasi, sub_klasifikasi
) AS cells
GROUP BY GROUPING SETS ((cell, sumber, klasifikasi, sub_klasifikasi), (sumber), (klasifikasi), (sub_klasifikasi),
  (zero_coef_count > 0, missing_unit_count > 0))
WITH NO DATA;

CREATE UNIQUE INDEX idx_ahsp_facets_cell ON referensi_ahsp_facets (cell);
CREATE INDEX idx_ahsp_facets_facet ON referensi_ahsp_facets (facet) WHERE facet <> 'cell';

COMMENT ON MATERIALIZED VIEW referensi_ahsp_facets IS 'Sums of referensi_ahsp_stats per cell (sumber, klasifikasi, sub_klasifikasi, any zero coefficient, any missing unit) and per single filter';
