import type { TestProject } from "vitest/node";
import { openThrowawayDatabase } from "@/lib/db/embedded";
import { migrate } from "@/lib/db/migrate";
import { execute, onDatabase, TEMPLATE } from "@/lib/db/testing/databases";

declare module "vitest" {
  interface ProvidedContext {
    /** The server of this test run: URL of its database `postgres`, with a role that may create databases. */
    clusterUrl: string;
  }
}

/**
 * One server for all database tests, and on it a migrated database that each test file gets a copy of.
 * TEST_DATABASE_URL names another server to test against (its database `postgres` is connected to).
 */
export default async function startCluster(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? { url: given, close: async () => {} } : await openThrowawayDatabase();
  const clusterUrl = onDatabase(server.url, "postgres");
  await execute(clusterUrl, `DROP DATABASE IF EXISTS ${TEMPLATE} WITH (FORCE)`);
  await execute(clusterUrl, `CREATE DATABASE ${TEMPLATE}`);
  await migrate(onDatabase(clusterUrl, TEMPLATE));
  project.provide("clusterUrl", clusterUrl);
  return async () => {
    await execute(clusterUrl, `DROP DATABASE IF EXISTS ${TEMPLATE} WITH (FORCE)`);
    await server.close();
  };
}
