import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { PoolClient } from "pg";
import { pool } from "@/lib/db/pool";
import { databaseFailure, type Failure, failureOf } from "@/lib/failure";
import { log } from "@/lib/log";
import { refreshAfterWrite } from "@/lib/views/refresh";
import type { ViewName } from "@/lib/views/registry";
import { type ApplyOptions, applyImport, planImport } from "./apply";
import { saveRules } from "./kode-rules";
import { saveProfile } from "./profiles";
import { progressWriter } from "./progress";
import type { Summary } from "./read/messages";
import { type FileToRead, readFile } from "./read-file";
import { runRevert } from "./revert-run";
import type { Plan } from "./session";
import { clearStaging } from "./staging";
import type { ImportKind } from "./types";

/**
 * An import's life: its file is read into the staging tables, compared with what is stored (the plan), and, when a
 * person says so, committed in one transaction that also sets `committed`. Whoever runs it holds an advisory lock that
 * dies with its connection, so an import that was cut off anywhere can simply be run again.
 */

const RETRY_MS = 2_000;
const RETRIES = 30;

/** The view that is derived from what a file of this kind holds. */
const VIEW_OF: Record<ImportKind, ViewName> = {
  ahsp: "referensi_ahsp_stats",
  companies: "mv_distinct_technologies",
};

const TABLES_OF: Record<ImportKind, string> = {
  ahsp: "referensi_ahspreferensi, referensi_rincianreferensi",
  companies: "companies",
};

interface Job extends FileToRead {
  goal: "plan" | "commit";
  analysis: Summary | null;
  plan: Plan | null;
  options: ApplyOptions;
  state: string;
  actor: string | null;
  reverts: number | null;
  finished: boolean;
}

let queue: Promise<void> = Promise.resolve();

/** Runs an import in the background, after those that were asked for before it: one at a time bounds the memory. */
export function enqueueImport(id: number): void {
  queue = queue.then(() => runThroughOutages(id)).catch((error) => log.error("import", { id, error }));
}

/** Takes up every import that was cut off: by a crash of the portal or of the database. Called when the portal starts. */
export async function resumeImports(): Promise<void> {
  const open = await pool().query<{ id: number }>(
    "SELECT id FROM imports WHERE finished_at IS NULL AND state <> 'open' ORDER BY id",
  );
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
 * Runs one import as far as its goal: until it waits for a person, or to its end, committed and refreshed or failed. All
 * of that stands in the database. Does nothing when it has ended already.
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
    `SELECT i.goal, i.choices, i.profile, i.use_profile AS "useProfile", i.actor, i.analysis, i.plan, i.state, i.reverts,
       i.file_sha256 AS sha256, i.source ->> 'sheet' AS sheet, i.corrected,
       jsonb_build_object('onlyGoodRows', i.only_good_rows, 'removeMissing', i.remove_missing) AS options,
       i.finished_at IS NOT NULL AS finished
     FROM imports i WHERE i.id = $1`,
    [id],
  );
  const job = rows[0];
  if (!job || job.finished) return;
  if (job.state !== "committed" && !(await reachGoal(client, id, job))) return;
  await refreshAfter(id);
}

/** @returns whether the import is committed now */
async function reachGoal(client: PoolClient, id: number, job: Job): Promise<boolean> {
  const progress = progressWriter(id);
  try {
    if (job.reverts !== null) return await runRevert(client, id, job.reverts, job.goal);
    const summary = job.analysis ?? (await readFile(client, id, job, progress));
    if (job.goal === "plan") {
      await plan(client, id, summary, job.options);
      return false;
    }
    return await commit(client, id, summary, job);
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    await progress.settled();
    if (databaseFailure(error) === "DATABASE_UNAVAILABLE") throw error;
    await fail(id, failureOf(error, "import"), job.goal === "plan" || job.plan !== null);
    return false;
  }
}

async function plan(client: PoolClient, id: number, summary: Summary, options: ApplyOptions): Promise<void> {
  await client.query("BEGIN");
  const planned = await planImport(client, id, summary, options);
  await client.query(
    "UPDATE imports SET state = 'open', plan = $2, error_code = NULL, error_params = NULL WHERE id = $1",
    [id, JSON.stringify(planned)],
  );
  await client.query("COMMIT");
}

/**
 * Commits what was planned, or nothing: when something else was committed meanwhile that changes the effect, the person
 * looks again.
 */
async function commit(client: PoolClient, id: number, summary: Summary, job: Job): Promise<boolean> {
  await pool().query("UPDATE imports SET state = 'writing' WHERE id = $1", [id]);
  await client.query("BEGIN");
  const done = await applyImport(client, id, summary, job.options);
  if (job.plan && !sameEffect(job.plan, done)) {
    await client.query("ROLLBACK");
    await plan(client, id, summary, job.options);
    await fail(id, { code: "PLAN_STALE" }, true);
    return false;
  }
  const { report } = done;
  await client.query(
    `UPDATE imports SET state = 'committed', committed_at = now(), kind = $2, report = $3, plan = $4,
       rows_read = $5, rows_written = $6, expires_at = NULL, error_code = NULL, error_params = NULL WHERE id = $1`,
    [id, report.kind, JSON.stringify(report), JSON.stringify(done), report.ledger.rows, report.ledger.imported],
  );
  await remember(client, id, summary, job);
  await client.query("COMMIT");
  log.info("import committed", { id, rows: report.ledger.rows });
  return true;
}

/** What a person said about this file, for the next of its kind. */
async function remember(client: PoolClient, id: number, { kind, reading }: Summary, job: Job): Promise<void> {
  const { choices, actor } = job;
  await saveProfile(client, { reading, choices, actor });
  if (kind === "ahsp" && choices.rules) await saveRules(client, id, { rules: choices.rules, actor });
}

/** Row by row the same outcome, the same effect on the statistics, and no edit by hand overwritten that nobody saw. */
function sameEffect(planned: Plan, done: Plan): boolean {
  const seen = ({ report, effect, edits = 0 }: Plan) => [report.ledger, effect, edits];
  return isDeepStrictEqual(seen(planned), seen(done));
}

/**
 * @param waits a person can do something about it: choose differently, bring a corrected file, commit again. Else the
 *   import has ended
 */
async function fail(id: number, failure: Failure, waits: boolean): Promise<void> {
  const params = { ...failure.params, ...(failure.errorId ? { errorId: failure.errorId } : {}) };
  await pool().query(
    waits
      ? "UPDATE imports SET state = 'open', goal = 'plan', error_code = $2, error_params = $3 WHERE id = $1"
      : "UPDATE imports SET state = 'failed', error_code = $2, error_params = $3, finished_at = now() WHERE id = $1",
    [id, failure.code, JSON.stringify(params)],
  );
}

/**
 * The import is safe whatever comes of the refresh, which is told separately. The planner learns first of what was
 * written: a refresh that takes full tables for empty ones needs a quadratic time.
 */
async function refreshAfter(id: number): Promise<void> {
  const { rows } = await pool().query<{ kind: ImportKind; actor: string | null }>(
    "SELECT kind, actor FROM imports WHERE id = $1",
    [id],
  );
  const { kind, actor } = rows[0] as { kind: ImportKind; actor: string | null };
  await pool().query(`ANALYZE ${TABLES_OF[kind]}`);
  const refreshId = await refreshAfterWrite(VIEW_OF[kind], { trigger: "import", actor });
  await clearStaging(id);
  await pool().query("UPDATE imports SET refresh_id = $2, finished_at = now() WHERE id = $1", [id, refreshId]);
}
