import { isDeepStrictEqual } from "node:util";
import sql, { type Sql } from "sql-template-tag";
import { type Comparison, compare, time } from "@/bench/measure";
import { withPortal } from "@/bench/portal";
import { pool } from "@/lib/db/pool";
import { prisma } from "@/lib/db/prisma";
import { readTechnologies, technologiesSql } from "@/lib/technologies/list";
import { liveTechnologies } from "@/lib/technologies/live";
import type { TechnologyQuery } from "@/lib/technologies/types";

export interface TechnologyFigures {
  companies: number;
  /** elements of all arrays */
  values: number;
  /** rows of the view */
  technologies: number;
  fillMs: number;
  refreshMs: number;
  /** the first page of 25 (26 rows are read): live against the view */
  page: Comparison;
  /** the same, searched for one technology */
  searchFew: Comparison;
  /** the same, searched for what about 1 % of the technologies contain */
  searchMany: Comparison;
  /** rows that these searches find in all */
  found: { few: number; many: number };
  /** the first page of three companies: as built against the bare statement; about 1 */
  company: Comparison;
  /** the API's list while the view is switched off (slow) against on (fast); null where it was not asked for */
  api: Comparison | null;
  /** pages that live and view, or the two of the company filter, do not share, and rows that the view lacks or has too many; 0 = equal */
  differences: number;
}

/** Runs of the quick pair, whose ratio would be noise otherwise. */
const COMPANY_RUNS = 51;
const PAGE: TechnologyQuery = { search: "", companies: [], ordering: "value", limit: 25, offset: 0 };

/**
 * Fills the companies, refreshes the view and measures the list of technologies. Without a time limit: reading many
 * companies live takes as long as it takes.
 * @param distinct technologies that exist, at most; each company uses `perCompany` of them
 * @param runs measured pairs for whatever reads every company
 * @param dataDir to start the portal on, for the API; null: without the API
 */
export async function measureTechnologies(
  companies: number,
  perCompany: number,
  distinct: number,
  runs: number,
  dataDir: string | null,
): Promise<TechnologyFigures> {
  const fillMs = await time(() => fill(companies, perCompany, distinct));
  const refreshMs = await time(refresh);
  const few = { ...PAGE, search: `teknologi ${Math.ceil(distinct / 2)} ` };
  const many = { ...PAGE, search: "GOL07" };
  const named = { ...PAGE, companies: [1, 2, 3].map((n) => `PT ${Math.ceil((companies * n) / 4)}`) };
  const read = (query: TechnologyQuery, from: "view" | "live") => async () =>
    (await pool().query(technologiesSql(query, from))).rows;
  const different = async (query: TechnologyQuery) =>
    isDeepStrictEqual(await read(query, "live")(), await read(query, "view")()) ? 0 : 1;
  const built = async () => (await readTechnologies(named)).results;
  const bare = () => prisma.$queryRaw<unknown[]>(bareSql(named.companies));
  const sameCompany = isDeepStrictEqual(await built(), (await bare()).slice(0, PAGE.limit));
  return {
    companies,
    values: companies * perCompany,
    technologies: await count(sql`SELECT count(*)::int AS n FROM mv_distinct_technologies`),
    fillMs,
    refreshMs,
    page: await compare(read(PAGE, "live"), read(PAGE, "view"), runs),
    searchFew: await compare(read(few, "live"), read(few, "view"), runs),
    searchMany: await compare(read(many, "live"), read(many, "view"), runs),
    found: { few: await foundBy(few), many: await foundBy(many) },
    company: await compare(built, bare, COMPANY_RUNS),
    api: dataDir === null ? null : await measureApi(dataDir, runs),
    differences: (await differingRows()) + (await different(few)) + (await different(many)) + (sameCompany ? 0 : 1),
  };
}

function measureApi(dataDir: string, runs: number): Promise<Comparison> {
  return withPortal(dataDir, ({ get }) => {
    const switched = (on: boolean) => async () => {
      await pool().query(
        `INSERT INTO view_settings (view, off_since) VALUES ('mv_distinct_technologies', CASE WHEN $1 THEN NULL ELSE now() END)
         ON CONFLICT (view) DO UPDATE SET off_since = excluded.off_since`,
        [on],
      );
      await get("/api/v1/technologies");
    };
    return compare(switched(false), switched(true), runs);
  });
}

/** What somebody would write by hand for the companies filter. */
function bareSql(names: readonly string[]): Sql {
  return sql`
    SELECT value, count(DISTINCT c.id)::int AS company_count
    FROM companies c, unnest(c.technologies) AS value
    WHERE c.name = ANY (${names}::text[]) AND NOT is_blank(value)
    GROUP BY value ORDER BY value LIMIT 26`;
}

/** Spread evenly; one element in fifty is blank, one in fifty missing. "gol07" stands in 1 % of the technologies. */
async function fill(companies: number, perCompany: number, distinct: number): Promise<void> {
  await pool().query("TRUNCATE companies, contacts RESTART IDENTITY");
  await pool().query(
    `INSERT INTO companies (name, domain, technologies)
     SELECT 'PT ' || n, 'pt-' || n || '.test', ARRAY(
       SELECT CASE (n + i) % 50 WHEN 0 THEN NULL WHEN 1 THEN ' '
         ELSE 'teknologi ' || which || ' gol' || lpad((which % 100)::text, 2, '0') END
       FROM generate_series(1, $2::int) AS i, LATERAL (SELECT (n::bigint * 7919 + i * 104729) % $3::int AS which) AS chosen)
     FROM generate_series(1, $1::int) AS n`,
    [companies, perCompany, distinct],
  );
  await pool().query("VACUUM ANALYZE companies");
}

/** @throws Error when the refresh failed: it says so in its answer */
async function refresh(): Promise<void> {
  const { rows } = await pool().query<{ outcome: string; error: string | null }>(
    `SELECT (refresh).outcome, (refresh).error FROM refresh_view('mv_distinct_technologies', 'standard', 'command')`,
  );
  if (rows[0]?.outcome !== "ok") throw new Error(`the refresh failed: ${rows[0]?.error}`);
}

const differingRows = () =>
  count(sql`
    WITH live AS MATERIALIZED (SELECT * FROM ${liveTechnologies()} AS live)
    SELECT count(*)::int AS n FROM (
      (SELECT * FROM mv_distinct_technologies EXCEPT ALL SELECT * FROM live)
      UNION ALL (SELECT * FROM live EXCEPT ALL SELECT * FROM mv_distinct_technologies)
    ) AS differing`);

const foundBy = ({ search }: TechnologyQuery) =>
  count(sql`SELECT count(*)::int AS n FROM mv_distinct_technologies WHERE value ILIKE ${`%${search}%`}`);

async function count(statement: Sql): Promise<number> {
  return (await pool().query<{ n: number }>(statement)).rows[0]?.n ?? Number.NaN;
}
