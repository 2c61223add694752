-- Pages are read in the order of the codes: of all AHSP, or of those that the filters leave. What knows that order is on
-- the table, which an import changes a little at a time: on the view it would have to be built anew with every refresh.

-- Stands for everything that the table of AHSP is filtered by: AHSP of one cell are always shown or hidden together.
-- Whoever changes it has to build the index by it and the statistics anew.
CREATE FUNCTION ahsp_cell(sumber text, klasifikasi text, sub_klasifikasi text, zero_coef boolean, missing_unit boolean)
  RETURNS bigint
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (
    -- Each column with its own seed: one's value is not another's.
    hashtextextended(sumber, 0)
      # coalesce(hashtextextended(klasifikasi, 1), 0)
      # coalesce(hashtextextended(sub_klasifikasi, 2), 0)
  ) & -4 | CASE WHEN zero_coef THEN 1 ELSE 0 END | CASE WHEN missing_unit THEN 2 ELSE 0 END;

CREATE INDEX referensi_ahspreferensi_urut_idx ON referensi_ahspreferensi (kode_urut, sumber, id);
-- By the cell that an AHSP without an anomaly has: of anomalies the view knows.
CREATE INDEX referensi_ahspreferensi_cell_idx ON referensi_ahspreferensi
  (ahsp_cell(sumber, klasifikasi, sub_klasifikasi, FALSE, FALSE), kode_urut);
