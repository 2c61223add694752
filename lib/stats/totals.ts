import sql, { type Sql } from "sql-template-tag";
import { prisma } from "@/lib/db/prisma";
import type { StatsTotals } from "./types";

/** The sums of StatsTotals over a relation shaped like the view, as columns of a SELECT. One scan. */
export const totalColumns: Sql = sql`
  count(*)::int                                                            AS ahsp,
  coalesce(sum(rincian_total), 0)::int                                     AS rincian,
  coalesce(sum(tk_count), 0)::int                                          AS tk,
  coalesce(sum(bhn_count), 0)::int                                         AS bhn,
  coalesce(sum(alt_count), 0)::int                                         AS alt,
  coalesce(sum(lain_count), 0)::int                                        AS lain,
  coalesce(sum(zero_coef_count), 0)::int                                   AS zero_coef,
  coalesce(sum(missing_unit_count), 0)::int                                AS missing_unit,
  (count(*) FILTER (WHERE zero_coef_count > 0 OR missing_unit_count > 0))::int AS anomalous`;

/** Totals of everything in the view as of its snapshot. Errors: the view's own, see lib/stats/page.ts. */
export async function readTotals(): Promise<StatsTotals> {
  const rows = await prisma.$queryRaw<StatsTotals[]>(sql`SELECT ${totalColumns} FROM referensi_ahsp_stats`);
  return rows[0] as StatsTotals;
}
