import type pg from "pg";
import sql from "sql-template-tag";
import { median } from "@/bench/measure";
import { type Effort, effortMeter } from "@/bench/processor";
import { liveStats } from "@/lib/stats/live";

const VIEW = "referensi_ahsp_stats";
const LINES = "referensi_rincianreferensi";
/** Of a hundred AHSP, how many change before a concurrent refresh. */
const SHARES = [0, 1, 10, 100];

/** Large refreshes take long: few pairs are enough for their ratio, and beyond this there is no further one. */
const MOST_PAIRS = 5;
const MOST_MS = 90_000;

/** Bare refreshes of the reference definition with its four indexes, and of the view with all that it has, in turn. */
export interface BareRefreshes {
  pairs: number;
  reference: Effort;
  view: Effort;
  /** view / reference, median of the pairs */
  ratio: { ms: number; cpu: number | null };
}

export interface RefreshFigures extends BareRefreshes {
  /** the same, the lines no longer in the order of their AHSP */
  scattered: BareRefreshes;
  /** refresh_view: with analysing, counting, logging and proof. */
  standard: Effort;
  concurrently: (Effort & { changedPercent: number })[];
  /** Part of the refresh that compared `rows` with the tables. */
  proof: { ms: number; rows: number; differences: number };
}

/** Refreshes of the statistics of what the tables hold; changes the satuan of every AHSP, and scatters the lines. */
export async function measureRefresh(client: pg.Client, runs: number): Promise<RefreshFigures> {
  const effort = await effortMeter(client);
  const run = (text: string) => effort(() => client.query(text));
  await makeReference(client);
  await run("REFRESH MATERIALIZED VIEW bench_reference");
  await run(`SELECT refresh_view('${VIEW}', 'standard')`);
  const bare = await bareRefreshes(client, runs, run);
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
  await scatterLines(client);
  const scattered = await bareRefreshes(client, runs, run);
  await client.query("DROP MATERIALIZED VIEW bench_reference");
  return { ...bare, scattered, standard, concurrently, proof: rows[0] };
}

async function bareRefreshes(
  client: pg.Client,
  runs: number,
  run: (text: string) => Promise<Effort>,
): Promise<BareRefreshes> {
  const settings = await refreshSettings(client);
  const refreshView = async () => {
    await client.query(
      "SELECT set_config(name, value, false) FROM unnest($1::text[], $2::text[]) AS own (name, value)",
      [settings.map(({ name }) => name), settings.map(({ value }) => value)],
    );
    const effort = await run(`REFRESH MATERIALIZED VIEW ${VIEW}`);
    for (const { name } of settings) await client.query(`RESET ${name}`);
    return effort;
  };
  const references: Effort[] = [];
  const views: Effort[] = [];
  const until = performance.now() + MOST_MS;
  for (let turn = 0; turn < Math.min(runs, MOST_PAIRS) && (turn === 0 || performance.now() < until); turn++) {
    references.push(await run("REFRESH MATERIALIZED VIEW bench_reference"));
    views.push(await refreshView());
  }
  const pairs = references.map((reference, index) => [reference, views[index] as Effort] as const);
  const cpu = pairs.flatMap(([a, b]) => (a.cpuMs && b.cpuMs ? [b.cpuMs / a.cpuMs] : []));
  return {
    pairs: pairs.length,
    reference: middle(references),
    view: middle(views),
    ratio: { ms: median(pairs.map(([a, b]) => b.ms / a.ms)), cpu: cpu.length > 0 ? median(cpu) : null },
  };
}

/** What `refresh_view` sets while a refresh runs; the reference runs with what the server has. */
async function refreshSettings(client: pg.Client): Promise<{ name: string; value: string }[]> {
  const { rows } = await client.query<{ name: string; value: string }>(
    `SELECT split_part(setting, '=', 1) AS name, substr(setting, strpos(setting, '=') + 1) AS value
     FROM pg_proc, unnest(proconfig) AS setting WHERE proname = 'refresh_one_view'`,
  );
  return rows;
}

/** As edits and imports leave the lines after years: those of an AHSP lie anywhere in the table. */
async function scatterLines(client: pg.Client): Promise<void> {
  await client.query(`CREATE INDEX bench_scattered ON ${LINES} (hashint4(id))`);
  await client.query(`CLUSTER ${LINES} USING bench_scattered`);
  await client.query("DROP INDEX bench_scattered");
  await client.query(`VACUUM ANALYZE ${LINES}`);
}

/** The definition that says it most plainly, with four plain indexes. */
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
