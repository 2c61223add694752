import { randomBytes } from "node:crypto";
import pg from "pg";

/** The migrated, empty database that test databases are copies of. */
export const TEMPLATE = "portal_template";

/** The same connection URL for another database of the server. */
export function onDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

/** Waits until nobody is connected to a database any more, 5 seconds at most. */
const LET_GO = (name: string) => `DO $$ BEGIN
  FOR tenth IN 1..50 LOOP
    PERFORM pg_stat_clear_snapshot();
    EXIT WHEN NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = '${name}');
    PERFORM pg_sleep(0.1);
  END LOOP;
END $$`;

/**
 * Makes a database for a test.
 * @param clusterUrl inject("clusterUrl")
 * @param template copied; unless told, the new database is empty and not migrated
 */
export async function createDatabase(
  clusterUrl: string,
  template = "template1",
): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  await execute(clusterUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const drop = async () => {
    // Connections that are about to end are let go: one that is cut off has nobody left who would take the error.
    await execute(clusterUrl, LET_GO(name));
    await execute(clusterUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  };
  return { url: onDatabase(clusterUrl, name), drop };
}

/** Runs one statement on a connection of its own. */
export async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
