import { isDeepStrictEqual } from "node:util";
import pg from "pg";
import sql, { type Sql } from "sql-template-tag";
import { type Comparison, compare, median, time } from "@/bench/measure";
import { liveStats } from "@/lib/stats/live";
import { statsPageSql } from "@/lib/stats/page-sql";
import { statsTable } from "@/lib/stats/spec";
import { identifier } from "@/lib/table/sql";
import { parseQuery } from "@/lib/table/url";
import type { UsedMode } from "@/lib/views/types";

export const RINCIAN_PER_AHSP = 3;

/** The materialized view's definition as a plain view, which the planner works out at each read. */
const OWN_QUERY = `DO $$ BEGIN
  EXECUTE 'CREATE OR REPLACE VIEW bench_own_query AS ' || pg_get_viewdef('referensi_ahsp_stats'::regclass);
END $$`;

export interface StatisticsFigures {
  ahsp: number;
  rincian: number;
  /** count(*) and the first 3 rows with all statistics: live against the view */
  first: Comparison;
  /** the same against the view's own query run live: the quickest aggregate that is known */
  firstOwnQuery: Comparison;
  /** a filtered page of 50 with totals and facets: live against the view */
  page: Comparison;
  refreshMs: { standard: number; concurrently: number };
  /** rows that the view and the live aggregate do not share, and 1 more if the filtered page differs; 0 = equal */
  differences: number;
}

/** Fills the tables with `ahsp` jobs of three lines each, all in SQL, and measures reads and refreshes. */
export async function measureStatistics(url: string, ahsp: number, runs: number): Promise<StatisticsFigures> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await fill(client, ahsp);
    const view = identifier(statsTable.relation);
    const live = liveStats();
    await client.query(OWN_QUERY);
    const ownQuery = identifier("bench_own_query");
    const query = parseQuery(statsTable, { sumber: "Edisi 1", klasifikasi: "Bina Marga" });
    const read = (source: Sql) => async () => {
      await client.query(sql`SELECT count(*) FROM ${source} AS stats`);
      await client.query(sql`SELECT * FROM ${source} AS stats ORDER BY kode_ahsp, ahsp_id LIMIT 3`);
    };
    const page = (from: "view" | "live") => () => client.query(statsPageSql(query, from));
    const refresh = (mode: UsedMode) => () =>
      client.query("SELECT refresh_view('referensi_ahsp_stats', $1, 'command', NULL)", [mode]);
    const refreshes: [number, number][] = [];
    for (let run = 0; run < Math.min(runs, 5); run++)
      refreshes.push([await time(refresh("standard")), await time(refresh("concurrently"))]);
    const differing = await client.query<{ n: number }>(sql`
      SELECT count(*)::int AS n FROM (
        (SELECT * FROM ${view} EXCEPT ALL SELECT * FROM ${live} AS live)
        UNION ALL (SELECT * FROM ${live} AS live EXCEPT ALL SELECT * FROM ${view})
      ) AS differing`);
    const [fromView, fromLive] = [await page("view")(), await page("live")()];
    const answer = ({ changes: _, ...page }: Record<string, unknown>) => page;
    const samePage = isDeepStrictEqual(answer(fromView.rows[0]), answer(fromLive.rows[0]));
    return {
      ahsp,
      rincian: ahsp * RINCIAN_PER_AHSP,
      first: await compare(read(live), read(view), runs),
      firstOwnQuery: await compare(read(ownQuery), read(view), runs),
      page: await compare(page("live"), page("view"), runs),
      refreshMs: { standard: median(refreshes.map(([a]) => a)), concurrently: median(refreshes.map(([, b]) => b)) },
      differences: (differing.rows[0]?.n ?? 1) + (samePage ? 0 : 1),
    };
  } finally {
    await client.end();
  }
}

/** Fills the tables as measureStatistics does, with `lines` rincian for each AHSP. */
export async function fillStatistics(url: string, ahsp: number, lines = RINCIAN_PER_AHSP): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await fill(client, ahsp, lines).finally(() => client.end());
}

/** About 1 % zero coefficients and missing units, five editions, three klasifikasi. */
async function fill(client: pg.Client, ahsp: number, lines = RINCIAN_PER_AHSP): Promise<void> {
  await client.query("TRUNCATE referensi_ahspreferensi, referensi_rincianreferensi RESTART IDENTITY");
  await client.query(
    `INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, klasifikasi, sub_klasifikasi, satuan, sumber)
     SELECT (n % 9 + 1) || '.' || (n / 9 % 20 + 1) || '.' || n, 'Pemasangan 1 m2 dinding bata merah tipe ' || n,
       (ARRAY['Cipta Karya', 'Bina Marga', 'Sumber Daya Air'])[n % 3 + 1], 'Bab ' || n % 12 + 1, 'm2', 'Edisi ' || n % 5 + 1
     FROM generate_series(1, $1::int) AS n`,
    [ahsp],
  );
  await client.query(
    `INSERT INTO referensi_rincianreferensi (ahsp_id, urutan, kategori, kode_item, uraian_item, satuan_item, koefisien)
     SELECT a.id, line, (ARRAY['TK', 'BHN', 'ALT'])[(line - 1) % 3 + 1], 'I.' || line, 'Item ' || line,
       CASE WHEN (a.id * 3 + line) % 97 = 0 THEN ' ' ELSE 'OH' END,
       CASE WHEN (a.id * 3 + line) % 101 = 0 THEN 0 ELSE (a.id % 1000 + 1) / 1000.0 END
     FROM referensi_ahspreferensi a, generate_series(1, $1::int) AS line`,
    [lines],
  );
  await client.query("VACUUM ANALYZE referensi_ahspreferensi, referensi_rincianreferensi");
}
