import "server-only";
import sql from "sql-template-tag";
import { prisma } from "@/lib/db/prisma";
import { totalColumns } from "./totals";
import type { StatsTotals } from "./types";

/** One sumber × klasifikasi; klasifikasi null = the AHSP carry none. */
export interface OverviewCell extends StatsTotals {
  sumber: string;
  klasifikasi: string | null;
}

export interface Overview {
  totals: StatsTotals;
  /** Sorted by sumber, then klasifikasi, without empty combinations. */
  cells: OverviewCell[];
}

/** Totals and the grid sumber × klasifikasi, from one statement over the view (one scan, grouped twice). */
export async function readOverview(): Promise<Overview> {
  const rows = await prisma.$queryRaw<(OverviewCell & { level: number })[]>(sql`
    SELECT grouping(sumber, klasifikasi)::int AS level, sumber, klasifikasi, ${totalColumns}
    FROM referensi_ahsp_stats
    GROUP BY GROUPING SETS ((), (sumber, klasifikasi))
    ORDER BY sumber NULLS FIRST, klasifikasi NULLS LAST`);
  const total = rows.find((row) => row.level === 3) as StatsTotals;
  return { totals: total, cells: rows.filter((row) => row.level === 0) };
}
