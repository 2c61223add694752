-- The next free number is only free until another import takes it: which codes an import was given by its plan.
CREATE TABLE import_given_codes (
  import_id integer NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  kode_item varchar(50) NOT NULL,
  PRIMARY KEY (import_id, kode_item)
);
COMMENT ON TABLE import_given_codes IS 'Codes that lines without one were given, until the commit';
