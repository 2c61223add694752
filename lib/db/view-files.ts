import "server-only";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";

/**
 * Defines the materialized views anew whose file (views/NAME.sql) is not the one in force, and those that are missing,
 * and fills them. Each in one transaction: people see the old view or the new one, filled, and never none.
 * @param client its role must own the views
 * @returns names of the views that were defined
 */
export async function applyViews(
  client: pg.Client,
  folder: string,
  progress: (line: string) => void,
): Promise<string[]> {
  const applied: string[] = [];
  for (const { view, sql, sha256 } of viewFiles(folder)) {
    const { rows } = await client.query<{ in_force: boolean }>(
      `SELECT EXISTS (SELECT FROM view_definitions WHERE view = $1 AND sha256 = $2)
          AND to_regclass(quote_ident($1)) IS NOT NULL AS in_force`,
      [view, sha256],
    );
    if (rows[0]?.in_force) continue;
    progress(`Defining view ${view} …`);
    await applyView(client, view, sql, sha256);
    applied.push(view);
  }
  return applied;
}

/** The views that have a file, in the order of their names. */
function viewFiles(folder: string): { view: string; sql: string; sha256: string }[] {
  const files = fs.readdirSync(folder).filter((name) => name.endsWith(".sql"));
  return files.sort().map((file) => {
    const sql = fs.readFileSync(path.join(folder, file), "utf8");
    return { view: path.basename(file, ".sql"), sql, sha256: createHash("sha256").update(sql).digest("hex") };
  });
}

async function applyView(client: pg.Client, view: string, sql: string, sha256: string): Promise<void> {
  try {
    await client.query("BEGIN");
    // First the lock of its refreshes: one that runs holds it and then the view; the other order would deadlock.
    await client.query("SELECT pg_advisory_xact_lock(view_lock_key($1))", [view]);
    await client.query(`DROP MATERIALIZED VIEW IF EXISTS ${pg.escapeIdentifier(view)}`);
    await client.query(sql);
    await client.query(
      `INSERT INTO view_definitions (view, sha256) VALUES ($1, $2)
       ON CONFLICT (view) DO UPDATE SET sha256 = excluded.sha256, applied_at = now()`,
      [view, sha256],
    );
    const { rows } = await client.query<{ outcome: string; error: string | null }>(
      "SELECT (refresh).outcome, (refresh).error FROM refresh_view($1, false, 'definition', NULL)",
      [view],
    );
    if (rows[0]?.outcome !== "ok") throw new Error(rows[0]?.error ?? "it could not be filled");
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw new Error(`View ${view} (prisma/views/${view}.sql): ${(error as Error).message}`, { cause: error });
  }
}
