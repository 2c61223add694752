import pg from "pg";
import sql from "sql-template-tag";
import { median } from "@/bench/measure";
import { type Effort, effortMeter } from "@/bench/processor";
import { fillStatistics } from "@/bench/statistics";
import { liveStats } from "@/lib/stats/live";

const VIEW = "referensi_ahsp_stats";
const LINES_PER_AHSP = 10;
/** Of a hundred AHSP, how many change before a concurrent refresh. */
const SHARES = [0, 1, 10, 100];

export interface RefreshFigures {
  ahsp: number;
  rincian: number;
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

/** Fills the tables with `ahsp` jobs of ten lines each and measures refreshes of the statistics. */
export async function measureRefresh(url: string, ahsp: number, runs: number): Promise<RefreshFigures> {
  await fillStatistics(url, ahsp, LINES_PER_AHSP);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const effort = await effortMeter(client);
    const run = (text: string) => effort(() => client.query(text));
    await makeReference(client);
    await run("REFRESH MATERIALIZED VIEW bench_reference");
    await run(`SELECT refresh_view('${VIEW}', 'standard')`);
    const pairs: [Effort, Effort][] = [];
    for (let pair = 0; pair < runs; pair++) {
      const reference = await run("REFRESH MATERIALIZED VIEW bench_reference");
      pairs.push([reference, await run(`REFRESH MATERIALIZED VIEW ${VIEW}`)]);
    }
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
      "SELECT duration_ms AS ms, rows, differences FROM view_verifications ORDER BY id DESC LIMIT 1",
    );
    const cpu = pairs.flatMap(([a, b]) => (a.cpuMs && b.cpuMs ? [b.cpuMs / a.cpuMs] : []));
    return {
      ahsp,
      rincian: ahsp * LINES_PER_AHSP,
      reference: middle(pairs.map(([reference]) => reference)),
      view: middle(pairs.map(([, view]) => view)),
      ratio: { ms: median(pairs.map(([a, b]) => b.ms / a.ms)), cpu: cpu.length > 0 ? median(cpu) : null },
      standard,
      concurrently,
      proof: rows[0],
    };
  } finally {
    await client.end();
  }
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
