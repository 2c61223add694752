import "server-only";
import sql from "sql-template-tag";
import { prisma } from "@/lib/db/prisma";
import type { Cell, Reading } from "./types";

/** The cell that the koefisien of a line was read from. Times are ISO strings in UTC. */
export interface LineOrigin {
  importId: number;
  fileName: string;
  /** null: csv, which has one sheet without a name. */
  sheet: string | null;
  baris: number;
  /** Letter of the column; null: the import is from before that was kept. */
  kolom: string | null;
  /** What the cell holds; null with `kept` false: the rows of that file are no longer there. */
  cell: Cell;
  kept: boolean;
  numberFormat: Reading["numberFormat"];
  /** Text of the cell where a person repaired the koefisien. */
  repairedFrom: string | null;
  /** Who decided what the cell means, and when; null: nobody did, or it was decided anew since. */
  decision: { by: string | null; at: string } | null;
}

/** One import that made or changed an AHSP, or took that back. */
export interface AhspChange {
  importId: number;
  fileName: string;
  by: string | null;
  via: "portal" | "command" | "sample" | "revert";
  at: string;
  /** The import that it took back. */
  reverts: number | null;
  /** The AHSP was not there before. */
  made: boolean;
  /** It was taken back since. */
  revertedBy: number | null;
}

export interface AhspOrigin {
  /** By id of the line; lines that no import wrote are absent. */
  lines: Record<number, LineOrigin>;
  /** Newest first. What happened before such records were kept is missing: then none of them `made` it. */
  changes: AhspChange[];
}

/**
 * Where the numbers of an AHSP come from, and which imports changed it. One statement of look-ups along primary keys:
 * per line its row of the file, per import whether it changed this AHSP.
 */
export async function readOrigin(ahspId: number): Promise<AhspOrigin> {
  const [found] = await prisma.$queryRaw<[AhspOrigin]>(sql`
    WITH line AS MATERIALIZED (
      SELECT r.id, r.import_id, r.baris, r.koefisien_raw,
        -- As it was read: before any edit by hand.
        coalesce((SELECT e.before::numeric FROM referensi_ahspreferensi a JOIN ahsp_edits e USING (sumber, kode_ahsp)
          WHERE a.id = r.ahsp_id AND e.line_id = r.id AND e.field = 'koefisien' ORDER BY e.id LIMIT 1), r.koefisien) AS koefisien,
        CASE r.kategori WHEN 'TK' THEN 'tenaga' WHEN 'BHN' THEN 'bahan' WHEN 'ALT' THEN 'alat' END AS list
      FROM referensi_rincianreferensi r WHERE r.ahsp_id = ${ahspId} AND r.import_id IS NOT NULL
    ),
    source AS MATERIALIZED (
      SELECT i.id, i.file_name, i.file_sha256, coalesce(i.report, i.analysis) -> 'reading' AS reading
      FROM imports i WHERE i.id IN (SELECT import_id FROM line)
    ),
    -- The column of the koefisien; in packed layout that of the list the line stood in.
    place AS (
      SELECT l.*, s.file_name, s.file_sha256, s.reading, c.kolom,
        (SELECT sum((ascii(substr(c.kolom, n, 1)) - 64) * 26 ^ (length(c.kolom) - n))::int - 1
         FROM generate_series(1, length(c.kolom)) AS n) AS position
      FROM line l JOIN source s ON s.id = l.import_id
      LEFT JOIN LATERAL (
        SELECT one ->> 'kolom' AS kolom FROM jsonb_array_elements(s.reading -> 'columns') AS one
        WHERE one ->> 'field' IN ('koefisien', l.list) ORDER BY one ->> 'field' = 'koefisien' DESC LIMIT 1
      ) AS c ON true
    )
    SELECT
      (SELECT coalesce(jsonb_object_agg(p.id, jsonb_build_object(
          'importId', p.import_id, 'fileName', p.file_name, 'baris', p.baris, 'kolom', p.kolom,
          'sheet', CASE WHEN p.reading ->> 'format' = 'xlsx' THEN p.reading ->> 'sheet' END,
          'cell', w.cells -> p.position, 'kept', w.cells IS NOT NULL AND p.kolom IS NOT NULL,
          'numberFormat', p.reading ->> 'numberFormat', 'repairedFrom', p.koefisien_raw,
          'decision', CASE WHEN c.value IS NOT NULL THEN jsonb_build_object('by', u.name,
            'at', to_char(c.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) END)), '{}')
       FROM place p
       LEFT JOIN import_rows w ON w.import_id = p.import_id AND w.baris = p.baris
       LEFT JOIN cell_repairs c ON c.file_sha256 = p.file_sha256 AND c.sheet = coalesce(p.reading ->> 'sheet', '')
         AND c.baris = p.baris AND c.value::numeric = p.koefisien
       LEFT JOIN "user" u ON u.id = c.actor) AS lines,
      (SELECT coalesce(jsonb_agg(jsonb_build_object(
          'importId', i.id, 'fileName', i.file_name, 'by', u.name, 'via', i.via, 'reverts', i.reverts, 'made', c.made,
          'at', to_char(i.committed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
          'revertedBy', (SELECT max(v.id) FROM imports v WHERE v.reverts = i.id AND v.state = 'committed')
        ) ORDER BY i.committed_at DESC, i.id DESC), '[]')
       FROM imports i
       -- Import by import along its primary key: an index of its own would slow every import for this page.
       CROSS JOIN LATERAL (
         SELECT before IS NULL AS made FROM import_changes
         WHERE import_id = i.id AND subject = 'ahsp' AND key = ${ahspId} OFFSET 0
       ) AS c
       LEFT JOIN "user" u ON u.id = i.actor
       WHERE i.state = 'committed' AND i.kind = 'ahsp') AS changes`);
  return found;
}
