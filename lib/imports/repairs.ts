import type { ClientBase } from "pg";
import { pool } from "@/lib/db/pool";

/**
 * What people decided about suspect cells of a file, by row: the koefisien that was meant, or the raw value where it is
 * right as it is. By the bytes of the file, so that the same file brought in again finds them.
 */
export async function repairsOf(client: ClientBase, fileSha256: string): Promise<Record<number, string>> {
  const { rows } = await client.query<{ baris: number; value: string }>(
    "SELECT baris, value FROM cell_repairs WHERE file_sha256 = $1",
    [fileSha256],
  );
  return Object.fromEntries(rows.map((row) => [row.baris, row.value]));
}

/** Which suspects of an import a decision is about. */
export type SuspectDecision =
  /** The recommended value of every suspect of high confidence that nobody has decided about. */
  | "recommended-high"
  /** As it is, for every suspect that nobody has decided about. */
  | "keep-all"
  | { baris: number[]; value: string };

/**
 * Writes a decision down, by whom, and has the file checked again.
 * @returns how many suspects it decided
 */
export async function decideSuspects(
  importId: number,
  decision: SuspectDecision,
  actor: string | null,
): Promise<number> {
  const value = decision === "recommended-high" ? "s.recommended" : decision === "keep-all" ? "s.raw" : "$4::text";
  const which =
    decision === "recommended-high"
      ? "s.confidence = 'high' AND r.value IS NULL"
      : decision === "keep-all"
        ? "r.value IS NULL"
        : "s.baris = ANY ($3::int[]) AND s.candidates ? $4::text";
  const values: unknown[] = [importId, actor];
  if (typeof decision === "object") values.push(decision.baris, decision.value);
  const { rowCount } = await pool().query(
    `INSERT INTO cell_repairs (file_sha256, sheet, baris, raw, value, actor)
     SELECT i.file_sha256, coalesce(i.analysis -> 'reading' ->> 'sheet', ''), s.baris, s.raw, ${value}, $2
     FROM import_suspects s JOIN imports i ON i.id = s.import_id
     LEFT JOIN cell_repairs r ON r.file_sha256 = i.file_sha256 AND r.baris = s.baris
       AND r.sheet = coalesce(i.analysis -> 'reading' ->> 'sheet', '')
     WHERE s.import_id = $1 AND i.state = 'open' AND ${which}
     ON CONFLICT (file_sha256, sheet, baris) DO UPDATE
       SET raw = excluded.raw, value = excluded.value, actor = excluded.actor, at = now()`,
    values,
  );
  return rowCount ?? 0;
}
