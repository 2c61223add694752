import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { closePool } from "../pool";
import { closePrisma } from "../prisma";

// A migrated, empty database for this test file alone; it is there before the file's own modules load.
const cluster = inject("clusterUrl");
const name = `test_${randomBytes(6).toString("hex")}`;
await onCluster(`CREATE DATABASE ${name} TEMPLATE portal_template`);
process.env.DATABASE_URL = cluster.replace(/\/postgres$/, `/${name}`);
process.env.PORTAL_SECRET = randomBytes(32).toString("hex");

afterAll(async () => {
  await Promise.allSettled([closePrisma(), closePool()]);
  await onCluster(`DROP DATABASE ${name} WITH (FORCE)`);
});

async function onCluster(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: cluster });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
