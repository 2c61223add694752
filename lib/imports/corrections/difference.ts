import type { ClientBase } from "pg";
import type { Correction } from "@/lib/imports/session";

/** A correction that was received and not read yet. */
export interface PendingCorrection {
  by: Correction["by"];
  fileName: string;
  /** SHA-256 of the file whose rows are staged. */
  before: string;
}

/** Which file and which of its sheets a decision about a suspect cell is filed under. */
export interface DecisionPlace {
  sha256: string;
  sheet: string | null;
}

// What a program leaves out or fills with nothing says nothing, and neither do remarks that were given back. Quotes
// inside a text are escaped: two that are not are an empty one.
const CELLS = `CASE WHEN w.columns IS NULL THEN r.cells
  ELSE jsonb_path_query_array(r.cells, '$[0 to $end]', jsonb_build_object('end', w.columns - 1)) END::text`;
const KEY = `md5(regexp_replace(regexp_replace(${CELLS}, '(?<=[[ ])""', 'null', 'g'), '(, null)+]$', ']'))::uuid`;
const KEYS = `
  SELECT r.baris, ${KEY} FROM import_rows r, (
    SELECT (SELECT min(c.at)::int - 1 FROM import_rows h, jsonb_array_elements(h.cells) WITH ORDINALITY AS c(cell, at)
      WHERE h.import_id = $1 AND h.baris <= 20 AND c.cell = '"Keterangan"' AND c.at = jsonb_array_length(h.cells)) AS columns
  ) AS w WHERE r.import_id = $1`;

/**
 * Sets aside what is staged of an import, before it is staged anew, in the same transaction: the temporary tables live
 * as long as that.
 */
export async function rememberStaged(client: ClientBase, importId: number): Promise<void> {
  await client.query(`
    CREATE TEMP TABLE row_before (baris integer, key uuid) ON COMMIT DROP;
    CREATE TEMP TABLE row_after (baris integer, key uuid) ON COMMIT DROP;
    CREATE TEMP TABLE row_match (before integer, after integer, same boolean) ON COMMIT DROP;
    CREATE TEMP TABLE finding_before (baris integer, kolom text, code text) ON COMMIT DROP`);
  await client.query(`INSERT INTO row_before ${KEYS}`, [importId]);
  await client.query(`INSERT INTO finding_before ${FINDINGS}`, [importId]);
}

// Whether an AHSP is held back is known when it has been compared with what is stored.
const FINDINGS = `
  SELECT baris, kolom, code FROM import_findings
  WHERE import_id = $1 AND kind IN ('rejected', 'flagged') AND code <> 'AHSP_HELD_BACK'`;

/**
 * Matches the rows staged now with those before: the same cells are the same row, wherever it stands. Of the rest, rows
 * between the same two rows are one row that was changed.
 */
export async function compareRows(client: ClientBase, importId: number): Promise<Correction["rows"]> {
  await client.query(`INSERT INTO row_after ${KEYS}`, [importId]);
  await client.query("ANALYZE row_before, row_after");
  await client.query(`
    INSERT INTO row_match
    SELECT b.baris, a.baris, true
    FROM (SELECT *, row_number() OVER (PARTITION BY key ORDER BY baris) AS nth FROM row_before) AS b
    JOIN (SELECT *, row_number() OVER (PARTITION BY key ORDER BY baris) AS nth FROM row_after) AS a USING (key, nth)`);
  await client.query("ANALYZE row_match");
  const rest = (table: string, side: string) => `
    SELECT baris, gap, row_number() OVER (PARTITION BY gap ORDER BY baris) AS nth FROM (
      SELECT baris, matched, coalesce(max(matched) OVER (PARTITION BY run), 0) AS gap FROM (
        SELECT r.baris, m.before AS matched, count(m.before) OVER (ORDER BY r.baris) AS run
        FROM ${table} r LEFT JOIN row_match m ON m.${side} = r.baris
      ) AS one
    ) AS two WHERE matched IS NULL`;
  await client.query(`
    INSERT INTO row_match SELECT b.baris, a.baris, false
    FROM (${rest("row_before", "before")}) AS b JOIN (${rest("row_after", "after")}) AS a USING (gap, nth)`);
  const { rows } = await client.query<Correction["rows"]>(`
    SELECT (SELECT count(*) FROM row_match WHERE NOT same)::int AS changed,
      ((SELECT count(*) FROM row_after) - (SELECT count(*) FROM row_match))::int AS added,
      ((SELECT count(*) FROM row_before) - (SELECT count(*) FROM row_match))::int AS removed`);
  return rows[0] as Correction["rows"];
}

/** What was decided about rows that are the same holds for the new file too. @returns how many decisions are new to it */
export async function carryDecisions(client: ClientBase, before: DecisionPlace, after: DecisionPlace): Promise<number> {
  const { rowCount } = await client.query(
    `INSERT INTO cell_repairs (file_sha256, sheet, baris, raw, value, actor, at)
     SELECT $3, $4, m.after, r.raw, r.value, r.actor, r.at
     FROM row_match m JOIN cell_repairs r ON r.baris = m.before AND r.file_sha256 = $1 AND r.sheet = $2
     WHERE m.same ON CONFLICT DO NOTHING`,
    [before.sha256, before.sheet ?? "", after.sha256, after.sheet ?? ""],
  );
  return rowCount ?? 0;
}

/** Notes at each staged row whether it is new or changed. */
export async function noteChanged(client: ClientBase, importId: number): Promise<void> {
  await client.query(
    `UPDATE import_rows r SET changed = true FROM row_after a LEFT JOIN row_match m ON m.after = a.baris AND m.same
     WHERE r.import_id = $1 AND r.baris = a.baris AND m.after IS NULL`,
    [importId],
  );
}

/** Findings that a person should look at: gone, new, and still there at the same row. */
export async function compareFindings(
  client: ClientBase,
  importId: number,
): Promise<NonNullable<Correction["findings"]>> {
  const { rows } = await client.query<NonNullable<Correction["findings"]>>(
    `WITH now AS MATERIALIZED (
       SELECT coalesce(m.before, -f.baris) AS baris, f.kolom, f.code
       FROM (${FINDINGS}) AS f LEFT JOIN row_match m ON m.after = f.baris),
     counts AS (
       SELECT (SELECT count(*) FROM (TABLE now INTERSECT ALL TABLE finding_before) AS k)::int AS kept,
         (SELECT count(*) FROM now)::int AS after, (SELECT count(*) FROM finding_before)::int AS before)
     SELECT before - kept AS resolved, after - kept AS added, kept FROM counts`,
    [importId],
  );
  return rows[0] as NonNullable<Correction["findings"]>;
}
