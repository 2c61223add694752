import "server-only";
import pg from "pg";
import { readEnv } from "@/lib/env";

/**
 * Pool beside Prisma's for COPY, LISTEN and long jobs: no statement time limit. Made at first use. A lost connection
 * is replaced at the next use; a job that was using it fails.
 */
export function pool(): pg.Pool {
  global.portalPool ??= create();
  return global.portalPool;
}

// Development reloads modules; the connections stay.
const global = globalThis as { portalPool?: pg.Pool | undefined };

function create(): pg.Pool {
  // Edits hold one while they wait for their turn: there have to be more than a few who can wait.
  const made = new pg.Pool({
    connectionString: databaseUrl(),
    max: 12,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
  });
  // Without a listener an idle connection that breaks would end the process. The pool drops it by itself.
  made.on("error", () => {});
  return made;
}

/** Ends the pool's connections, if any were made. It may be used again afterwards. */
export async function closePool(): Promise<void> {
  const made = global.portalPool;
  global.portalPool = undefined;
  await made?.end();
}

/** @throws Error when DATABASE_URL is not set: a command sets it when it opens the database */
export function databaseUrl(): string {
  const { DATABASE_URL } = readEnv();
  if (!DATABASE_URL) throw new Error("DATABASE_URL is not set: start the portal with `npm start`");
  return DATABASE_URL;
}
