import type { ClientBase } from "pg";
import { copyRows } from "@/lib/db/copy";
import type { Finding, ParsedJob, ParsedLine } from "./types";

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

/** Where an analysis flows to: COPY into temporary tables of the transaction that `client` is in. */
export async function openStaging(client: ClientBase, on: { written(lines: number): void }) {
  await client.query(TABLES);
  let lines = 0;
  return {
    async jobs(batch: ParsedJob[]): Promise<void> {
      const columns = [
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
      await copyRows(
        client,
        "staged_job",
        columns,
        batch.map((job) => columns.map((column) => job[column])),
      );
    },
    async lines(batch: ParsedLine[]): Promise<void> {
      const columns = [
        "job",
        "baris",
        "urutan",
        "kategori",
        "kode_item",
        "uraian_item",
        "satuan_item",
        "koefisien",
      ] as const;
      await copyRows(
        client,
        "staged_line",
        columns,
        batch.map((line) => columns.map((column) => line[column])),
      );
      lines += batch.length;
      on.written(lines);
    },
    async findings(batch: Finding[]): Promise<void> {
      const columns = ["baris", "kolom", "field", "kind", "code", "value"] as const;
      const rows = batch.map((finding) => [
        ...columns.map((column) => finding[column]),
        JSON.stringify(finding.params),
      ]);
      await copyRows(client, "staged_finding", [...columns, "params"], rows);
    },
  };
}
