import "server-only";
import type { PoolClient } from "pg";
import { pool } from "@/lib/db/pool";
import { declaredIndexes, defineView, dropView, type ViewFile, viewFiles, viewsDerivedFrom } from "@/lib/db/view-files";
import { PortalError } from "@/lib/errors";
import { errorCodes } from "@/lib/failure";
import { partsOf, type ViewName } from "./registry";

/** The view's file, prisma/views/<name>.sql. */
export function definitionOf(view: ViewName): ViewFile {
  const file = viewFiles().find((one) => one.view === view);
  if (!file) throw new Error(`prisma/views/${view}.sql is missing`);
  return file;
}

/**
 * Makes a view anew from its file, filled, while people read the old one; makes a missing one. Views derived from it
 * are made anew too, and its parts in any case.
 * @returns names of the views that were made
 */
export async function rebuildView(view: ViewName): Promise<string[]> {
  return withClient(async (client) => {
    const made = await defineView(client, view);
    for (const part of partsOf(view)) if (!made.includes(part)) made.push(...(await defineView(client, part)));
    return made;
  });
}

/** Drops a view and its parts, which loses nothing; its readers take the live path. @throws VIEW_IN_USE (view, others) */
export async function removeView(view: ViewName): Promise<void> {
  await withClient(async (client) => {
    const parts: string[] = partsOf(view);
    const others = (await viewsDerivedFrom(client, view)).filter((name) => !parts.includes(name));
    if (others.length > 0) throw new PortalError("VIEW_IN_USE", { view, others: others.join(", ") });
    for (const name of [...parts, view]) await dropView(client, name);
  });
}

/**
 * Makes an index that the view's file declares and the database lacks, or holds as invalid.
 * @returns false when the file declares no such index
 * @throws VIEW_MISSING (view)
 */
export async function createIndex(view: ViewName, index: string): Promise<boolean> {
  const declared = declaredIndexes(definitionOf(view)).find((one) => one.name === index);
  if (!declared) return false;
  await withClient(async (client) => {
    try {
      await client.query("BEGIN");
      await client.query("SELECT pg_advisory_xact_lock(view_lock_key($1))", [view]);
      await client.query(`DROP INDEX IF EXISTS "${declared.name}"`);
      await client.query(declared.statement);
      await client.query(`ANALYZE "${view}"`);
      await client.query("COMMIT");
    } catch (error) {
      await client.query("ROLLBACK").catch(() => {});
      throw missing(view, error);
    }
  });
  return true;
}

/** Gathers the planner's statistics of a view. @throws VIEW_MISSING (view) */
export async function analyseView(view: ViewName): Promise<{ durationMs: number }> {
  const started = performance.now();
  await pool()
    .query(`ANALYZE "${view}"`)
    .catch((error) => {
      throw missing(view, error);
    });
  return { durationMs: performance.now() - started };
}

function missing(view: ViewName, error: unknown): unknown {
  return [...errorCodes(error)].includes("42P01") ? new PortalError("VIEW_MISSING", { view }, { cause: error }) : error;
}

async function withClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}
