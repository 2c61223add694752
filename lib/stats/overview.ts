import "server-only";
import sql from "sql-template-tag";
import { prisma } from "@/lib/db/prisma";
import { readThrough } from "@/lib/views/read-through";
import type { Source } from "@/lib/views/types";
import { statsSource } from "./live";
import { totalColumns } from "./totals";
import type { StatsTotals } from "./types";

/** One sumber × klasifikasi; klasifikasi null = the AHSP carry none. */
export interface OverviewCell extends StatsTotals {
  sumber: string;
  klasifikasi: string | null;
}

export interface Overview {
  /** Where it was read. */
  source: Source;
  totals: StatsTotals;
  /** Sorted by sumber, then klasifikasi, without empty combinations. */
  cells: OverviewCell[];
}

/** Totals and the grid sumber × klasifikasi, from one statement over the view (one scan, grouped twice). */
export async function readOverview(): Promise<Overview> {
  const { data: rows, source } = await readThrough("referensi_ahsp_stats", (from) =>
    prisma.$queryRaw<(OverviewCell & { level: number })[]>(sql`
      WITH ${statsSource(from)}
      SELECT grouping(sumber, klasifikasi)::int AS level, sumber, klasifikasi, ${totalColumns}
      FROM stats
      GROUP BY GROUPING SETS ((), (sumber, klasifikasi))
      ORDER BY sumber NULLS FIRST, klasifikasi NULLS LAST`),
  );
  const total = rows.find((row) => row.level === 3) as StatsTotals;
  return { source, totals: total, cells: rows.filter((row) => row.level === 0) };
}
