import { randomUUID } from "node:crypto";
import { time } from "@/bench/measure";
import { copyRows } from "@/lib/db/copy";
import { pool } from "@/lib/db/pool";
import { receiveUpload } from "@/lib/imports/receive";
import { runImport } from "@/lib/imports/run";
import { sampleFile } from "@/lib/sample/generate";

export interface ImportFigures {
  rows: number;
  /** From receiving the file to the refreshed statistics. */
  importMs: number;
  rowsPerSecond: number;
  /** The same lines written with one COPY into the table, nothing else. */
  copyMs: number;
  ratio: number;
}

/** The whole import of a csv file against a bare COPY of its lines. */
export async function measureImport(ahsp: number, rincian: number): Promise<ImportFigures> {
  await pool().query("TRUNCATE referensi_ahspreferensi, referensi_rincianreferensi RESTART IDENTITY");
  const bytes = sampleFile({ ahsp, rincian });
  const importMs = await time(async () => {
    const upload = { fileName: "bench.csv", numberFormat: null, via: "sample" as const, actor: null };
    await runImport(await receiveUpload({ ...upload, bytes, uploadKey: randomUUID() }));
  });
  const columns = ["ahsp_id", "urutan", "kategori", "kode_item", "uraian_item", "satuan_item", "koefisien"];
  const { rows } = await pool().query<Record<string, string>>(
    `SELECT ${columns.join(", ")} FROM referensi_rincianreferensi ORDER BY id`,
  );
  if (rows.length !== rincian) throw new Error(`the import wrote ${rows.length} rows instead of ${rincian}`);
  await pool().query("TRUNCATE referensi_rincianreferensi");
  const client = await pool().connect();
  const values = rows.map((row) => columns.map((column) => row[column] ?? null));
  const copyMs = await time(() => copyRows(client, "referensi_rincianreferensi", columns, values)).finally(() =>
    client.release(),
  );
  return {
    rows: rincian,
    importMs,
    rowsPerSecond: Math.round((rincian / importMs) * 1000),
    copyMs,
    ratio: importMs / copyMs,
  };
}
