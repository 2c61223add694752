import type { ClientBase } from "pg";
import { type CopyValue, copyRows, textArray } from "@/lib/db/copy";
import type { AnalysisSink } from "./read/spawn";
import type { Finding, ParsedCompany, ParsedJob, ParsedLine } from "./types";

/** Temporary tables that hold what was read from the file until the transaction ends. */
const TABLES = `
  CREATE TEMPORARY TABLE staged_job (
    seq integer PRIMARY KEY,
    sumber varchar(100) NOT NULL,
    kode_ahsp varchar(50) NOT NULL,
    nama_ahsp text NOT NULL,
    klasifikasi varchar(100),
    sub_klasifikasi varchar(100),
    satuan varchar(50),
    source_file varchar(100),
    rejected integer NOT NULL,
    ahsp_id integer,
    outcome text
  ) ON COMMIT DROP;
  CREATE TEMPORARY TABLE staged_line (
    job integer NOT NULL,
    baris integer NOT NULL,
    urutan integer NOT NULL,
    kategori varchar(50) NOT NULL,
    kode_item varchar(50),
    uraian_item text NOT NULL,
    satuan_item varchar(20),
    koefisien numeric(20, 6) NOT NULL
  ) ON COMMIT DROP;
  CREATE TEMPORARY TABLE staged_company (
    baris integer PRIMARY KEY,
    name text NOT NULL,
    domain text,
    technologies text[] NOT NULL,
    company_id integer,
    outcome text
  ) ON COMMIT DROP;
  CREATE TEMPORARY TABLE staged_finding (
    ord integer GENERATED ALWAYS AS IDENTITY,
    baris integer NOT NULL,
    kolom text,
    field text,
    kind text NOT NULL,
    code text NOT NULL,
    value text,
    params jsonb NOT NULL
  ) ON COMMIT DROP;`;

/** Columns that are copied as they are, in the order of the batch's own names. */
const JOB_COLUMNS = [
  "seq",
  "sumber",
  "kode_ahsp",
  "nama_ahsp",
  "klasifikasi",
  "sub_klasifikasi",
  "satuan",
  "source_file",
  "rejected",
] as const;
const LINE_COLUMNS = [
  "job",
  "baris",
  "urutan",
  "kategori",
  "kode_item",
  "uraian_item",
  "satuan_item",
  "koefisien",
] as const;
const FINDING_COLUMNS = ["baris", "kolom", "field", "kind", "code", "value"] as const;

/** Where an analysis flows to: COPY into temporary tables of the transaction that `client` is in. */
export async function openStaging(
  client: ClientBase,
  on: { written(lines: number): void },
): Promise<Omit<AnalysisSink, "progress">> {
  await client.query(TABLES);
  let lines = 0;
  const copy = async (table: string, columns: readonly string[], rows: CopyValue[][], counted = false) => {
    await copyRows(client, table, columns, rows);
    if (!counted) return;
    lines += rows.length;
    on.written(lines);
  };
  return {
    jobs: (batch: ParsedJob[]) =>
      copy(
        "staged_job",
        JOB_COLUMNS,
        batch.map((job) => JOB_COLUMNS.map((name) => job[name])),
      ),
    lines: (batch: ParsedLine[]) =>
      copy(
        "staged_line",
        LINE_COLUMNS,
        batch.map((line) => LINE_COLUMNS.map((name) => line[name])),
        true,
      ),
    companies: (batch: ParsedCompany[]) =>
      copy(
        "staged_company",
        ["baris", "name", "domain", "technologies"],
        batch.map(({ baris, name, domain, technologies }) => [baris, name, domain, textArray(technologies)]),
        true,
      ),
    findings: (batch: Finding[]) =>
      copy(
        "staged_finding",
        [...FINDING_COLUMNS, "params"],
        batch.map((finding) => [...FINDING_COLUMNS.map((name) => finding[name]), JSON.stringify(finding.params)]),
      ),
  };
}

/** Keeps the staged findings for good, numbered in row order. */
export async function writeStagedFindings(client: ClientBase, importId: number): Promise<void> {
  await client.query(
    `INSERT INTO import_findings (import_id, seq, baris, kolom, field, kind, code, value, params)
     SELECT $1, row_number() OVER (ORDER BY baris, ord), baris, kolom, field, kind, code, value, params FROM staged_finding`,
    [importId],
  );
}
