-- What people said about a file is remembered for the next: its mapping by the names in its header, and the rules from
-- kode to klasifikasi by sumber.

COMMENT ON COLUMN import_profiles.signature IS 'Of the names of all columns (lib/imports/signature.ts)';
COMMENT ON COLUMN import_profiles.choices IS 'The part of Choices that holds for every file of this header: layout, columns, constants, numberFormat';
COMMENT ON COLUMN import_profiles.actor IS 'Who committed the import it comes from; null: a command';

ALTER TABLE imports
  ADD COLUMN profile     jsonb,
  ADD COLUMN use_profile boolean NOT NULL DEFAULT true;
COMMENT ON COLUMN imports.profile IS 'The saved mapping that the file is read by: { signature, actor, at, choices }, choices being all that are in force; null = none';
COMMENT ON COLUMN imports.use_profile IS 'false: a person wants it read without a saved mapping';

CREATE TABLE kode_rules (
  sumber          varchar(100) NOT NULL,
  prefix          text NOT NULL,
  klasifikasi     varchar(100),
  sub_klasifikasi varchar(100),
  actor           text REFERENCES "user" (id) ON DELETE SET NULL,
  at              timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (sumber, prefix)
);
COMMENT ON TABLE kode_rules IS 'A kode of this sumber that begins with prefix belongs to this klasifikasi; used where a file does not say it';
