import { randomUUID } from "node:crypto";
import { median, time } from "@/bench/measure";
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

const RUNS = 3;
const COLUMNS = ["ahsp_id", "urutan", "kategori", "kode_item", "uraian_item", "satuan_item", "koefisien"];

/** The whole import of a csv file against a bare COPY of its lines, in turn. */
export async function measureImport(ahsp: number, rincian: number): Promise<ImportFigures> {
  const bytes = sampleFile({ ahsp, rincian });
  const pairs: [number, number][] = [];
  for (let run = 0; run < RUNS; run++) pairs.push([await importOnce(bytes), await copyOnce(rincian)]);
  const importMs = median(pairs.map(([a]) => a));
  return {
    rows: rincian,
    importMs,
    rowsPerSecond: Math.round((rincian / importMs) * 1000),
    copyMs: median(pairs.map(([, b]) => b)),
    ratio: median(pairs.map(([a, b]) => a / b)),
  };
}

async function importOnce(bytes: Buffer): Promise<number> {
  await pool().query("TRUNCATE referensi_ahspreferensi, referensi_rincianreferensi RESTART IDENTITY");
  const upload = { fileName: "bench.csv", choices: {}, goal: "commit" as const, via: "sample" as const, actor: null };
  return time(async () => runImport(await receiveUpload({ ...upload, bytes, uploadKey: randomUUID() })));
}

/** Writes the lines of the last import again. @throws Error when they are not as many as the file holds */
async function copyOnce(expected: number): Promise<number> {
  const { rows } = await pool().query<Record<string, string>>(
    `SELECT ${COLUMNS.join(", ")} FROM referensi_rincianreferensi ORDER BY id`,
  );
  if (rows.length !== expected) throw new Error(`the import wrote ${rows.length} rows instead of ${expected}`);
  await pool().query("TRUNCATE referensi_rincianreferensi");
  const values = rows.map((row) => COLUMNS.map((column) => row[column] ?? null));
  const client = await pool().connect();
  try {
    return await time(() => copyRows(client, "referensi_rincianreferensi", COLUMNS, values));
  } finally {
    client.release();
  }
}
