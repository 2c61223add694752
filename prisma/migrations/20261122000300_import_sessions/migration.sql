-- An import becomes a conversation: its rows and the choices made wait in the database until a person commits them, and
-- what a commit changed is kept so that it can be taken back.

ALTER TABLE imports DROP CONSTRAINT imports_state_check;
ALTER TABLE imports ADD CONSTRAINT imports_state_check
  CHECK (state IN ('queued', 'reading', 'open', 'writing', 'committed', 'failed', 'expired'));
ALTER TABLE imports DROP CONSTRAINT imports_via_check;
ALTER TABLE imports ADD CONSTRAINT imports_via_check CHECK (via IN ('portal', 'command', 'sample', 'revert'));
ALTER TABLE imports ALTER COLUMN file_sha256 DROP NOT NULL;
ALTER TABLE imports
  ADD COLUMN goal           text NOT NULL DEFAULT 'commit' CHECK (goal IN ('plan', 'commit')),
  ADD COLUMN choices        jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN only_good_rows boolean NOT NULL DEFAULT true,
  ADD COLUMN remove_missing boolean NOT NULL DEFAULT false,
  ADD COLUMN source         jsonb,
  ADD COLUMN analysis       jsonb,
  ADD COLUMN plan           jsonb,
  ADD COLUMN kept           jsonb,
  ADD COLUMN reverts        integer REFERENCES imports (id),
  ADD COLUMN expires_at     timestamptz(3),
  ADD COLUMN commit_key     uuid UNIQUE;
UPDATE imports SET choices = jsonb_build_object('numberFormat', number_format) WHERE number_format IS NOT NULL;
ALTER TABLE imports DROP COLUMN number_format;
COMMENT ON COLUMN imports.goal IS 'plan: read, checked and compared, then it waits for a person; commit: to the end';
COMMENT ON COLUMN imports.choices IS 'How the file is to be read, as far as a person decided: Choices of lib/imports/choices.ts';
COMMENT ON COLUMN imports.source IS 'What the file is, known also when its rows cannot be understood: { format, sheet, sheets, encoding }';
COMMENT ON COLUMN imports.only_good_rows IS 'false: nothing is committed while any row is rejected';
COMMENT ON COLUMN imports.remove_missing IS 'AHSP of the file''s sumber that the file does not hold are removed';
COMMENT ON COLUMN imports.analysis IS 'What the staged rows came from: { kind, reading, counts, flags }; null = to be read (again)';
COMMENT ON COLUMN imports.plan IS 'What a commit would do, worked out by doing it and rolling back: Plan of lib/imports/session.ts; null = not known';
COMMENT ON COLUMN imports.kept IS 'A revert: what it leaves alone because it was changed since, [{ sumber, kode_ahsp }]';
COMMENT ON COLUMN imports.commit_key IS 'Made by whoever commits: asked for twice, it is one commit';

-- Rows of the file as they are, the text of each cell kept.
CREATE TABLE import_rows (
  import_id integer NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  baris     integer NOT NULL,
  cells     jsonb NOT NULL,
  PRIMARY KEY (import_id, baris)
);

-- What was understood of them. Until the commit; afterwards the reference tables hold it.
CREATE TABLE import_jobs (
  import_id       integer NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  seq             integer NOT NULL,
  sumber          varchar(100) NOT NULL,
  kode_ahsp       varchar(50) NOT NULL,
  nama_ahsp       text NOT NULL,
  klasifikasi     varchar(100),
  sub_klasifikasi varchar(100),
  satuan          varchar(50),
  source_file     varchar(100),
  rejected        integer NOT NULL,
  outcome         text CHECK (outcome IN ('new', 'changed', 'unchanged', 'held_back')),
  PRIMARY KEY (import_id, seq)
);
CREATE TABLE import_lines (
  import_id     integer NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  job           integer NOT NULL,
  urutan        integer NOT NULL,
  baris         integer NOT NULL,
  kategori      varchar(50) NOT NULL,
  kode_item     varchar(50),
  uraian_item   text NOT NULL,
  satuan_item   varchar(20),
  koefisien     numeric(20, 6) NOT NULL,
  koefisien_raw text,
  PRIMARY KEY (import_id, job, urutan)
);
CREATE TABLE import_companies (
  import_id    integer NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  baris        integer NOT NULL,
  name         text NOT NULL,
  domain       text,
  technologies text[] NOT NULL,
  PRIMARY KEY (import_id, baris)
);
CREATE TABLE import_suspects (
  import_id   integer NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  baris       integer NOT NULL,
  kolom       text NOT NULL,
  raw         text NOT NULL,
  candidates  jsonb NOT NULL,
  recommended text NOT NULL,
  confidence  text NOT NULL CHECK (confidence IN ('high', 'low')),
  evidence    jsonb NOT NULL,
  PRIMARY KEY (import_id, baris)
);
COMMENT ON TABLE import_suspects IS 'Numeric cells that may have lost their decimal separator, with what the evidence recommends';

-- What people decided about such cells, by the bytes of the file: the same file brought in again finds them.
CREATE TABLE cell_repairs (
  file_sha256 text NOT NULL REFERENCES import_files (sha256),
  sheet       text NOT NULL,
  baris       integer NOT NULL,
  raw         text NOT NULL,
  value       text NOT NULL,
  actor       text REFERENCES "user" (id) ON DELETE SET NULL,
  at          timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (file_sha256, sheet, baris)
);
COMMENT ON COLUMN cell_repairs.value IS 'The decimal that was meant; the same as raw where a person said that it is right as it is';
ALTER TABLE referensi_rincianreferensi ADD COLUMN koefisien_raw text;
COMMENT ON COLUMN referensi_rincianreferensi.koefisien_raw IS 'Text of the cell where a person repaired the koefisien; else null';

-- What a commit changed, so that it can be taken back: the content before, and a hash of the content after, by which a
-- later change by somebody else is known. No content before: it was made; no hash after: it was removed.
CREATE TABLE import_changes (
  import_id  integer NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  subject    text NOT NULL CHECK (subject IN ('ahsp', 'company')),
  key        integer NOT NULL,
  sumber     text,
  kode_ahsp  text,
  before     jsonb,
  after_hash text,
  PRIMARY KEY (import_id, subject, key)
);

ALTER TABLE import_findings DROP CONSTRAINT import_findings_kind_check;
ALTER TABLE import_findings ADD CONSTRAINT import_findings_kind_check CHECK (kind IN ('rejected', 'duplicate', 'flagged', 'info'));

-- Columns of a file once mapped by a person, by the names in its header.
CREATE TABLE import_profiles (
  signature text PRIMARY KEY,
  choices   jsonb NOT NULL,
  actor     text REFERENCES "user" (id) ON DELETE SET NULL,
  at        timestamptz(3) NOT NULL DEFAULT now()
);

-- All of one AHSP as text, for comparing: any difference shows.
CREATE FUNCTION ahsp_hash(ahsp integer) RETURNS text LANGUAGE sql STABLE STRICT AS $$
  SELECT md5(a::text || coalesce((SELECT string_agg(r::text, ',' ORDER BY r.urutan, r.id)
                                  FROM referensi_rincianreferensi r WHERE r.ahsp_id = a.id), ''))
  FROM referensi_ahspreferensi a WHERE a.id = ahsp
$$;
