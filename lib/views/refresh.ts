import { pool } from "@/lib/db/pool";
import { PortalError } from "@/lib/errors";
import type { RefreshMode, ViewName } from "./registry";
import type { RefreshResult } from "./types";

/** Who or what asked for a refresh; stands in view_refreshes. */
export type RefreshTrigger = "import" | "portal" | "command";

interface Row {
  id: number;
  mode_used: RefreshMode;
  duration_ms: number;
  rows: number;
  changes: number | null;
  outcome: "ok" | "failed";
  error: string | null;
  joined: boolean;
}

/** Waiting for a lock longer than the function's lock_timeout. */
const LOCK_NOT_AVAILABLE = "55P03";

/**
 * Refreshes a view through the database's own `refresh_view`, which locks, logs, analyses and notifies.
 * Runs on the pool without a time limit; a second call while one runs waits and shares its result.
 *
 * @throws REFRESH_BLOCKED when readers held the view too long, REFRESH_FAILED with the database's reason;
 * both stand in view_refreshes and leave the old snapshot as it was.
 */
export async function refreshView(
  view: ViewName,
  mode: RefreshMode,
  by: { trigger: RefreshTrigger; actor: string | null },
): Promise<RefreshResult> {
  const answer = await pool().query<Row>(
    `SELECT (refresh).id, (refresh).mode_used, (refresh).duration_ms, (refresh).rows, (refresh).changes,
            (refresh).outcome, (refresh).error, joined
     FROM refresh_view($1, $2, $3, $4)`,
    [view, mode === "concurrently", by.trigger, by.actor],
  );
  const row = answer.rows[0] as Row;
  if (row.outcome === "failed") {
    const reason = row.error ?? "";
    throw new PortalError(reason.startsWith(LOCK_NOT_AVAILABLE) ? "REFRESH_BLOCKED" : "REFRESH_FAILED", { reason });
  }
  return {
    id: row.id,
    mode: row.mode_used,
    durationMs: row.duration_ms,
    rows: row.rows,
    changes: row.changes,
    joined: row.joined,
  };
}
