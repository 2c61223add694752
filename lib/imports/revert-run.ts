import type { PoolClient } from "pg";
import { PortalError } from "@/lib/errors";
import { applyRevert } from "./revert";

/**
 * Takes an import back as far as the goal: looked at (done and rolled back) or committed. A revert is an import of its
 * own, so it can be taken back in the same way.
 * @returns whether it is committed now
 * @throws NOTHING_TO_REVERT
 */
export async function runRevert(
  client: PoolClient,
  id: number,
  reverts: number,
  goal: "plan" | "commit",
): Promise<boolean> {
  await client.query("BEGIN");
  await client.query("SAVEPOINT before_revert");
  const done = await applyRevert(client, id, reverts);
  const { restored, replaced, removed } = done.counts;
  if (restored + replaced + removed + done.kept.length === 0) throw new PortalError("NOTHING_TO_REVERT");
  if (goal === "plan") await client.query("ROLLBACK TO SAVEPOINT before_revert");
  await client.query(
    `UPDATE imports SET state = $2, plan = $3, kept = $4, error_code = NULL, error_params = NULL,
       committed_at = CASE WHEN $2 = 'committed' THEN now() END,
       expires_at = CASE WHEN $2 = 'committed' THEN NULL ELSE expires_at END
     WHERE id = $1`,
    [id, goal === "plan" ? "open" : "committed", JSON.stringify(done), JSON.stringify(done.kept)],
  );
  await client.query("COMMIT");
  return goal === "commit";
}
