import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { openEmbedded } from "../embedded";
import { migrate } from "../migrate";

declare module "vitest" {
  interface ProvidedContext {
    clusterUrl: string;
  }
}

export const TEMPLATE = "portal_template";

/** One throwaway PostgreSQL for all database tests, with a migrated database that each test file gets a copy of. */
export default async function startCluster(project: TestProject): Promise<() => Promise<void>> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "portal-test-"));
  fs.chmodSync(folder, 0o755);
  const database = await openEmbedded(folder, { throwaway: true });
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await client.end();
  await migrate(database.url.replace(/\/postgres$/, `/${TEMPLATE}`));
  project.provide("clusterUrl", database.url);
  return async () => {
    await database.close();
    fs.rmSync(folder, { recursive: true, force: true });
  };
}
