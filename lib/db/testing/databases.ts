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
  const drop = () => execute(clusterUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  return { url: onDatabase(clusterUrl, name), drop };
}

/** Runs one statement on a connection of its own. */
export async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
