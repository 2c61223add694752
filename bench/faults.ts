import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { pool } from "@/lib/db/pool";
import { commitImport } from "@/lib/imports/open";
import { receiveUpload } from "@/lib/imports/receive";
import { runImport } from "@/lib/imports/run";
import { generator, sampleFile } from "@/lib/sample/generate";

export interface FaultFigures {
  /** kill -9 of the importing process just before each statement of a commit, and at random moments. */
  processKills: Tally & { statements: number };
  /** kill -9 of the database's process that writes, at random moments: PostgreSQL restarts all of its own. */
  databaseKills: Tally;
}

interface Tally {
  kills: number;
  /** The tables were then as before, or as after the commit. */
  before: number;
  after: number;
  /** Neither: must be 0. */
  between: number;
  /** Imports that did not end committed when they were taken up again: must be 0. */
  stuck: number;
}

const RANDOM_KILLS = 50;
const DATABASE_KILLS = 20;
const AHSP = 400;
const RINCIAN = 1200;
const CONNECT_MS = 10_000;

/** Kills what commits an import, again and again, and looks at what is left. @param seed of the random moments */
export async function measureFaults(seed = 1): Promise<FaultFigures> {
  const random = generator(seed);
  const known = await undisturbed();
  const processKills = { ...none(), statements: known.statements };
  for (let n = 0; n < known.statements; n++) await attempt(processKills, known, async () => {}, String(n));
  for (let n = 0; n < RANDOM_KILLS; n++) {
    await attempt(processKills, known, async (worker) => {
      await sleep(random() * known.ms * 1.2);
      worker.kill("SIGKILL");
    });
  }
  const databaseKills = none();
  for (let n = 0; n < DATABASE_KILLS; n++) {
    await attempt(databaseKills, known, async (worker) => {
      await sleep(random() * known.ms);
      await killWriter();
      await Promise.race([once(worker, "exit"), sleep(3000)]);
      worker.kill("SIGKILL");
    });
  }
  return { processKills, databaseKills };
}

interface Known {
  before: string;
  after: string;
  statements: number;
  ms: number;
}

/** One commit that nobody disturbs: what the tables hold before and after, and how long it takes. */
async function undisturbed(): Promise<Known> {
  const id = await prepare();
  const before = await hash();
  const worker = startWorker(id);
  let output = "";
  worker.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  const ended = once(worker, "exit");
  await once(worker.stdout, "data");
  const started = performance.now();
  await ended;
  const known = {
    before,
    after: await hash(),
    statements: Number(output.trim().split("\n").at(-1)),
    ms: performance.now() - started,
  };
  if (known.after === before || !Number.isInteger(known.statements))
    throw new Error("the import of the faults changes nothing");
  return known;
}

function none(): Tally {
  return { kills: 0, before: 0, after: 0, between: 0, stuck: 0 };
}

/** One import that changes half of what is stored, up to the moment of its commit. */
async function prepare(): Promise<number> {
  await query("TRUNCATE referensi_ahspreferensi, referensi_rincianreferensi RESTART IDENTITY");
  const upload = { choices: {}, via: "sample" as const, actor: null };
  const file = sampleFile({ ahsp: AHSP, rincian: RINCIAN });
  const first = await receiveUpload({
    ...upload,
    goal: "commit",
    bytes: file,
    fileName: "a.csv",
    uploadKey: randomUUID(),
  });
  await runImport(first);
  const changed = Buffer.from(file.toString().replaceAll(/;0,(\d{4})\n/g, ";0,9$1\n"));
  const id = await receiveUpload({
    ...upload,
    goal: "plan",
    bytes: changed,
    fileName: "b.csv",
    uploadKey: randomUUID(),
  });
  await runImport(id);
  await commitImport(id, randomUUID());
  return id;
}

async function attempt(
  tally: Tally,
  known: Known,
  kill: (worker: ReturnType<typeof startWorker>) => Promise<unknown>,
  statement?: string,
): Promise<void> {
  const id = await prepare();
  const worker = startWorker(id, statement);
  const ended = once(worker, "exit");
  await Promise.race([once(worker.stdout, "data"), ended]);
  await kill(worker);
  await ended;
  tally.kills++;
  const left = await hash();
  if (left === known.before) tally.before++;
  else if (left === known.after) tally.after++;
  else tally.between++;
  // As the portal does when it starts again; the database may take the dead process for alive for a moment.
  const taken = await whenConnected(async () => {
    if (!(await runImport(id))) throw new Error("another process is at it");
  }).then(
    () => true,
    () => false,
  );
  const { rows } = await query("SELECT state, finished_at IS NOT NULL AS ended FROM imports WHERE id = $1", [id]);
  const done = taken && rows[0]?.state === "committed" && rows[0]?.ended && (await hash()) === known.after;
  if (!done) tally.stuck++;
}

/** kill -9 of the database process that serves the import. */
async function killWriter(): Promise<void> {
  const { rows } = await query(
    `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid <> pg_backend_pid() LIMIT 1`,
  );
  if (rows[0]) process.kill(rows[0].pid as number, "SIGKILL");
}

function startWorker(id: number, statement?: string) {
  const args = ["--conditions=react-server", "--import", "tsx", "bench/faults-worker.ts", String(id)];
  return spawn(process.execPath, statement === undefined ? args : [...args, statement], {
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, PORTAL_LOG: "stderr" },
  });
}

/** Content of both tables without ids, which differ from run to run. */
async function hash(): Promise<string> {
  const { rows } = await whenConnected(() =>
    query(`SELECT md5(coalesce(string_agg(a.sumber || a.kode_ahsp || a.nama_ahsp || coalesce(l.lines, ''), '|' ORDER BY a.sumber, a.kode_ahsp), '')) AS md5
      FROM referensi_ahspreferensi a LEFT JOIN (
        SELECT ahsp_id, string_agg(urutan || kategori || uraian_item || coalesce(satuan_item, '') || koefisien, ',' ORDER BY urutan, id) AS lines
        FROM referensi_rincianreferensi GROUP BY ahsp_id) AS l ON l.ahsp_id = a.id`),
  );
  return rows[0]?.md5 as string;
}

function query(text: string, values: unknown[] = []) {
  return pool().query<Record<string, unknown>>(text, values);
}

/** After a crash the database needs a moment, and the connections of before are broken. */
async function whenConnected<T>(work: () => Promise<T>): Promise<T> {
  const until = performance.now() + CONNECT_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (performance.now() > until) throw error;
      await sleep(200);
    }
  }
}
