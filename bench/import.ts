import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { importCsv, importXlsx } from "@/bench/import-files";
import type { Task } from "@/bench/import-worker";
import { median, time } from "@/bench/measure";
import { type Peak, watchMemory } from "@/bench/memory";
import { pool } from "@/lib/db/pool";
import { commitImport } from "@/lib/imports/open";

/** One import, step by step, in milliseconds. */
export interface ImportTimes {
  /** Receive the file, read it, check it, and copy what was understood into the staging tables. */
  readMs: number;
  planMs: number;
  commitMs: number;
  /** After the commit: what the planner knows of the tables and the statistics are brought up to date. */
  refreshMs: number;
  /** What the server's process took beside its own; its child reads the file. */
  peak: Peak;
}

/** With multiples of the bare COPY of the same run. */
export interface ComparedTimes extends ImportTimes {
  planRatio: number;
  commitRatio: number;
}

export interface ImportFigures {
  rows: number;
  runs: number;
  /** The lines of the first import written with one COPY, nothing else. */
  copyMs: number;
  first: ComparedTimes;
  /** One AHSP in a hundred differs. */
  changed: ComparedTimes;
  unchanged: ComparedTimes;
  /** null: too many rows. */
  xlsx: ComparedTimes | null;
}

/** xlsx files above this are not measured. */
const MOST_XLSX_ROWS = 100_000;
const LOOK_MS = 10;
const WARM_UP_ROWS = 1000;

/**
 * Imports a csv file of so many rows, then one that differs in a hundredth, then that one again, each planned and
 * committed in a process of its own; between the first and the second a bare COPY writes the lines of the first.
 * @param dataDir for the files
 */
export async function measureImport(dataDir: string, rows: number, runs: number): Promise<ImportFigures> {
  const folder = fs.mkdtempSync(path.join(dataDir, "import-"));
  const file = (name: string, bytes: Buffer) => {
    fs.writeFileSync(path.join(folder, name), bytes);
    return path.join(folder, name);
  };
  const csv = file("first.csv", importCsv(rows));
  const changed = file("changed.csv", importCsv(rows, { changed: true }));
  const xlsx = rows <= MOST_XLSX_ROWS ? file("first.xlsx", await importXlsx(rows)) : null;
  const server = startServer();
  try {
    await empty();
    await importOnce(server, file("small.csv", importCsv(WARM_UP_ROWS)));
    const all: (Record<"first" | "changed" | "unchanged", ComparedTimes> & { copyMs: number })[] = [];
    for (let run = 0; run < runs; run++) {
      await empty();
      const first = await importOnce(server, csv);
      const copyMs = await copyAgain(path.join(folder, "lines"), rows);
      all.push({
        copyMs,
        first: against(copyMs, first),
        changed: against(copyMs, await importOnce(server, changed)),
        unchanged: against(copyMs, await importOnce(server, changed)),
      });
    }
    const copyMs = median(all.map((one) => one.copyMs));
    await empty();
    return {
      rows,
      runs,
      copyMs,
      first: medians(all.map((one) => one.first)),
      changed: medians(all.map((one) => one.changed)),
      unchanged: medians(all.map((one) => one.unchanged)),
      xlsx: xlsx === null ? null : against(copyMs, await importOnce(server, xlsx)),
    };
  } finally {
    if (server.connected) server.disconnect();
    fs.rmSync(folder, { recursive: true });
  }
}

function startServer(): ChildProcess {
  return fork("bench/import-worker.ts", {
    execArgv: ["--conditions=react-server", "--import", "tsx"],
    env: { ...process.env, PORTAL_LOG: "stderr" },
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
}

/** @returns id of the import */
function ask(server: ChildProcess, task: Task): Promise<number> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error("the importing process has ended"));
    server.once("exit", ended);
    server.once("message", (id) => {
      server.off("exit", ended);
      resolve(id as number);
    });
    server.send(task);
  });
}

async function empty(): Promise<void> {
  await pool().query("TRUNCATE imports, import_files, referensi_ahspreferensi RESTART IDENTITY CASCADE");
}

async function importOnce(server: ChildProcess, file: string): Promise<ImportTimes> {
  const [times, peak] = await watchMemory(server.pid as number, async () => {
    const begun = performance.now();
    const id = await ask(server, { do: "receive", file, choices: { layout: "block" } });
    const running = ask(server, { do: "run", id });
    await until(id, "analysis IS NOT NULL OR error_code IS NOT NULL");
    const read = performance.now();
    await running;
    const planned = performance.now();
    await expectState(id, "open");
    await commitImport(id, randomUUID());
    const committing = ask(server, { do: "run", id });
    await until(id, "state = 'committed' OR error_code IS NOT NULL");
    const committed = performance.now();
    await committing;
    const ended = performance.now();
    await expectState(id, "committed");
    return {
      readMs: read - begun,
      planMs: planned - read,
      commitMs: committed - planned,
      refreshMs: ended - committed,
    };
  });
  return { ...times, peak };
}

async function expectState(id: number, expected: string): Promise<void> {
  const { rows } = await pool().query<{ state: string; error_code: string | null }>(
    "SELECT state, error_code FROM imports WHERE id = $1",
    [id],
  );
  const { state, error_code } = rows[0] as { state: string; error_code: string | null };
  if (state !== expected || error_code) throw new Error(`import ${id} is ${state}, not ${expected}: ${error_code}`);
}

async function until(id: number, condition: string): Promise<void> {
  for (;;) {
    const { rows } = await pool().query<{ met: boolean }>(`SELECT ${condition} AS met FROM imports WHERE id = $1`, [
      id,
    ]);
    if (rows[0]?.met) return;
    await sleep(LOOK_MS);
  }
}

/** Takes the lines out and writes the very same again with one COPY. @returns how long that took */
async function copyAgain(file: string, expected: number): Promise<number> {
  const columns = await pool().query<{ names: string }>(
    "SELECT string_agg(attname, ', ' ORDER BY attnum) AS names FROM pg_attribute WHERE attrelid = 'referensi_rincianreferensi'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
  );
  const target = `referensi_rincianreferensi (${columns.rows[0]?.names})`;
  const client = await pool().connect();
  try {
    await pipeline(client.query(copyTo(`COPY ${target} TO STDOUT`)), fs.createWriteStream(file));
    await client.query("TRUNCATE referensi_rincianreferensi");
    const copyMs = await time(() =>
      pipeline(
        fs.createReadStream(file, { highWaterMark: 1 << 20 }),
        client.query(copyFrom(`COPY ${target} FROM STDIN`)),
      ),
    );
    const { rows } = await client.query<{ n: number }>("SELECT count(*)::int AS n FROM referensi_rincianreferensi");
    if (rows[0]?.n !== expected) throw new Error(`the import wrote ${rows[0]?.n} rows instead of ${expected}`);
    return copyMs;
  } finally {
    client.release();
  }
}

function against(copyMs: number, times: ImportTimes): ComparedTimes {
  return { ...times, planRatio: times.planMs / copyMs, commitRatio: times.commitMs / copyMs };
}

function medians(all: ComparedTimes[]): ComparedTimes {
  const of = (value: (one: ComparedTimes) => number) => median(all.map(value));
  return {
    readMs: of((one) => one.readMs),
    planMs: of((one) => one.planMs),
    commitMs: of((one) => one.commitMs),
    refreshMs: of((one) => one.refreshMs),
    planRatio: of((one) => one.planRatio),
    commitRatio: of((one) => one.commitRatio),
    peak: { ownBytes: of((one) => one.peak.ownBytes), childBytes: of((one) => one.peak.childBytes) },
  };
}
