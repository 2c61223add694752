import sql, { empty, type Sql } from "sql-template-tag";
import { identifiers, integer, orderBy, unindexed, where } from "@/lib/table/sql";
import { cellsWhere, inOrder } from "./in-order";
import { unchanged } from "./moment";
import { type Ahead, matching, type Reading, type StatsQuery } from "./query";
import { statsTable } from "./spec";

/**
 * Pages in the order of the codes, read through indexes: the work depends on the size of the page and on the number of
 * cells, not on the number of rows. Needs the CTEs of lib/stats/moment.ts.
 */

/** `matching_cells`: the cells whose rows match the filters; `index_cells`: where `inOrder` has their AHSP. */
export function matchingCells(query: StatsQuery): Sql {
  return sql`
    matching_cells AS MATERIALIZED (${cellsWhere(inOrder(query), matching(query))}),
    index_cells AS MATERIALIZED (SELECT DISTINCT index_cell FROM matching_cells)`;
}

/** Condition: no more cells than this match. */
const atMost = (cells: number) => sql`(SELECT count(*) FROM index_cells) <= ${integer(cells)}`;

/** The page's rows, in no order. */
export function codePage(query: StatsQuery, { backwards, bound, limit }: Reading): Sql {
  const order = orderBy(statsTable, query.sort, { backwards });
  const bounds = bound ? [bound] : [];
  const belongs = [...bounds, ...matching(query)];
  return sql`
    SELECT * FROM (
      SELECT * FROM referensi_ahsp_stats
      ${where(sql`ahsp_id = ANY (ARRAY(${keysOf(query, bounds, order)}))`, unindexed(...belongs))}
      UNION ALL SELECT * FROM fresh ${where(belongs)}
    ) AS merged ${order} LIMIT ${limit}`;
}

/** Up to this many cells are asked one by one; where they are more, the next rows are looked through first. */
const FEW_CELLS = 20;
const LOOK_AHEAD = 1000;
/** Up to this many cells are counted one by one; where they are more, all rows of the range are read. */
const COUNTED_CELLS = 200;

const KEY = identifiers([...statsTable.tieBreak, statsTable.key]);

/**
 * The keys of as many rows as a page has, of those that did not change. Without a filter an index has them one after
 * another. Where many cells match, a page is mostly found among the next rows. Else the cells have it: each matching
 * cell has its own rows one after another, and the page is made of the cells whose first rows come first, as many as a
 * page has rows.
 */
function keysOf(query: StatsQuery, bounds: Sql[], order: Sql): Sql {
  const size = integer(query.size);
  const filters = matching(query);
  const { ahsp } = inOrder(query);
  const next = (limit: number, ...more: Sql[]) =>
    sql`SELECT * FROM ${ahsp} ${where(more, bounds, unchanged)} ${order} LIMIT ${integer(limit)}`;
  if (filters.length === 0) return sql`SELECT ahsp_id FROM (${next(query.size)}) AS next`;
  const nextOfEach = (cells: Sql, limit: Sql) => {
    const ofCell = sql`in_order.cell = ${cells}.index_cell`;
    return sql`${cells} CROSS JOIN LATERAL (
      SELECT ${KEY} FROM ${ahsp} ${where(ofCell, bounds, unchanged)} ${order} LIMIT ${limit}) AS own`;
  };
  return sql`
    WITH ahead AS MATERIALIZED (
      SELECT ${KEY} FROM (${next(LOOK_AHEAD, sql`NOT ${atMost(FEW_CELLS)}`)}) AS next
      ${where(filters)} ${order} LIMIT ${size}
    ), found AS (
      SELECT count(*) = ${size} AS enough FROM ahead
    ), near AS (
      SELECT index_cell FROM ${nextOfEach(sql`index_cells`, sql`1`)}
      WHERE NOT (SELECT enough FROM found) ${order} LIMIT ${size}
    )
    SELECT ahsp_id FROM ahead WHERE (SELECT enough FROM found)
    UNION ALL SELECT ahsp_id FROM (SELECT ahsp_id FROM ${nextOfEach(sql`near`, size)} ${order} LIMIT ${size}) AS keys`;
}

/**
 * How many matching rows come before a key: a landmark's sums, the rows between landmark and key, and what changed.
 * @param total SQL of the number of matching rows
 */
export function countAhead(query: StatsQuery, total: Sql): (ahead: Ahead) => Sql {
  const filters = matching(query);
  const only = filters.length ? sql`WHERE cell IN (SELECT cell FROM matching_cells)` : empty;
  const begin = sql`coalesce((SELECT kode_urut FROM landmark), '')`;
  return ({ is, isNot, code }) => {
    const descending = query.sort.direction === "desc";
    // Counted in ascending order, whichever way the page is read.
    const lower = descending ? isNot : is;
    const range = [sql`kode_urut >= ${begin}`, sql`kode_urut <= ${code}`, lower, unchanged];
    const count = sql`(
      WITH landmark AS MATERIALIZED (
        SELECT * FROM referensi_ahsp_places WHERE kode_urut <= ${code} ORDER BY kode_urut DESC LIMIT 1)
      SELECT (
        coalesce((SELECT sum(n) FROM landmark, unnest(cells, rows_before) AS sums (cell, n) ${only}), 0)
        - (SELECT count(*) FROM replaced ${where(sql`kode_urut < ${begin}`, filters)})
        + ${rowsBetween(query, range)}
        + (SELECT count(*) FROM fresh ${where(lower, filters)})
      )::int)`;
    return descending ? sql`(${total} - ${count})` : count;
  };
}

/** The number of matching rows that did not change, in a range of codes. */
function rowsBetween(query: StatsQuery, range: Sql[]): Sql {
  const { ahsp } = inOrder(query);
  const filters = matching(query);
  if (filters.length === 0) return sql`(SELECT count(*) FROM ${ahsp} ${where(range)})`;
  const ofCell = sql`SELECT FROM ${ahsp} ${where(sql`in_order.cell = index_cells.index_cell`, range)} OFFSET 0`;
  const few = atMost(COUNTED_CELLS);
  return sql`
    (SELECT count(*) FROM index_cells CROSS JOIN LATERAL (${ofCell}) AS own ${where(few)})
    + (SELECT count(*) FROM ${ahsp} ${where(sql`NOT ${few}`, range, unindexed(...filters))})`;
}
