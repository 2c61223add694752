import sql, { empty, type Sql } from "sql-template-tag";
import { keptPlan } from "@/lib/db/kept-plan";
import { isOwnOrder, isRelevance } from "@/lib/table/order";
import { conditions, identifier, identifiers, orderBy, where } from "@/lib/table/sql";
import { iso } from "@/lib/views/state";
import { codePage, countAhead, matchingCells } from "./code-order";
import { inOrder } from "./in-order";
import { SEARCH_LIMIT, SORT_LIMIT } from "./limits";
import { allCells, cells, changedSince, type From, sumsOf, unchanged } from "./moment";
import {
  type Ahead,
  CELL_KINDS,
  type CellFilter,
  matching,
  type Reading,
  ranked,
  readingOf,
  type StatsQuery,
  searched,
  setFilters,
} from "./query";
import { choicesFound, searchSql, wasBounded } from "./search";
import { statsTable } from "./spec";
import { totalColumns } from "./totals";

const ROW = [statsTable.key, ...Object.keys(statsTable.columns), "source_file", "kode_urut"];
export const OPTION_FACETS = ["sumber", "klasifikasi", "sub_klasifikasi"] as const;
const TOTAL = sql`(SELECT ahsp FROM totals)`;

/**
 * One statement for a page with its totals, the counts of the choices, its place, and what changed since the snapshot.
 * @param from the view brought to the moment of asking, or the live aggregate; both give the same
 */
export function statsPageSql(query: StatsQuery, from: From = "view"): Sql {
  const { sums, rows: read, page, count } = parts(query, from);
  const reading = readingOf(query, TOTAL);
  const rows = sql`(SELECT count(*) FROM page)::int`;
  const columns = isRelevance(statsTable, query.sort) ? [...ROW, query.sort.column] : ROW;
  return sql`${isUsual(query) && from === "view" ? keptPlan : empty}
    WITH ${sums}, totals AS MATERIALIZED (
        SELECT ${totalColumns} FROM ${summed(query, from, "anomali")} ${where(conditions(statsTable, query, { kinds: CELL_KINDS }))}),
      ${read} page AS MATERIALIZED (${page(reading)})
    SELECT
      (SELECT row_to_json(totals) FROM totals) AS totals,
      (SELECT coalesce(json_agg(listed), '[]') FROM (
        SELECT ${identifiers(columns)} FROM page ${orderBy(statsTable, query.sort)}) AS listed) AS rows,
      ${reading.before(rows, count)} AS before,
      json_build_object(
        'sumber', ${facet(query, from, "sumber")},
        'klasifikasi', ${facet(query, from, "klasifikasi")},
        'sub_klasifikasi', ${facet(query, from, "sub_klasifikasi")},
        'anomali', ${anomalies(query, from)}) AS facets,
      ${searched(query) ? sql`(SELECT count(*) > ${SEARCH_LIMIT} FROM found)` : sql`FALSE`} AS capped,
      ${searched(query) ? wasBounded(query) : sql`FALSE`} AS bounded,
      ${iso(sql`statement_timestamp()`)} AS "readAt",
      ${from === "view" ? CHANGES : sql`NULL::json`} AS changes`;
}

/** One of the few texts that are asked for most: no filter, the own order, the usual size. */
function isUsual({ filters, sort, size }: StatsQuery): boolean {
  return Object.keys(filters).length === 0 && isOwnOrder(statsTable, sort) && size === statsTable.pageSizes[0];
}

/** What changed since the snapshot, and which rows of the page did. */
const CHANGES = sql`json_build_object(
  'snapshotAt', (SELECT ${iso(sql`started_at`)} FROM view_refreshes
    WHERE view = 'referensi_ahsp_stats' AND outcome = 'ok' ORDER BY id DESC LIMIT 1),
  'everything', EXISTS (SELECT FROM logged WHERE key IS NULL),
  'count', (SELECT count(*) FROM changed),
  'onPage', (SELECT coalesce(json_agg(ahsp_id), '[]') FROM page WHERE ahsp_id IN (SELECT key FROM changed)))`;

interface Parts {
  /** With `cells`. */
  sums: Sql;
  /** After `totals`: what `page` and `count` read. */
  rows: Sql;
  page(reading: Reading): Sql;
  count(ahead: Ahead): Sql;
}

function parts(query: StatsQuery, from: From): Parts {
  if (searched(query)) return { sums: searchSql(query, from), ...sorted(query, STATS) };
  if (from === "live") return { sums: allCells("live"), ...sorted(query, STATS) };
  // With one filter, all that is summed from cells has to match it.
  const only = setFilters(query).length === 1 ? matching(query) : [];
  const sums = sql`${changedSince}, ${cells("view", sql`cells`, only)}, ${matchingCells(query)}`;
  if (!isOwnOrder(statsTable, query.sort)) return { sums, ...sorted(query, mergedOfCells(query)) };
  return {
    sums,
    rows: empty,
    page: (reading) => codePage(query, reading),
    count: countAhead(query, TOTAL),
  };
}

/** Pages of rows that are few enough to sort all of them. Where they are more, there is no page. */
function sorted(query: StatsQuery, from: Sql): Omit<Parts, "sums"> {
  const bounded = isOwnOrder(statsTable, query.sort) ? [] : [sql`${TOTAL} <= ${SORT_LIMIT}`];
  return {
    rows: sql`matching AS MATERIALIZED (SELECT * FROM ${ranked(query, from)} ${where(bounded, matching(query))}),`,
    page: ({ backwards, bound, limit }) => sql`
      SELECT * FROM matching ${where(bound ? [bound] : [])} ${orderBy(statsTable, query.sort, { backwards })} LIMIT ${limit}`,
    count: ({ is }) => sql`(SELECT count(*) FROM matching ${where(is)})::int`,
  };
}

const STATS = sql`stats`;

/** What is true now of the matching cells' AHSP, and of some others. */
function mergedOfCells(query: StatsQuery): Sql {
  const few = sql`${TOTAL} <= ${SORT_LIMIT}`;
  const ids = sql`
    SELECT ahsp_id FROM ${inOrder(query).ahsp} ${where(few, sql`cell = ANY (ARRAY(SELECT index_cell FROM index_cells))`)}`;
  const ofCells = matching(query).length ? [sql`ahsp_id = ANY (ARRAY(${ids}))`] : [];
  return sql`(
    SELECT * FROM referensi_ahsp_stats ${where(few, ofCells, unchanged)}
    UNION ALL SELECT * FROM fresh) AS merged`;
}

/**
 * What the choices of a filter are summed from: sums by that filter where no other is set, else cells. Totals are summed
 * like the choices of `anomali`: they have to tell the AHSP with an anomaly from the others.
 */
function summed(query: StatsQuery, from: From, filter: CellFilter): Sql {
  const alone = setFilters(query).every((one) => one === filter);
  return alone && from === "view" && !searched(query) ? sql`(${sumsOf(filter)}) AS sums` : sql`cells`;
}

function choices(query: StatsQuery, from: From, filter: CellFilter): { among: Sql; partial: Sql | null } {
  return searched(query) ? choicesFound(query, filter) : { among: summed(query, from, filter), partial: null };
}

/** The choices of a filter, counted without the filter itself; not counted where a search matches too many. */
function facet(query: StatsQuery, from: From, name: (typeof OPTION_FACETS)[number]): Sql {
  const { among, partial } = choices(query, from, name);
  const others = conditions(statsTable, query, { kinds: CELL_KINDS, except: name });
  const values = (those: Sql, count: Sql, ...only: Sql[]) => sql`
    SELECT ${identifier(name)} AS value, ${count} AS count FROM ${those} ${where(others, only)}
    GROUP BY 1 HAVING sum(ahsp) > 0`;
  const counted = values(among, sql`sum(ahsp)::int`, ...(partial ? [sql`NOT ${partial}`] : []));
  return sql`(
    SELECT coalesce(json_agg(json_build_object('value', value, 'count', count) ORDER BY value NULLS LAST), '[]')
    FROM (${counted} ${partial ? sql`UNION ALL ${values(sql`all_cells`, sql`NULL`, partial)}` : empty}) AS choices)`;
}

function anomalies(query: StatsQuery, from: From): Sql {
  const { among, partial } = choices(query, from, "anomali");
  const sum = (condition: Sql) => sql`coalesce((sum(ahsp) FILTER (WHERE ${condition}))::int, 0)`;
  const count = (condition: Sql) =>
    partial ? sql`CASE WHEN NOT ${partial} THEN ${sum(condition)} END` : sum(condition);
  const choice = (value: Sql, condition: Sql) =>
    sql`json_build_object('value', ${value}, 'count', ${count(condition)})`;
  return sql`(
    SELECT json_build_array(
      ${choice(sql`'any'`, sql`zero_coef_count > 0 OR missing_unit_count > 0`)},
      ${choice(sql`'zero_coef'`, sql`zero_coef_count > 0`)},
      ${choice(sql`'missing_unit'`, sql`missing_unit_count > 0`)})
    FROM ${among} ${where(conditions(statsTable, query, { kinds: CELL_KINDS, except: "anomali" }))})`;
}
