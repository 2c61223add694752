import { isDeepStrictEqual } from "node:util";
import type pg from "pg";
import sql, { type Sql } from "sql-template-tag";
import { asPortal } from "@/bench/data";
import { type Comparison, compare } from "@/bench/measure";
import { keptPlan } from "@/lib/db/kept-plan";
import { codePage } from "@/lib/stats/code-order";
import { liveStats } from "@/lib/stats/live";
import { changedSince } from "@/lib/stats/moment";
import { statsPageSql } from "@/lib/stats/page-sql";
import { matching, readingOf, type StatsQuery } from "@/lib/stats/query";
import { statsTable } from "@/lib/stats/spec";
import { isRelevance, keyOf } from "@/lib/table/order";
import { identifier, orderBy, where } from "@/lib/table/sql";
import { parseQuery, type SearchParams, serialiseQuery } from "@/lib/table/url";

/** The pages that are measured; "at 90 %" stands for nine tenths of what is filtered. */
const PAGES: Record<string, SearchParams> = {
  first: {},
  "at 90 %": {},
  "one sumber": { sumber: "Edisi 1" },
  "one sumber, at 90 %": { sumber: "Edisi 1" },
  "sumber and klasifikasi, at 90 %": { sumber: "Edisi 1", klasifikasi: "Bidang 2" },
  "no klasifikasi, at 90 %": { klasifikasi: "~" },
  "any anomaly, at 90 %": { anomali: "any" },
  "a rare word": { q: "tipe 4321" },
  "frequent words": { q: "bata merah" },
  "frequent words, best match first": { q: "bata merah", sort: "relevance" },
  "two frequent words": { q: "dinding beton" },
  "inside a word": { q: "eto" },
  "a word and a sumber": { q: "granit", sumber: "Edisi 1" },
  "a word and any anomaly": { q: "granit", anomali: "any" },
  "a short word": { q: "m2" },
  "a word of all names and a short one of none": { q: "tipe zz" },
  "beginning of a code": { q: "5.7.4" },
};

/** Pairs of the reference bench, as far as time allows: so short a read swings with whatever else the machine does. */
const REFERENCE_RUNS = 51;

/** One page, of whose rows the live aggregate and the plain view give nothing but the rows and their number. */
export interface PageRead {
  name: string;
  /** matching AHSP; of a search those that it looks at */
  total: number;
  /** The aggregate over the base tables (slow) against ours; null where it was not asked for. */
  live: Comparison | null;
  /** count(*) and OFFSET on the view (slow) against ours. */
  view: Comparison | null;
  /** Ours here (slow) against ours at the smallest size, in turn. */
  growth: Comparison;
}

export interface Reads {
  cells: number;
  /** count and first three rows with all statistics: live against ours */
  reference: Comparison;
  /** the same against the materialized view's own query run live: the quickest aggregate that is known */
  ownQuery: Comparison;
  /** nothing changed since the snapshot */
  calm: PageRead[];
  /** 200 AHSP changed since, here and at the smallest size */
  changed: PageRead[];
  /** pages whose answer is not that of the live aggregate; 0 = equal */
  differences: number;
}

/** The materialized view's definition as a plain view, which the planner works out at each read. */
const OWN_QUERY = `DO $$ BEGIN
  EXECUTE 'CREATE OR REPLACE VIEW bench_own_query AS ' || pg_get_viewdef('referensi_ahsp_stats'::regclass);
END $$`;

/** Stands for a plain view: the same rows, with indexes of their order and of what is filtered by most. */
const PLAIN_VIEW = `
  DROP TABLE IF EXISTS bench_view;
  CREATE TABLE bench_view AS SELECT * FROM referensi_ahsp_stats;
  CREATE INDEX ON bench_view (kode_urut, sumber, ahsp_id);
  CREATE INDEX ON bench_view (sumber);
  CREATE INDEX ON bench_view (klasifikasi);
  VACUUM ANALYZE bench_view`;

/**
 * Count and first rows of the view brought to this moment, from the parts of the portal's own statement. The count is
 * the sum of the cells, less what changed since the snapshot, plus what is true of that now.
 */
function countAndFirst(rows: number): Sql {
  const query = { ...parseQuery(statsTable, {}), size: rows as StatsQuery["size"] };
  return sql`${keptPlan}
    WITH ${changedSince}, page AS (${codePage(query, readingOf(query, sql`NULL`))})
    SELECT (SELECT json_agg(page) FROM page) AS rows,
      (SELECT sum(ahsp) FROM referensi_ahsp_facets WHERE facet = 'anomali') - (SELECT count(*) FROM replaced)
        + (SELECT count(*) FROM fresh) AS count`;
}

export async function measureReference(client: pg.Client): Promise<Pick<Reads, "cells" | "reference" | "ownQuery">> {
  await client.query(OWN_QUERY);
  const ours = () => client.query(asPortal(countAndFirst(3)));
  const plain = (source: Sql) => async () => {
    await client.query(sql`SELECT count(*) FROM ${source} AS stats`);
    await client.query(sql`SELECT * FROM ${source} AS stats ORDER BY kode_ahsp, ahsp_id LIMIT 3`);
  };
  const { rows } = await client.query("SELECT count(*)::int AS cells FROM referensi_ahsp_facets WHERE facet = 'cell'");
  return {
    cells: rows[0].cells,
    reference: await compare(plain(liveStats()), ours, REFERENCE_RUNS),
    ownQuery: await compare(plain(identifier("bench_own_query")), ours, REFERENCE_RUNS),
  };
}

/**
 * Every page here and at the smallest size, in turn.
 * @param against whether the live aggregate and the plain view are measured too
 */
export async function measurePagesSql(
  here: pg.Client,
  smallest: pg.Client,
  runs: number,
  against: boolean,
): Promise<PageRead[]> {
  const pages: PageRead[] = [];
  if (against) for (const statement of PLAIN_VIEW.split(";")) await here.query(statement);
  for (const name of Object.keys(PAGES)) {
    const [query, least] = [await pageOf(here, name), await pageOf(smallest, name)];
    const ours = () => answer(here, query);
    const { totals, before } = await ours();
    const plain = (source: Sql) => () => countAndOffset(here, source, query, before as number);
    const compared = async (source: Sql) => (against ? compare(plain(source), ours, runs) : null);
    pages.push({
      name,
      total: (totals as { ahsp: number }).ahsp,
      live: await compared(liveStats()),
      view: await compared(identifier("bench_view")),
      growth: await compare(ours, () => answer(smallest, least), runs),
    });
  }
  if (against) await here.query("DROP TABLE bench_view");
  return pages;
}

/** Pages whose answer is not that of the live aggregate, of so many. */
export async function differingPages(
  client: pg.Client,
  names: readonly string[] = Object.keys(PAGES),
): Promise<number> {
  let differing = 0;
  for (const name of names) {
    const query = await pageOf(client, name);
    const page = async (from: "view" | "live") => {
      const { rows, before, totals, facets, capped, bounded } = await answer(client, query, from);
      return { rows, before, totals, facets, capped, bounded };
    };
    const [view, live] = [await page("view"), await page("live")];
    if (!isDeepStrictEqual(view, live)) differing++;
  }
  return differing;
}

/** The page at nine tenths of everything, as the search part of its URL. */
export async function deepPage(client: pg.Client): Promise<string> {
  return serialiseQuery(statsTable, await pageOf(client, "at 90 %")).slice(1);
}

async function pageOf(client: pg.Client, name: string): Promise<StatsQuery> {
  const query = parseQuery(statsTable, PAGES[name] as SearchParams);
  if (!name.endsWith("at 90 %")) return query;
  const matched = sql`FROM referensi_ahsp_stats ${where(matching(query))}`;
  const { rows } = await client.query(sql`
    SELECT * ${matched} ${orderBy(statsTable, query.sort)} OFFSET (SELECT count(*) * 9 / 10 ${matched}) LIMIT 1`);
  return { ...query, place: { at: "after", key: keyOf(statsTable, query.sort, rows[0]) } };
}

/** Page, totals, choices and place: the portal's one statement. */
async function answer(
  client: pg.Client,
  query: StatsQuery,
  from: "view" | "live" = "view",
): Promise<Record<string, unknown>> {
  return (await client.query(asPortal(statsPageSql(query, from)))).rows[0];
}

/** What is written first: a count and a page by OFFSET, without totals, choices, or what changed since the snapshot. */
async function countAndOffset(client: pg.Client, source: Sql, query: StatsQuery, offset: number): Promise<void> {
  const matched = sql`FROM ${source} AS stats ${where(matching(query))}`;
  // How well a row matches is no column; by code is what is written first.
  const sort = isRelevance(statsTable, query.sort) ? statsTable.defaultSort : query.sort;
  await client.query(sql`SELECT count(*) ${matched}`);
  await client.query(
    sql`SELECT * ${matched} ${orderBy(statsTable, sort)} LIMIT ${query.size}::int OFFSET ${offset}::int`,
  );
}
