import type { ClientBase } from "pg";
import { pool } from "@/lib/db/pool";

/**
 * What people decided about suspect cells of a file, by sheet ("" where it has no name) and row: the koefisien that was
 * meant, or the raw value where it is right as it is. By the bytes of the file, so that the same file brought in again
 * finds them.
 */
export async function repairsOf(
  client: ClientBase,
  fileSha256: string,
): Promise<Record<string, Record<number, string>>> {
  const { rows } = await client.query<{ sheet: string; values: Record<number, string> }>(
    "SELECT sheet, jsonb_object_agg(baris, value) AS values FROM cell_repairs WHERE file_sha256 = $1 GROUP BY sheet",
    [fileSha256],
  );
  return Object.fromEntries(rows.map(({ sheet, values }) => [sheet, values]));
}

/** Which suspects of an import a decision is about. */
export type SuspectDecision =
  /** The recommended value of every suspect of high confidence that nobody has decided about. */
  | "recommended-high"
  /** As it is, for every suspect that nobody has decided about. */
  | "keep-all"
  /** Row by row: one of the candidates, or null: what was decided is forgotten. Others are ignored. */
  | { choices: { baris: number; value: string | null }[] };

/** A suspect with what was decided about its cell. */
const SUSPECTS = `
  import_suspects s JOIN imports i ON i.id = s.import_id
  LEFT JOIN cell_repairs r ON r.file_sha256 = i.file_sha256 AND r.baris = s.baris
    AND r.sheet = coalesce(i.analysis -> 'reading' ->> 'sheet', '')`;

/**
 * Writes a decision down, by whom, in one statement.
 * @returns how many suspects it decided or gave back
 */
export async function decideSuspects(
  importId: number,
  decision: SuspectDecision,
  actor: string | null,
): Promise<number> {
  const chosen =
    decision === "recommended-high"
      ? "SELECT s.baris, s.recommended FROM suspect s WHERE s.confidence = 'high' AND s.decided IS NULL"
      : decision === "keep-all"
        ? "SELECT s.baris, s.raw FROM suspect s WHERE s.decided IS NULL"
        : `SELECT DISTINCT ON (c.baris) c.baris, c.value
           FROM jsonb_to_recordset($3::jsonb) AS c (baris int, value text) JOIN suspect s ON s.baris = c.baris
           WHERE CASE WHEN c.value IS NULL THEN s.decided IS NOT NULL ELSE s.candidates ? c.value END`;
  const { rows } = await pool().query<{ count: number }>(
    `WITH suspect AS (
       SELECT s.*, r.value AS decided, i.file_sha256, coalesce(i.analysis -> 'reading' ->> 'sheet', '') AS sheet
       FROM ${SUSPECTS} WHERE s.import_id = $1 AND i.state = 'open'
     ),
     chosen (baris, value) AS (${chosen}),
     forgotten AS (
       DELETE FROM cell_repairs r USING suspect s JOIN chosen c ON c.baris = s.baris
       WHERE c.value IS NULL AND r.file_sha256 = s.file_sha256 AND r.sheet = s.sheet AND r.baris = s.baris
     ),
     written AS (
       INSERT INTO cell_repairs (file_sha256, sheet, baris, raw, value, actor)
       SELECT s.file_sha256, s.sheet, s.baris, s.raw, c.value, $2
       FROM suspect s JOIN chosen c ON c.baris = s.baris WHERE c.value IS NOT NULL
       ON CONFLICT (file_sha256, sheet, baris) DO UPDATE
         SET raw = excluded.raw, value = excluded.value, actor = excluded.actor, at = now()
     )
     SELECT count(*)::int AS count FROM chosen`,
    [importId, actor, ...(typeof decision === "object" ? [JSON.stringify(decision.choices)] : [])],
  );
  return rows[0]?.count ?? 0;
}
