import type { ClientBase } from "pg";
import { pool } from "@/lib/db/pool";
import { withTransaction } from "@/lib/db/transaction";
import { PortalError } from "@/lib/errors";
import type { Choices } from "./choices";
import { type SuspectDecision, decideSuspects as writeDecision } from "./repairs";

/** What people do with an import that waits for them. Each is one statement; the work follows with enqueueImport. */

/** How long an import that nobody commits is kept after it was last used. */
export const KEPT_FOR = "48 hours";

/**
 * Sends an open import back to be worked out again.
 * @param set assignments of columns of imports, written in this folder; $1 is the id, `values` count from $2
 * @throws IMPORT_NOT_OPEN
 */
export async function replan(
  importId: number,
  set: string,
  values: unknown[],
  client: Pick<ClientBase, "query"> = pool(),
): Promise<void> {
  const { rowCount } = await client.query(
    `UPDATE imports SET ${set}, plan = NULL, goal = 'plan', state = 'queued', error_code = NULL, error_params = NULL,
       expires_at = now() + interval '${KEPT_FOR}'
     WHERE id = $1 AND state = 'open' AND reverts IS NULL`,
    [importId, ...values],
  );
  if (rowCount === 0) throw new PortalError("IMPORT_NOT_OPEN");
}

/**
 * Reads the file anew under these choices. They were made looking at the saved mapping, where one was in use: then it is
 * not put over them again.
 * @throws IMPORT_NOT_OPEN
 */
export async function chooseColumns(importId: number, choices: Partial<Choices>): Promise<void> {
  await withTransaction(async (client) => {
    // What was corrected, and what that changed, is told by rows of one sheet.
    const other = "coalesce($2::jsonb ->> 'sheet', '') NOT IN (coalesce(choices ->> 'sheet', ''), source ->> 'sheet')";
    const { rows } = await client.query<{ other: boolean }>(
      `SELECT coalesce(${other}, false) AS other FROM imports WHERE id = $1 FOR UPDATE`,
      [importId, JSON.stringify(choices)],
    );
    const forgets = rows[0]?.other ? ", corrected = NULL" : "";
    const set = `choices = $2, use_profile = use_profile AND profile IS NULL, profile = NULL, analysis = NULL${forgets}`;
    await replan(importId, set, [JSON.stringify(choices)], client);
    if (forgets) await client.query("DELETE FROM import_patches WHERE import_id = $1", [importId]);
  });
}

/** Reads the file anew without a saved mapping. @throws IMPORT_NOT_OPEN */
export async function readWithoutProfile(importId: number): Promise<void> {
  await replan(importId, "use_profile = false, profile = NULL, analysis = NULL", []);
}

/** @throws IMPORT_NOT_OPEN */
export async function choosePlan(
  importId: number,
  { onlyGoodRows, removeMissing }: { onlyGoodRows: boolean; removeMissing: boolean },
): Promise<void> {
  await replan(importId, "only_good_rows = $2, remove_missing = $3", [onlyGoodRows, removeMissing]);
}

/**
 * Writes down what was decided about suspect cells and checks the file again.
 * @returns how many cells it decided; 0 leaves everything as it is
 * @throws IMPORT_NOT_OPEN
 */
export async function decideSuspects(
  importId: number,
  decision: SuspectDecision,
  actor: string | null,
): Promise<number> {
  const decided = await writeDecision(importId, decision, actor);
  if (decided > 0) await replan(importId, "analysis = NULL", []);
  return decided;
}

/**
 * Commits what was planned; the same key again does nothing.
 * @param commitKey UUID made once per click
 * @throws IMPORT_NOT_OPEN
 */
export async function commitImport(importId: number, commitKey: string): Promise<void> {
  const { rowCount } = await pool().query(
    `UPDATE imports SET goal = 'commit', state = 'queued', commit_key = $2
     WHERE id = $1 AND ((state = 'open' AND plan IS NOT NULL) OR commit_key = $2)
       AND commit_key IS DISTINCT FROM $2`,
    [importId, commitKey],
  );
  if (rowCount === 1) return;
  const { rows } = await pool().query("SELECT FROM imports WHERE id = $1 AND commit_key = $2", [importId, commitKey]);
  if (rows.length === 0) throw new PortalError("IMPORT_NOT_OPEN");
}

/** Ends an open import without any change. @throws IMPORT_NOT_OPEN */
export async function discardImport(importId: number): Promise<void> {
  const { rowCount } = await pool().query(
    "UPDATE imports SET state = 'expired', finished_at = now() WHERE id = $1 AND state = 'open'",
    [importId],
  );
  if (rowCount === 0) throw new PortalError("IMPORT_NOT_OPEN");
  await forgetEnded();
}

/**
 * Opens the taking back of a committed import: an import of its own, which is planned first.
 * @returns its id; that of the open one when somebody began it already
 * @throws IMPORT_NOT_OPEN when it is not committed
 */
export async function openRevert(
  importId: number,
  via: { actor: string | null; goal: "plan" | "commit" },
): Promise<number> {
  const begun = await pool().query<{ id: number }>(
    "SELECT id FROM imports WHERE reverts = $1 AND finished_at IS NULL ORDER BY id LIMIT 1",
    [importId],
  );
  if (begun.rows[0]) return begun.rows[0].id;
  const made = await pool().query<{ id: number }>(
    `INSERT INTO imports (upload_key, file_name, kind, goal, via, actor, reverts, expires_at)
     SELECT gen_random_uuid(), file_name, kind, $2, 'revert', $3, id, CASE WHEN $2 = 'plan' THEN now() + interval '${KEPT_FOR}' END
     FROM imports WHERE id = $1 AND state = 'committed' RETURNING id`,
    [importId, via.goal, via.actor],
  );
  const id = made.rows[0]?.id;
  if (id === undefined) throw new PortalError("IMPORT_NOT_OPEN");
  return id;
}

/** Ends imports that nobody committed in time. Called by the job queue. @returns how many */
export async function expireImports(): Promise<number> {
  const { rowCount } = await pool().query(
    "UPDATE imports SET state = 'expired', finished_at = now() WHERE state = 'open' AND expires_at < now()",
  );
  await forgetEnded();
  return rowCount ?? 0;
}

/** What was staged of imports that ended without a commit is of no use any more. */
async function forgetEnded(): Promise<void> {
  for (const table of [
    "import_rows",
    "import_jobs",
    "import_lines",
    "import_given_codes",
    "import_companies",
    "import_suspects",
    "import_patches",
  ]) {
    await pool().query(
      `DELETE FROM ${table} WHERE import_id IN (SELECT id FROM imports WHERE state IN ('expired', 'failed'))`,
    );
  }
}
