-- Landmarks in the order of the table: about every 8,000th code with the number of rows before it, cell by cell, so that
-- the place of any row among any filtered rows is a sum over one landmark and a count of the few rows after it.
-- The landmarks come from a sample by hash: any would do, but the same rows have to give the same ones.
CREATE MATERIALIZED VIEW referensi_ahsp_places AS
WITH landmarks AS MATERIALIZED (
  SELECT kode_urut, row_number() OVER (ORDER BY kode_urut) AS landmark
  FROM (
    SELECT DISTINCT kode_urut
    FROM (
      SELECT kode_urut, row_number() OVER (ORDER BY kode_urut) AS position
      FROM referensi_ahsp_stats
      WHERE hashint4(ahsp_id) & 63 = 0
    ) AS sample
    WHERE position % 128 = 0
  ) AS chosen
), counted AS MATERIALIZED (
  SELECT landmark, cell, count(*) AS n
  FROM (
    -- How many landmarks are not after the row.
    SELECT width_bucket(kode_urut, (SELECT array_agg(kode_urut ORDER BY landmark) FROM landmarks)) AS landmark, cell
    FROM referensi_ahsp_stats
  ) AS placed
  GROUP BY landmark, cell
), summed AS (
  SELECT l.landmark, c.cell, sum(counted.n) OVER (PARTITION BY c.cell ORDER BY l.landmark)::int AS rows_before
  FROM landmarks l
  CROSS JOIN (SELECT DISTINCT cell FROM counted) c
  LEFT JOIN counted ON counted.landmark = l.landmark - 1 AND counted.cell = c.cell
)
SELECT
  l.kode_urut,
  s.cells,
  s.rows_before
FROM landmarks l
JOIN (
  SELECT landmark, array_agg(cell ORDER BY cell) AS cells, array_agg(rows_before ORDER BY cell) AS rows_before
  FROM summed
  WHERE rows_before > 0
  GROUP BY landmark
) s ON s.landmark = l.landmark
WITH NO DATA;

CREATE UNIQUE INDEX idx_ahsp_places_kode_urut ON referensi_ahsp_places (kode_urut);

COMMENT ON MATERIALIZED VIEW referensi_ahsp_places IS 'Landmarks in the order of referensi_ahsp_stats: rows_before[i] rows of cells[i] come before kode_urut';
