import "server-only";
import sql from "sql-template-tag";
import { prisma } from "@/lib/db/prisma";
import type { SuspectView } from "./session";

export interface SuspectCounts {
  all: number;
  high: number;
  undecided: number;
  highUndecided: number;
}

/** Suspect cells of an import in row order, each with what was decided about it, and how many there are. */
export async function readSuspects(
  importId: number,
  {
    decided,
    confidence,
    limit,
    offset,
  }: { decided?: boolean; confidence?: "high" | "low"; limit: number; offset: number },
): Promise<{ rows: SuspectView[]; counts: SuspectCounts }> {
  const from = sql`
    FROM import_suspects s JOIN imports i ON i.id = s.import_id
    LEFT JOIN cell_repairs r ON r.file_sha256 = i.file_sha256 AND r.baris = s.baris
      AND r.sheet = coalesce(i.analysis -> 'reading' ->> 'sheet', '')
    LEFT JOIN "user" u ON u.id = r.actor
    WHERE s.import_id = ${importId}`;
  const [counts] = await prisma.$queryRaw<[SuspectCounts]>(sql`
    SELECT count(*)::int AS "all", (count(*) FILTER (WHERE s.confidence = 'high'))::int AS high,
      (count(*) FILTER (WHERE r.value IS NULL))::int AS undecided,
      (count(*) FILTER (WHERE r.value IS NULL AND s.confidence = 'high'))::int AS "highUndecided" ${from}`);
  const rows = await prisma.$queryRaw<SuspectView[]>(sql`
    SELECT s.baris, s.kolom, s.raw, s.candidates, s.recommended, s.confidence, s.evidence,
      coalesce(j.sumber, '') AS sumber, coalesce(j.kode_ahsp, '') AS kode_ahsp,
      coalesce(l.uraian_item, '') AS uraian_item, l.satuan_item,
      CASE WHEN r.value = s.raw THEN 'keep' ELSE r.value END AS decision, u.name AS "decidedBy"
    FROM (
      SELECT s.*, r.value AS decided ${from}
        AND (${decided ?? null}::boolean IS NULL OR (r.value IS NOT NULL) = ${decided ?? null})
        AND (${confidence ?? null}::text IS NULL OR s.confidence = ${confidence ?? null})
      ORDER BY s.baris LIMIT ${limit} OFFSET ${offset}
    ) AS s
    JOIN imports i ON i.id = s.import_id
    LEFT JOIN cell_repairs r ON r.file_sha256 = i.file_sha256 AND r.baris = s.baris
      AND r.sheet = coalesce(i.analysis -> 'reading' ->> 'sheet', '')
    LEFT JOIN "user" u ON u.id = r.actor
    LEFT JOIN import_lines l ON l.import_id = s.import_id AND l.baris = s.baris
    LEFT JOIN import_jobs j ON j.import_id = s.import_id AND j.seq = l.job
    ORDER BY s.baris`);
  return { rows, counts };
}
