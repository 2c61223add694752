import { randomBytes } from "node:crypto";
import { afterAll, inject } from "vitest";
import { closePool } from "@/lib/db/pool";
import { closePrisma } from "@/lib/db/prisma";
import { createDatabase, TEMPLATE } from "@/lib/db/testing/databases";

// A migrated, empty database for this test file alone; it is there before the file's own modules load. Without a
// server this throws, so the file fails.
const database = await createDatabase(inject("clusterUrl"), TEMPLATE);
process.env.DATABASE_URL = database.url;
process.env.PORTAL_SECRET = randomBytes(32).toString("hex");

afterAll(async () => {
  await Promise.allSettled([closePrisma(), closePool()]);
  await database.drop();
});
