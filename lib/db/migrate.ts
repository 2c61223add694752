import "server-only";
import { createHash, randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { migrationNames } from "@/lib/db/migration-files";
import { applyViews } from "@/lib/db/view-files";

/** The lock that Prisma's own engine takes, so that both never work at once. */
const PRISMA_LOCK = 72707369;
const OLDEST_SERVER = 150_000;

export type MigrateOptions = {
  /** Folder with migrations/ and views/. */
  folder?: string;
  /** false: leaves the views as they are, for whoever wants to look at them first. */
  views?: boolean;
  /** Told what is done, a line each. */
  progress?: (line: string) => void;
};

/**
 * Brings a database up to date: applies the migrations that it lacks (prisma/migrations/NAME/migration.sql, each in
 * one transaction, so none is ever half applied), then the view files whose text changed. Older data is vacuumed in
 * between: a migration may write a table anew, and autovacuum would take its time to see that. Keeps the book of
 * `prisma migrate deploy`, which afterwards finds nothing to do. Processes that do this at once wait for each other.
 * @returns names of what was applied
 * @throws Error naming the migration or view that failed, or a server older than PostgreSQL 15
 */
export async function migrate(
  url: string,
  { folder = path.resolve("prisma"), views: withViews = true, progress = () => {} }: MigrateOptions = {},
): Promise<{ migrations: string[]; views: string[] }> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // A connection that breaks rejects the query in hand; an event without a listener would end the process.
  client.on("error", () => {});
  await client.connect();
  try {
    await requireServerVersion(client);
    await client.query("SELECT pg_advisory_lock($1)", [PRISMA_LOCK]);
    const { applied: migrations, isUpgrade } = await applyMigrations(client, path.join(folder, "migrations"), progress);
    if (isUpgrade) {
      progress("Vacuuming …");
      await client.query("VACUUM (ANALYZE)");
    }
    const views = withViews ? await applyViews(client, path.join(folder, "views"), progress) : [];
    return { migrations, views };
  } finally {
    await client.end();
  }
}

async function requireServerVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: number; name: string }>(
    "SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS name",
  );
  const server = rows[0];
  if (server && server.number < OLDEST_SERVER) {
    throw new Error(`PostgreSQL ${server.name} is too old: the portal needs 15 or newer`);
  }
}

async function applyMigrations(
  client: pg.Client,
  folder: string,
  progress: (line: string) => void,
): Promise<{ applied: string[]; isUpgrade: boolean }> {
  await client.query(`CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`);
  const book = await client.query<{ migration_name: string; checksum: string; finished_at: Date | null }>(
    "SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL",
  );
  const done = new Map(book.rows.map((row) => [row.migration_name, row]));
  const applied: string[] = [];
  for (const name of migrationNames(folder)) {
    const sql = fs.readFileSync(path.join(folder, name, "migration.sql"), "utf8");
    const checksum = createHash("sha256").update(sql).digest("hex");
    const row = done.get(name);
    if (row && !row.finished_at) {
      throw new Error(`Migration ${name} failed earlier. Repair the database, then: npx prisma migrate resolve`);
    }
    if (row && row.checksum !== checksum) progress(`Warning: migration ${name} was changed after it was applied`);
    if (row) continue;
    progress(`Applying migration ${name} …`);
    await applyMigration(client, name, sql, checksum);
    applied.push(name);
  }
  return { applied, isUpgrade: done.size > 0 && applied.length > 0 };
}

/** The migration and its line in the book in one transaction: a crash or an error leaves neither. */
async function applyMigration(client: pg.Client, name: string, sql: string, checksum: string): Promise<void> {
  try {
    await client.query("BEGIN");
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw new Error(`Migration ${name} failed: ${(error as Error).message}`, { cause: error });
  }
}
