import "server-only";
import sql from "sql-template-tag";
import { prisma } from "@/lib/db/prisma";
import type { Source } from "@/lib/views/types";
import { allCells, everythingChanged, readAtThisMoment } from "./moment";
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

/** Totals and the grid sumber × klasifikasi at this moment, from one statement over a few thousand sums. */
export async function readOverview(): Promise<Overview> {
  const { data: rows, source } = await readAtThisMoment(async (from) => {
    const cells = await prisma.$queryRaw<(OverviewCell & { level: number; everything: boolean })[]>(sql`
      WITH ${allCells(from)}
      SELECT grouping(sumber, klasifikasi)::int AS level, sumber, klasifikasi, ${totalColumns},
        ${everythingChanged(from)} AS everything
      FROM cells
      GROUP BY GROUPING SETS ((), (sumber, klasifikasi))
      HAVING sum(ahsp) > 0 OR grouping(sumber, klasifikasi) = 3
      ORDER BY sumber NULLS FIRST, klasifikasi NULLS LAST`);
    return { data: cells, everything: cells.some((cell) => cell.everything) };
  });
  const total = rows.find((row) => row.level === 3) as StatsTotals;
  return { source, totals: total, cells: rows.filter((row) => row.level === 0) };
}
