import sql, { join, type Sql } from "sql-template-tag";
import { allStats, type From } from "@/lib/stats/moment";
import { matching, ranked } from "@/lib/stats/query";
import { statsTable } from "@/lib/stats/spec";
import { orderBy, where } from "@/lib/table/sql";
import type { ExportColumn } from "./columns";
import type { ExportRequest } from "./request";

/** Rows that one export may have. What it keeps on the database's disk meanwhile is about 250 bytes a row. */
export const MAX_ROWS = 5_000_000;

/**
 * The rows of an export as they are at this moment and in the order of the table, at most one more than MAX_ROWS: all
 * that match, also where a page would sort or search fewer. The relation `stats` decides which AHSP and in which order;
 * of `rincian` everything that is written comes from the base tables, as an import takes it.
 */
export function exportSql(
  { content, query }: ExportRequest,
  columns: readonly ExportColumn[],
  from: From,
  limit = MAX_ROWS,
): Sql {
  const values = join(columns.map(({ value }) => value));
  const order = orderBy(statsTable, query.sort);
  const stats = ranked(query, sql`stats`);
  if (content === "ahsp") {
    return sql`WITH ${allStats(from)} SELECT ${values} FROM ${stats} ${where(matching(query))} ${order} LIMIT ${limit + 1}::int`;
  }
  return sql`
    WITH ${allStats(from)},
    chosen AS (SELECT ahsp_id, row_number() OVER (${order}) AS place FROM ${stats} ${where(matching(query))})
    SELECT ${values}
    FROM chosen
    JOIN referensi_ahspreferensi a ON a.id = chosen.ahsp_id
    JOIN referensi_rincianreferensi r ON r.ahsp_id = a.id
    ORDER BY chosen.place, r.urutan, r.id LIMIT ${limit + 1}::int`;
}

/** How many of the chosen AHSP have no rincian, and hence no row in a file of rincian. */
export function withoutRincianSql({ query }: ExportRequest, from: From): Sql {
  return sql`
    WITH ${allStats(from)}, chosen AS (SELECT ahsp_id FROM stats ${where(matching(query))})
    SELECT count(*)::int AS count FROM chosen JOIN referensi_ahspreferensi a ON a.id = chosen.ahsp_id
    WHERE NOT EXISTS (SELECT FROM referensi_rincianreferensi r WHERE r.ahsp_id = a.id)`;
}
