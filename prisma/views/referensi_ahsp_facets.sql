-- The statistics summed up: one row per cell, that is per combination of everything that the table can be filtered by
-- (facet 'cell'), and few rows per single filter (facet 'sumber', 'klasifikasi', 'sub_klasifikasi', 'anomali'). Any
-- filtered total and any count of choices is a sum over these few thousand rows, however many AHSP there are; where one
-- filter alone matters, over a dozen.
CREATE MATERIALIZED VIEW referensi_ahsp_facets AS
WITH cells AS MATERIALIZED (
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
), facets AS (
  SELECT 'cell' AS facet, * FROM cells
  UNION ALL
  SELECT
    facet,
    hash_record_extended(ROW(facet, sumber, klasifikasi, sub_klasifikasi, any_zero_coef, any_missing_unit), 0),
    sumber, klasifikasi, sub_klasifikasi,
    ahsp, rincian_total, tk_count, bhn_count, alt_count, lain_count, zero_coef_count, missing_unit_count
  FROM (
    SELECT
      CASE 0 WHEN grouping(sumber) THEN 'sumber' WHEN grouping(klasifikasi) THEN 'klasifikasi'
        WHEN grouping(sub_klasifikasi) THEN 'sub_klasifikasi' ELSE 'anomali' END AS facet,
      sumber,
      klasifikasi,
      sub_klasifikasi,
      zero_coef_count > 0     AS any_zero_coef,
      missing_unit_count > 0  AS any_missing_unit,
      sum(ahsp)               AS ahsp,
      sum(rincian_total)      AS rincian_total,
      sum(tk_count)           AS tk_count,
      sum(bhn_count)          AS bhn_count,
      sum(alt_count)          AS alt_count,
      sum(lain_count)         AS lain_count,
      sum(zero_coef_count)    AS zero_coef_count,
      sum(missing_unit_count) AS missing_unit_count
    FROM cells
    GROUP BY GROUPING SETS ((sumber), (klasifikasi), (sub_klasifikasi), (zero_coef_count > 0, missing_unit_count > 0))
  ) AS summed
)
SELECT
  facet,
  cell,
  sumber,
  klasifikasi,
  sub_klasifikasi,
  ahsp::int,
  rincian_total::int,
  tk_count::int,
  bhn_count::int,
  alt_count::int,
  lain_count::int,
  zero_coef_count::int,
  missing_unit_count::int
FROM facets
WITH NO DATA;

CREATE UNIQUE INDEX idx_ahsp_facets_cell ON referensi_ahsp_facets (cell);
CREATE INDEX idx_ahsp_facets_facet ON referensi_ahsp_facets (facet) WHERE facet <> 'cell';

COMMENT ON MATERIALIZED VIEW referensi_ahsp_facets IS 'Sums of referensi_ahsp_stats per cell (sumber, klasifikasi, sub_klasifikasi, any zero coefficient, any missing unit) and per single filter';
