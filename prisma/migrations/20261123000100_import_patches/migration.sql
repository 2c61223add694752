-- Corrections continue an import: cells of rejected rows that came back corrected, and what differs from before.

CREATE TABLE import_patches (
  import_id integer NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  baris     integer NOT NULL,
  cells     jsonb NOT NULL,
  PRIMARY KEY (import_id, baris)
);
COMMENT ON TABLE import_patches IS 'Cells that people corrected, laid over the file when it is read: { column from 0: cell }. A new file clears them';

ALTER TABLE import_rows ADD COLUMN changed boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN import_rows.changed IS 'Not in the file before the last correction, or with other cells there';

ALTER TABLE imports ADD COLUMN corrected jsonb;
COMMENT ON COLUMN imports.corrected IS 'What the last correction changed: Correction of lib/imports/session.ts; until it is read { by, fileName, before: sha256 }';
