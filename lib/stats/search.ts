import sql, { join, type Sql } from "sql-template-tag";
import { codeBegins, conditions, hasWords, identifier, where } from "@/lib/table/sql";
import { SEARCH_LIMIT, SHORT_WORD_LIMIT } from "./limits";
import { liveStats } from "./live";
import { CELL, cells, type From, unchanged } from "./moment";
import { CELL_KINDS, type CellFilter, type StatsQuery, searched, setFilters } from "./query";
import { isShort, KEY, keysOfView, LIMIT, overview, Q, text, wayOfView } from "./search-ways";
import { statsTable } from "./spec";

/**
 * What a search finds: the first SEARCH_LIMIT matching AHSP in the order of the codes, after the other filters. Words
 * without three letters or digits in a row, which no index finds, are looked for in the names of the first
 * SHORT_WORD_LIMIT AHSP only, unless the filters leave no more than these; codes are always looked for in all.
 */

/**
 * What the choices of a filter are counted in; `partial`: whether that is only a part of what matches, so that there is
 * nothing to count, and the choices are those of all AHSP (`all_cells`).
 */
export function choicesFound(query: StatsQuery, filter: CellFilter): { among: Sql; partial: Sql } {
  const name = nameWithout(query.filters[filter] === undefined ? undefined : filter);
  const more = sql`(SELECT count(*) > ${SEARCH_LIMIT} FROM ${name("found")})`;
  return { among: name("cells"), partial: sql`(${more} OR ${wasBounded(query, name("way"))})` };
}

function nameWithout(filter: CellFilter | undefined): (what: string) => Sql {
  return (what) => identifier(filter ? `${what}_without_${filter}` : what);
}

/**
 * CTEs: `found` (keys, one more than SEARCH_LIMIT if there are more), `stats` (its rows as they are at this moment) and
 * `cells` (lib/stats/moment.ts); `cells_without_…` for each filter that is set.
 */
export function searchSql(query: StatsQuery, from: From): Sql {
  const sets = [undefined, ...setFilters(query)].map((except) => set(query, from, except));
  return join([from === "view" ? overview(query) : everyone(query), ...sets]);
}

/** Were the words looked for in the first AHSP only? */
export function wasBounded(query: StatsQuery, way = sql`way`): Sql {
  return isShort(query) ? sql`(SELECT way = 'walk' FROM ${way})` : sql`FALSE`;
}

function set(query: StatsQuery, from: From, except?: CellFilter): Sql {
  const name = nameWithout(except);
  const filters = conditions(statsTable, query, { kinds: CELL_KINDS, except });
  const way = sql`(SELECT way FROM ${name("way")})`;
  const keys = from === "view" ? keysOfView(query, filters, way, except) : keysOfLive(query, filters, way);
  const ids = sql`SELECT ahsp_id FROM ${name("found")} ORDER BY ${KEY} LIMIT ${SEARCH_LIMIT}::int`;
  const rows =
    from === "view"
      ? sql`
        SELECT * FROM referensi_ahsp_stats WHERE ahsp_id = ANY (ARRAY(${ids})) AND ${unchanged}
        UNION ALL SELECT * FROM fresh WHERE ahsp_id IN (${ids})`
      : sql`SELECT * FROM everyone WHERE ahsp_id IN (${ids})`;
  return sql`
    ${name("way")} AS MATERIALIZED (${from === "view" ? wayOfView(query, filters, except) : wayOfLive(query, filters)}),
    ${name("found")} AS MATERIALIZED (${keys} ORDER BY ${KEY} LIMIT ${LIMIT}),
    ${name("stats")} AS MATERIALIZED (${rows}),
    ${cells(name("stats"), name("cells"))}`;
}

/** `everyone`: all AHSP that may be found, aggregated live; `place` in the order of the codes where it matters. */
function everyone(query: StatsQuery): Sql {
  const allCells = (from: Sql) => sql`all_cells AS MATERIALIZED (SELECT 1 AS ahsp, ${CELL} FROM ${from})`;
  if (isShort(query))
    return sql`everyone AS MATERIALIZED (
      SELECT *, row_number() OVER (ORDER BY ${KEY}) AS place FROM ${liveStats()} AS live), ${allCells(sql`everyone`)}`;
  const ids = sql`SELECT id FROM referensi_ahspreferensi ${where(searched(query) ?? [])}`;
  return sql`everyone AS MATERIALIZED (SELECT * FROM ${liveStats(ids)} AS live), ${allCells(sql`${liveStats()} AS live`)}`;
}

function wayOfLive(query: StatsQuery, filters: Sql[]): Sql {
  if (!isShort(query)) return sql`SELECT 'words' AS way`;
  return sql`SELECT CASE WHEN count(*) <= ${SHORT_WORD_LIMIT} THEN 'cells' ELSE 'walk' END AS way FROM everyone ${where(filters)}`;
}

function keysOfLive(query: StatsQuery, filters: Sql[], way: Sql): Sql {
  const [code, words] = [codeBegins(Q, text(query)), hasWords(Q, text(query))];
  const near = isShort(query) ? sql`(${way} = 'cells' OR place <= ${SHORT_WORD_LIMIT}::int)` : sql`TRUE`;
  return sql`SELECT ${KEY} FROM everyone ${where(filters, sql`(${code} OR (${words} AND ${near}))`)}`;
}
