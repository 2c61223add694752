import sql from "sql-template-tag";
import { pool } from "@/lib/db/pool";
import { PortalError } from "@/lib/errors";
import { failureOf } from "@/lib/failure";
import type { ViewName } from "./registry";
import { runningJoin } from "./state";
import type { Proof, RefreshMode, RefreshReason, RefreshResult, RefreshTrigger, UsedMode } from "./types";

interface Row {
  id: number;
  mode_used: UsedMode;
  reason: RefreshReason;
  duration_ms: number;
  rows: number;
  changes: number | null;
  outcome: "ok" | "failed";
  error: string | null;
  joined: boolean;
}

/** Who or what asked. `actor` is a user id, null when no person did. */
export interface AskedBy {
  trigger: RefreshTrigger;
  actor: string | null;
}

/** SQLSTATE of waiting for a lock longer than the function's lock_timeout, and of being cancelled. */
const LOCK_NOT_AVAILABLE = "55P03";
const CANCELLED = "57014";

/** Refreshes of this process by view and mode: the one that runs, and the one that will run after it. */
const running = new Map<string, Promise<unknown>>();
const next = new Map<string, Promise<RefreshResult>>();

/**
 * Refreshes a view through the database's own `refresh_view`, which locks, logs, analyses and notifies.
 * Runs on the pool without a time limit. One at a time: a call while one runs waits and shares its result where the
 * database says that it may; however many wait in this process, they take one connection.
 *
 * @throws REFRESH_BLOCKED when readers held the view too long, REFRESH_CANCELLED, REFRESH_FAILED with the database's
 * reason; all stand in view_refreshes and leave the old snapshot as it was.
 */
export async function refreshView(view: ViewName, mode: RefreshMode, by: AskedBy): Promise<RefreshResult> {
  const key = `${view} ${mode}`;
  const planned = next.get(key);
  // It has not begun, so it will see everything that was committed before this call.
  if (planned !== undefined) return { ...(await planned), joined: true };
  const before = running.get(key);
  const mine = (async () => {
    await before?.catch(() => {});
    next.delete(key);
    return refreshNow(view, mode, by);
  })();
  if (before !== undefined) next.set(key, mine);
  const done = mine.finally(() => {
    if (running.get(key) === done) running.delete(key);
  });
  running.set(key, done);
  return done;
}

async function refreshNow(view: ViewName, mode: RefreshMode, by: AskedBy): Promise<RefreshResult> {
  const answer = await pool().query<Row>(
    `SELECT (refresh).id, (refresh).mode_used, (refresh).duration_ms, (refresh).rows, (refresh).changes,
            (refresh).reason, (refresh).outcome, (refresh).error, joined
     FROM refresh_view($1, $2, $3, $4)`,
    [view, mode, by.trigger, by.actor],
  );
  const row = answer.rows[0] as Row;
  if (row.outcome === "failed") {
    const reason = row.error ?? "";
    if (reason.startsWith(LOCK_NOT_AVAILABLE)) throw new PortalError("REFRESH_BLOCKED", { reason });
    throw new PortalError(reason.startsWith(CANCELLED) ? "REFRESH_CANCELLED" : "REFRESH_FAILED", { reason });
  }
  const proof = await pool().query<Proof>("SELECT rows, differences FROM view_verifications WHERE refresh_id = $1", [
    row.id,
  ]);
  return {
    id: row.id,
    mode: row.mode_used,
    reason: row.reason,
    durationMs: row.duration_ms,
    rows: row.rows,
    changes: row.changes,
    proof: proof.rows[0] ?? null,
    joined: row.joined,
  };
}

/**
 * Refreshes a view after its tables were written. What was written is safe whatever comes of it, so a failure is
 * logged and told as null; so is a view that is missing or switched off, which nobody reads.
 * @returns id in view_refreshes, or null
 * @throws only when the database is out of reach
 */
export async function refreshAfterWrite(view: ViewName, by: AskedBy): Promise<number | null> {
  const readable = await pool().query(
    `SELECT FROM pg_class WHERE oid = to_regclass(quote_ident($1))
       AND NOT EXISTS (SELECT FROM view_settings WHERE view = $1 AND off_since IS NOT NULL)`,
    [view],
  );
  if (readable.rowCount === 0) return null;
  try {
    return (await refreshView(view, "automatic", by)).id;
  } catch (error) {
    if (failureOf(error, `refresh of ${view}`).code === "DATABASE_UNAVAILABLE") throw error;
    return null;
  }
}

/**
 * Ends the refresh that runs now, if any; it logs itself as failed and leaves the snapshot as it was.
 * @returns whether there was one
 */
export async function cancelRefresh(view: ViewName): Promise<boolean> {
  const { rowCount } = await pool().query(
    sql`SELECT FROM (SELECT pg_cancel_backend(running.pid) AS sent FROM (SELECT ${view}::text AS name) AS v ${runningJoin}
        WHERE running.pid IS NOT NULL) AS cancelled WHERE sent`,
  );
  return rowCount === 1;
}
