import sql, { type Sql } from "sql-template-tag";
import { prisma } from "@/lib/db/prisma";
import { readThrough } from "@/lib/views/read-through";
import { statsSource } from "./live";
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
  const { data } = await readThrough("referensi_ahsp_stats", (from) =>
    prisma.$queryRaw<[StatsTotals]>(sql`WITH ${statsSource(from)} SELECT ${totalColumns} FROM stats`),
  );
  return data[0];
}
