-- Search in the names and by the beginning of a code. The indexes are on the table, which an import changes a little at
-- a time: on the view they would have to be built anew with every refresh.
CREATE INDEX referensi_ahspreferensi_nama_trgm_idx ON referensi_ahspreferensi USING gin (nama_ahsp gin_trgm_ops);
CREATE INDEX referensi_ahspreferensi_kode_prefix_idx ON referensi_ahspreferensi (lower(kode_ahsp) text_pattern_ops);
