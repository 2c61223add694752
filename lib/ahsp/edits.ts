import "server-only";
import sql from "sql-template-tag";
import { prisma } from "@/lib/db/prisma";
import type { AhspEdit } from "./types";

/**
 * Every value of an AHSP that was changed by hand, newest first; also those of lines that an import replaced since.
 * Empty when there is no AHSP with this id.
 */
export async function readEdits(ahspId: number): Promise<AhspEdit[]> {
  return prisma.$queryRaw<AhspEdit[]>(sql`
    SELECT e.id, e.line_id AS "lineId", e.uraian_item, e.field, e.before, e.after, u.name AS by,
      to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at
    FROM referensi_ahspreferensi a
    JOIN ahsp_edits e ON e.sumber = a.sumber AND e.kode_ahsp = a.kode_ahsp
    LEFT JOIN "user" u ON u.id = e.actor
    WHERE a.id = ${ahspId} ORDER BY e.id DESC`);
}
