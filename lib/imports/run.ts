import { setTimeout as sleep } from "node:timers/promises";
import type { PoolClient } from "pg";
import { pool } from "@/lib/db/pool";
import { databaseFailure, failureOf } from "@/lib/failure";
import { log } from "@/lib/log";
import { refreshAfterWrite } from "@/lib/views/refresh";
import type { ViewName } from "@/lib/views/registry";
import { writeCompanies } from "./companies/write";
import { analyseInChild } from "./read/spawn";
import { openStaging } from "./staging";
import type { ImportKind, NumberFormat } from "./types";
import { writeStaged } from "./write";

/**
 * An import's life: queued → reading → writing → committed, or failed. Its bytes are stored, its rows are written in
 * one transaction that also sets `committed`, and whoever runs it holds an advisory lock that dies with its
 * connection. So an import that was cut off anywhere can simply be run again.
 */

const PROGRESS_MS = 400;
const RETRY_MS = 2_000;
const RETRIES = 30;

/** The view that is derived from what a file of this kind holds. */
const VIEW_OF: Record<ImportKind, ViewName> = {
  ahsp: "referensi_ahsp_stats",
  companies: "mv_distinct_technologies",
};

interface Job {
  file_name: string;
  number_format: NumberFormat | null;
  state: string;
  bytes: Buffer;
  finished: boolean;
}

let queue: Promise<void> = Promise.resolve();

/** Runs an import in the background, after those that were asked for before it: one at a time bounds the memory. */
export function enqueueImport(id: number): void {
  queue = queue.then(() => runThroughOutages(id)).catch((error) => log.error("import", { id, error }));
}

/** Takes up every import that was cut off: by a crash of the portal or of the database. Called when the portal starts. */
export async function resumeImports(): Promise<void> {
  const open = await pool().query<{ id: number }>("SELECT id FROM imports WHERE finished_at IS NULL ORDER BY id");
  for (const { id } of open.rows) enqueueImport(id);
}

/**
 * A database that went away comes back, as a rule: the import waits for it. An import that another process is at is
 * looked at again: that process may be dead, and only the database does not know it yet.
 */
async function runThroughOutages(id: number): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      if (!(await runImport(id))) setTimeout(() => enqueueImport(id), RETRY_MS).unref();
      return;
    } catch (error) {
      if (databaseFailure(error) !== "DATABASE_UNAVAILABLE" || attempt > RETRIES) throw error;
      log.warn("import waits for the database", { id, attempt });
      await sleep(RETRY_MS);
    }
  }
}

/**
 * Runs one import to its end and returns when it has ended: committed and refreshed, or failed; both stand in the
 * database. Does nothing when it has ended already.
 * @returns false when another process is at it
 * @throws only when the database is out of reach
 */
export async function runImport(id: number): Promise<boolean> {
  const client = await pool().connect();
  let broken: Error | undefined;
  const onError = (error: Error) => {
    broken = error;
  };
  client.on("error", onError);
  try {
    const mine = await client.query("SELECT pg_try_advisory_lock(hashtextextended('run import', $1)) AS locked", [id]);
    if (!mine.rows[0].locked) return false;
    try {
      await runLocked(client, id);
    } finally {
      if (!broken)
        await client.query("SELECT pg_advisory_unlock(hashtextextended('run import', $1))", [id]).catch(() => {});
    }
    return true;
  } finally {
    client.off("error", onError);
    client.release(broken);
  }
}

async function runLocked(client: PoolClient, id: number): Promise<void> {
  const { rows } = await client.query<Job>(
    `SELECT i.file_name, i.number_format, i.state, f.bytes, i.finished_at IS NOT NULL AS finished
     FROM imports i JOIN import_files f ON f.sha256 = i.file_sha256 WHERE i.id = $1`,
    [id],
  );
  const job = rows[0];
  if (!job || job.finished) return;
  if (job.state !== "committed" && !(await commitRows(client, id, job))) return;
  await refreshAfter(id);
}

/** @returns whether the rows were committed */
async function commitRows(client: PoolClient, id: number, job: Job): Promise<boolean> {
  const progress = progressWriter(id);
  try {
    await pool().query("UPDATE imports SET state = 'reading', rows_read = 0, rows_written = 0 WHERE id = $1", [id]);
    await client.query("BEGIN");
    const staging = await openStaging(client, { written: (lines) => progress("writing", "rows_written", lines) });
    const summary = await analyseInChild(
      job.bytes,
      { numberFormat: job.number_format },
      {
        ...staging,
        progress: (rows) => progress("reading", "rows_read", rows),
      },
    );
    const report =
      summary.kind === "companies" ? await writeCompanies(client, id, summary) : await writeStaged(client, id, summary);
    await progress.settled();
    await client.query(
      `UPDATE imports SET state = 'committed', committed_at = now(), kind = $2, report = $3,
         rows_read = $4, rows_written = $5 WHERE id = $1`,
      [id, report.kind, JSON.stringify(report), report.ledger.rows, report.ledger.imported],
    );
    await client.query("COMMIT");
    log.info("import committed", { id, rows: report.ledger.rows });
    return true;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    await progress.settled();
    if (databaseFailure(error) === "DATABASE_UNAVAILABLE") throw error;
    const failure = failureOf(error, "import");
    await pool().query(
      "UPDATE imports SET state = 'failed', error_code = $2, error_params = $3, finished_at = now() WHERE id = $1",
      [
        id,
        failure.code,
        JSON.stringify({ ...failure.params, ...(failure.errorId ? { errorId: failure.errorId } : {}) }),
      ],
    );
    return false;
  }
}

/** The import is safe whatever comes of the refresh, which is told separately. */
async function refreshAfter(id: number): Promise<void> {
  const { rows } = await pool().query<{ kind: ImportKind; actor: string | null }>(
    "SELECT kind, actor FROM imports WHERE id = $1",
    [id],
  );
  const { kind, actor } = rows[0] as { kind: ImportKind; actor: string | null };
  const refreshId = await refreshAfterWrite(VIEW_OF[kind], { trigger: "import", actor });
  await pool().query("UPDATE imports SET refresh_id = $2, finished_at = now() WHERE id = $1", [id, refreshId]);
}

/** Writes progress now and then, on a connection of its own: the import's own transaction shows nothing until it ends. */
function progressWriter(id: number) {
  let last = 0;
  let writing: Promise<unknown> = Promise.resolve();
  const write = (state: "reading" | "writing", column: "rows_read" | "rows_written", count: number) => {
    if (Date.now() - last < PROGRESS_MS) return;
    last = Date.now();
    const text = `UPDATE imports SET state = $2, ${column} = $3 WHERE id = $1 AND state IN ('queued', 'reading', 'writing')`;
    writing = pool()
      .query(text, [id, state, count])
      .catch(() => {});
  };
  return Object.assign(write, { settled: () => writing });
}
