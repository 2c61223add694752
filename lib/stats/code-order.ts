import sql, { empty, type Sql } from "sql-template-tag";
import { orderBy, where } from "@/lib/table/sql";
import { unchanged } from "./moment";
import { type Ahead, matching, type Reading, type StatsQuery } from "./query";
import { statsTable } from "./spec";

/**
 * Pages in the order of the codes, read from the view through its indexes: the work depends on the size of the page and
 * on the number of cells, not on the number of rows. Needs the CTEs of lib/stats/moment.ts.
 */

/** `matching_cells`: the cells whose rows match the filters. */
export function matchingCells(query: StatsQuery): Sql {
  return sql`matching_cells AS MATERIALIZED (SELECT cell FROM referensi_ahsp_facets ${where(matching(query))})`;
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

/**
 * Without a filter the index of the order has the rows one after another. With one, each matching cell has its own
 * rows one after another: of the cells whose first rows come first, as many as a page has rows, the page is made.
 */
function fromView(query: StatsQuery, bounds: Sql[], order: Sql): Sql {
  const size = sql`LIMIT ${query.size}::int`;
  const filters = matching(query);
  if (filters.length === 0) return sql`SELECT * FROM referensi_ahsp_stats ${where(bounds, unchanged)} ${order} ${size}`;
  return sql`
    SELECT row.* FROM (
      SELECT matching_cells.cell FROM matching_cells CROSS JOIN LATERAL (
        SELECT * FROM referensi_ahsp_stats AS s ${where(sql`s.cell = matching_cells.cell`, bounds, unchanged)} ${order} LIMIT 1
      ) AS first ${order} ${size}
    ) AS near CROSS JOIN LATERAL (
      SELECT * FROM referensi_ahsp_stats AS s ${where(sql`s.cell = near.cell`, bounds, unchanged)} ${order} ${size}
    ) AS row ${order} ${size}`;
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
           ${where(sql`kode_urut >= coalesce((SELECT kode_urut FROM landmark), '')`, sql`kode_urut <= ${code}`, lower, filters)})
        - (SELECT count(*) FROM replaced ${where(lower, filters)})
        + (SELECT count(*) FROM fresh ${where(lower, filters)})
      )::int)`;
    return descending ? sql`(${total} - ${count})` : count;
  };
}
