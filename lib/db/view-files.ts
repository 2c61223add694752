import "server-only";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";

export interface ViewFile {
  view: string;
  sql: string;
  sha256: string;
}

/** Where a view is built and filled before it takes the place of the one that people read. */
const WORKSHOP = "view_workshop";
/** Longest wait for readers to let the old view go; whoever comes meanwhile waits behind. */
const SWAP_LOCK_TIMEOUT = "5s";

/**
 * Defines the materialized views anew whose file (views/NAME.sql) is not the one in force, and those that are missing,
 * and fills them. One that was dropped on purpose stays away.
 * @param client its role must own the views
 * @returns names of the views that were defined
 */
export async function applyViews(
  client: pg.ClientBase,
  folder: string,
  progress: (line: string) => void,
): Promise<string[]> {
  const applied: string[] = [];
  for (const { view, sha256 } of viewFiles(folder)) {
    const { rows } = await client.query<{ settled: boolean }>(
      `SELECT EXISTS (SELECT FROM view_definitions WHERE view = $1
          AND (dropped_at IS NOT NULL OR (sha256 = $2 AND to_regclass(quote_ident($1)) IS NOT NULL))) AS settled`,
      [view, sha256],
    );
    if (rows[0]?.settled || applied.includes(view)) continue;
    progress(`Defining view ${view} …`);
    applied.push(...(await defineView(client, view, folder)));
  }
  return applied;
}

/** The views that have a file: each after those that its text mentions, else in the order of their names. */
export function viewFiles(folder = path.resolve("prisma/views")): ViewFile[] {
  const files = fs.readdirSync(folder).filter((name) => name.endsWith(".sql"));
  const waiting = files.sort().map((file): ViewFile => {
    const sql = fs.readFileSync(path.join(folder, file), "utf8");
    return { view: path.basename(file, ".sql"), sql, sha256: createHash("sha256").update(sql).digest("hex") };
  });
  const ordered: ViewFile[] = [];
  while (waiting.length > 0) {
    const mentions = (one: ViewFile, other: ViewFile) =>
      one !== other && new RegExp(`\\b${other.view}\\b`).test(one.sql);
    const ready = waiting.findIndex((one) => !waiting.some((other) => mentions(one, other)));
    ordered.push(...waiting.splice(Math.max(ready, 0), 1));
  }
  return ordered;
}

/**
 * Makes a view anew from its file and fills it, with the views that are derived from it. They are built beside the old
 * ones, which people go on reading, and take their place in one short step: people see the old view or the new one,
 * filled, and never none. All in one transaction.
 * @returns names of the views that were made
 * @throws Error naming the view and its file
 */
export async function defineView(
  client: pg.ClientBase,
  view: string,
  folder = path.resolve("prisma/views"),
): Promise<string[]> {
  const files = viewFiles(folder);
  const name = pg.escapeIdentifier;
  try {
    await client.query("BEGIN");
    const made = files.filter((file) => file.view === view);
    if (made.length === 0) throw new Error("there is no such file");
    // The locks that a refresh takes, in its order; another order could deadlock.
    await client.query("SELECT lock_view_family($1)", [view]);
    const dependents = await viewsDerivedFrom(client, view);
    made.push(...files.filter((file) => dependents.includes(file.view)));
    const { rows } = await client.query<{ schema: string; path: string }>(
      "SELECT current_schema() AS schema, current_setting('search_path') AS path",
    );
    const { schema, path: searchPath } = rows[0] as { schema: string; path: string };
    await client.query(`CREATE SCHEMA ${WORKSHOP}`);
    await client.query(`SET LOCAL search_path TO ${WORKSHOP}, ${name(schema)}`);
    for (const one of made) await buildView(client, one);
    await client.query("SELECT set_config('search_path', $1, true), set_config('lock_timeout', $2, true)", [
      searchPath,
      SWAP_LOCK_TIMEOUT,
    ]);
    const inForce = made.map((one) => `${name(schema)}.${name(one.view)}`);
    await client.query(`DROP MATERIALIZED VIEW IF EXISTS ${inForce.join(", ")}`);
    for (const one of made) {
      await client.query(`ALTER MATERIALIZED VIEW ${WORKSHOP}.${name(one.view)} SET SCHEMA ${name(schema)}`);
    }
    await client.query(`DROP SCHEMA ${WORKSHOP}`);
    await client.query("COMMIT");
    return made.map((one) => one.view);
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw new Error(`View ${view} (prisma/views/${view}.sql): ${(error as Error).message}`, { cause: error });
  }
}

/**
 * Drops a view on purpose: it stays away until somebody makes it again (defineView). Nothing is lost, because a view is
 * derived. Readers that hold it are waited for, 5 s at most.
 * @throws what PostgreSQL says when other views read it (SQLSTATE 2BP01) or readers held it too long (55P03)
 */
export async function dropView(client: pg.ClientBase, view: string): Promise<void> {
  try {
    await client.query("BEGIN");
    await client.query("SELECT pg_advisory_xact_lock(view_lock_key($1))", [view]);
    await client.query("SELECT set_config('lock_timeout', $1, true)", [SWAP_LOCK_TIMEOUT]);
    await client.query(`DROP MATERIALIZED VIEW IF EXISTS ${pg.escapeIdentifier(view)}`);
    await client.query("UPDATE view_definitions SET dropped_at = now() WHERE view = $1", [view]);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw error;
  }
}

async function buildView(client: pg.ClientBase, { view, sql, sha256 }: ViewFile): Promise<void> {
  await client.query(sql);
  await client.query(
    `INSERT INTO view_definitions (view, sha256) VALUES ($1, $2)
     ON CONFLICT (view) DO UPDATE SET sha256 = excluded.sha256, applied_at = now(), dropped_at = NULL`,
    [view, sha256],
  );
  const { rows } = await client.query<{ outcome: string; error: string | null }>(
    "SELECT (refresh).outcome, (refresh).error FROM refresh_view($1, 'automatic', 'definition', NULL)",
    [view],
  );
  if (rows[0]?.outcome !== "ok") throw new Error(rows[0]?.error ?? "it could not be filled");
}

/** The indexes that a view's file declares, in its order. */
export function declaredIndexes({ view, sql }: ViewFile): { name: string; statement: string }[] {
  const pattern = new RegExp(`^CREATE (?:UNIQUE )?INDEX (\\w+) ON ${view}\\b[^;]*`, "gm");
  return [...sql.matchAll(pattern)].map((found) => ({ name: found[1] as string, statement: found[0] }));
}

/** Views that read this one, directly or through others. */
export async function viewsDerivedFrom(client: pg.ClientBase, view: string): Promise<string[]> {
  const { rows } = await client.query<{ view: string }>(
    `WITH RECURSIVE derived AS (
       SELECT $1::text AS view
       UNION
       SELECT d.view FROM derived, view_definitions d WHERE EXISTS (
         SELECT FROM view_dependencies(d.view) AS reads WHERE reads.relation = derived.view)
     )
     SELECT view FROM derived WHERE view <> $1`,
    [view],
  );
  return rows.map((row) => row.view);
}
