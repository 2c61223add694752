-- Pages are read in the order of the codes: of all AHSP, or of those that the filters leave. What knows that order is on
-- the table, which an import changes a little at a time: on the view it would have to be built anew with every refresh.

-- Stands for everything that the table of AHSP is filtered by: AHSP of one cell are always shown or hidden together.
CREATE FUNCTION ahsp_cell(sumber text, klasifikasi text, sub_klasifikasi text, zero_coef boolean, missing_unit boolean)
  RETURNS bigint
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (
    -- Null is a value of its own, and no column's value is another's.
    hashtextextended(sumber, 0)
      # coalesce(hashtextextended(klasifikasi, 1), 1)
      # coalesce(hashtextextended(sub_klasifikasi, 2), 2)
  ) & -4 | CASE WHEN zero_coef THEN 1 ELSE 0 END | CASE WHEN missing_unit THEN 2 ELSE 0 END;

CREATE INDEX referensi_ahspreferensi_urut_idx ON referensi_ahspreferensi (kode_urut, sumber, id);
-- By the cell that an AHSP without an anomaly has: of anomalies the view knows.
CREATE INDEX referensi_ahspreferensi_cell_idx ON referensi_ahspreferensi
  (ahsp_cell(sumber, klasifikasi, sub_klasifikasi, FALSE, FALSE), kode_urut, id);
