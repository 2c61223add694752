import sql, { type Sql } from "sql-template-tag";
import { prisma } from "@/lib/db/prisma";
import { identifier } from "@/lib/table/sql";
import { readThrough } from "@/lib/views/read-through";
import { allCells } from "./moment";
import type { StatsTotals } from "./types";

const sum = (column: string) => sql`coalesce(sum(sign(ahsp) * ${identifier(column)}), 0)::int`;

/** The sums of StatsTotals over `cells` (lib/stats/moment.ts), as columns of a SELECT. */
export const totalColumns: Sql = sql`
  coalesce(sum(ahsp), 0)::int   AS ahsp,
  ${sum("rincian_total")}       AS rincian,
  ${sum("tk_count")}            AS tk,
  ${sum("bhn_count")}           AS bhn,
  ${sum("alt_count")}           AS alt,
  ${sum("lain_count")}          AS lain,
  ${sum("zero_coef_count")}     AS zero_coef,
  ${sum("missing_unit_count")}  AS missing_unit,
  coalesce((sum(ahsp) FILTER (WHERE zero_coef_count > 0 OR missing_unit_count > 0))::int, 0) AS anomalous`;

/** Totals of everything. Errors: the view's own, see lib/stats/page.ts. */
export async function readTotals(): Promise<StatsTotals> {
  const { data } = await readThrough("referensi_ahsp_stats", (from) =>
    prisma.$queryRaw<[StatsTotals]>(sql`WITH ${allCells(from)} SELECT ${totalColumns} FROM cells`),
  );
  return data[0];
}
