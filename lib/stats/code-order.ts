import sql, { empty, type Sql } from "sql-template-tag";
import { identifiers, integer, orderBy, unindexed, where } from "@/lib/table/sql";
import { cellsWhere, unchanged } from "./moment";
import { type Ahead, matching, type Reading, type StatsQuery } from "./query";
import { statsTable } from "./spec";

/**
 * Pages in the order of the codes, read from the view through its indexes: the work depends on the size of the page and
 * on the number of cells, not on the number of rows. Needs the CTEs of lib/stats/moment.ts.
 */

/** `matching_cells`: the cells whose rows match the filters. */
export function matchingCells(query: StatsQuery): Sql {
  return sql`matching_cells AS MATERIALIZED (${cellsWhere(matching(query))})`;
}

/** The page's rows, in no order. */
export function codePage(query: StatsQuery, { backwards, bound, limit }: Reading): Sql {
  const order = orderBy(statsTable, query.sort, { backwards });
  const bounds = bound ? [bound] : [];
  return sql`
    SELECT * FROM (
      SELECT * FROM (${fromView(query, bounds, order)}) AS still_true
      UNION ALL SELECT * FROM fresh ${where(bounds, matching(query))}
    ) AS merged ${order} LIMIT ${limit}`;
}

/** Up to this many matching cells are asked one by one; where they are more, the next rows are looked through first. */
const FEW_CELLS = 100;
const LOOK_AHEAD = 1000;

const KEY = identifiers([...statsTable.tieBreak, statsTable.key]);

/**
 * Without a filter the index of the order has the rows one after another. With one, a page of a filter that many rows
 * match is found among the next rows. Else the cells have it: each matching cell has its own rows one after another,
 * and the page is made of the cells whose first rows come first, as many as a page has rows.
 */
function fromView(query: StatsQuery, bounds: Sql[], order: Sql): Sql {
  const size = integer(query.size);
  const filters = matching(query);
  const rows = (...more: Sql[]) => sql`SELECT * FROM referensi_ahsp_stats ${where(more, bounds, unchanged)} ${order}`;
  if (filters.length === 0) return sql`${rows()} LIMIT ${size}`;
  const keysOf = (cells: Sql) => sql`
    ${cells} CROSS JOIN LATERAL (
      SELECT ${KEY} FROM referensi_ahsp_stats AS s ${where(sql`s.cell = ${cells}.cell`, bounds, unchanged)} ${order}`;
  return sql`
    WITH ahead AS MATERIALIZED (
      SELECT * FROM (
        ${rows(sql`(SELECT count(*) FROM matching_cells) > ${FEW_CELLS}`)} LIMIT ${LOOK_AHEAD}
      ) AS next ${where(filters)} ${order} LIMIT ${size}
    ), found AS (SELECT count(*) = ${size} AS enough FROM ahead), near AS (
      SELECT cell FROM ${keysOf(sql`matching_cells`)} LIMIT 1) AS first
      WHERE NOT (SELECT enough FROM found) ${order} LIMIT ${size}
    ), keys AS MATERIALIZED (
      SELECT ahsp_id FROM ${keysOf(sql`near`)} LIMIT ${size}) AS own ${order} LIMIT ${size}
    )
    SELECT * FROM ahead WHERE (SELECT enough FROM found)
    UNION ALL SELECT * FROM referensi_ahsp_stats WHERE ahsp_id = ANY (ARRAY(SELECT ahsp_id FROM keys))`;
}

/**
 * How many matching rows come before a key: a landmark's sums, the rows between landmark and key, and what changed.
 * @param total SQL of the number of matching rows
 */
export function countAhead(query: StatsQuery, total: Sql): (ahead: Ahead) => Sql {
  const filters = matching(query);
  const only = filters.length ? sql`WHERE cell IN (SELECT cell FROM matching_cells)` : empty;
  return ({ is, isNot, code }) => {
    const descending = query.sort.direction === "desc";
    // Counted in ascending order, whichever way the page is read.
    const lower = descending ? isNot : is;
    const count = sql`(
      WITH landmark AS MATERIALIZED (
        SELECT * FROM referensi_ahsp_places WHERE kode_urut <= ${code} ORDER BY kode_urut DESC LIMIT 1)
      SELECT (
        coalesce((SELECT sum(n) FROM landmark, unnest(cells, rows_before) AS sums (cell, n) ${only}), 0)
        + (SELECT count(*) FROM referensi_ahsp_stats
           ${where(sql`kode_urut >= coalesce((SELECT kode_urut FROM landmark), '')`, sql`kode_urut <= ${code}`, lower, unindexed(...filters))})
        - (SELECT count(*) FROM replaced ${where(lower, filters)})
        + (SELECT count(*) FROM fresh ${where(lower, filters)})
      )::int)`;
    return descending ? sql`(${total} - ${count})` : count;
  };
}
