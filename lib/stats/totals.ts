import sql, { type Sql } from "sql-template-tag";
import { prisma } from "@/lib/db/prisma";
import { identifier } from "@/lib/table/sql";
import { allCells, everythingChanged, readAtThisMoment } from "./moment";
import type { StatsTotals } from "./types";

const sum = (column: string) =>
  sql`coalesce(sum(CASE WHEN ahsp < 0 THEN -${identifier(column)} ELSE ${identifier(column)} END), 0)::int`;

/** The sums of StatsTotals over `cells` or sums by anomaly (lib/stats/moment.ts), as columns of a SELECT. */
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

/** Totals of everything at this moment. Errors: the view's own, see lib/stats/page.ts. */
export async function readTotals(): Promise<StatsTotals> {
  const { data } = await readAtThisMoment(async (from) => {
    const [answer] = await prisma.$queryRaw<[{ data: StatsTotals; everything: boolean }]>(sql`
      WITH ${allCells(from)}, totals AS (SELECT ${totalColumns} FROM cells)
      SELECT (SELECT row_to_json(totals) FROM totals) AS data, ${everythingChanged(from)} AS everything`);
    return answer;
  });
  return data;
}
