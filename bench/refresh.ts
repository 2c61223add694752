import type pg from "pg";
import sql from "sql-template-tag";
import { median } from "@/bench/measure";
import { type Effort, effortMeter } from "@/bench/processor";
import { liveStats } from "@/lib/stats/live";

const VIEW = "referensi_ahsp_stats";
/** Of a hundred AHSP, how many change before a concurrent refresh. */
const SHARES = [0, 1, 10, 100];

/** Large refreshes take long: few pairs are enough for their ratio, and beyond this there is no further one. */
const MOST_PAIRS = 5;
const MOST_MS = 60_000;

export interface RefreshFigures {
  /** REFRESH of the reference definition, and of the view, each with the four indexes. */
  reference: Effort;
  view: Effort;
  /** view / reference, medians of pairs taken in turn. */
  ratio: { ms: number; cpu: number | null };
  /** refresh_view: with analysing, counting, logging and proof. */
  standard: Effort;
  concurrently: (Effort & { changedPercent: number })[];
  /** Part of the refresh that compared `rows` with the tables. */
  proof: { ms: number; rows: number; differences: number };
}

/** Refreshes of the statistics of what the tables hold; changes the satuan of every AHSP. */
export async function measureRefresh(client: pg.Client, runs: number): Promise<RefreshFigures> {
  const effort = await effortMeter(client);
  const run = (text: string) => effort(() => client.query(text));
  await makeReference(client);
  await run("REFRESH MATERIALIZED VIEW bench_reference");
  await run(`SELECT refresh_view('${VIEW}', 'standard')`);
  const pairs: [Effort, Effort][] = [];
  const until = performance.now() + MOST_MS;
  for (let pair = 0; pair < Math.min(runs, MOST_PAIRS) && (pair === 0 || performance.now() < until); pair++) {
    const reference = await run("REFRESH MATERIALIZED VIEW bench_reference");
    pairs.push([reference, await run(`REFRESH MATERIALIZED VIEW ${VIEW}`)]);
  }
  await client.query("DROP MATERIALIZED VIEW bench_reference");
  const standard = await run(`SELECT refresh_view('${VIEW}', 'standard')`);
  const concurrently: RefreshFigures["concurrently"] = [];
  for (const changedPercent of SHARES) {
    await client.query("UPDATE referensi_ahspreferensi SET satuan = $1 WHERE id::bigint * 7919 % 100 < $2", [
      `c${changedPercent}`,
      changedPercent,
    ]);
    await client.query("VACUUM referensi_ahspreferensi");
    concurrently.push({ changedPercent, ...(await run(`SELECT refresh_view('${VIEW}', 'concurrently')`)) });
  }
  const { rows } = await client.query(
    `SELECT duration_ms AS ms, rows, differences FROM view_verifications WHERE view = '${VIEW}' ORDER BY id DESC LIMIT 1`,
  );
  const cpu = pairs.flatMap(([a, b]) => (a.cpuMs && b.cpuMs ? [b.cpuMs / a.cpuMs] : []));
  return {
    reference: middle(pairs.map(([reference]) => reference)),
    view: middle(pairs.map(([, view]) => view)),
    ratio: { ms: median(pairs.map(([a, b]) => b.ms / a.ms)), cpu: cpu.length > 0 ? median(cpu) : null },
    standard,
    concurrently,
    proof: rows[0],
  };
}

/** The definition that says it most plainly, with the indexes of the view. */
async function makeReference(client: pg.Client): Promise<void> {
  await client.query(
    sql`CREATE MATERIALIZED VIEW bench_reference AS SELECT * FROM ${liveStats()} AS live WITH NO DATA`,
  );
  await client.query("CREATE UNIQUE INDEX ON bench_reference (ahsp_id)");
  for (const column of ["sumber", "klasifikasi", "kode_ahsp"])
    await client.query(`CREATE INDEX ON bench_reference (${column})`);
}

function middle(efforts: Effort[]): Effort {
  const cpu = efforts.flatMap((one) => (one.cpuMs === null ? [] : [one.cpuMs]));
  return { ms: median(efforts.map((one) => one.ms)), cpuMs: cpu.length > 0 ? median(cpu) : null };
}
