import "server-only";
import { pool } from "@/lib/db/pool";
import { PortalError } from "@/lib/errors";
import { databaseFailure } from "@/lib/failure";
import { log } from "@/lib/log";
import { refreshView } from "./refresh";
import { VIEWS, type ViewName, viewNames } from "./registry";
import { isCron, lastDue, nextRuns } from "./schedule-words";
import type { Schedule } from "./types";

/** What people set for a view; absent columns are null. Row of view_settings. */
export interface SettingsRow {
  cron: string | null;
  time_zone: string | null;
  refresh_after: number | null;
  edited: boolean | null;
  looked_at: Date | string | null;
  schedule_outcome: Schedule["outcome"];
}

/** The schedule in force: as people set it, else as the registry says. */
export function scheduleOf(view: ViewName, row: SettingsRow | undefined, now = new Date()): Schedule {
  const { schedule, refreshAfter } = VIEWS[view];
  const rule = row?.edited
    ? { cron: row.cron, timeZone: row.time_zone ?? schedule.timeZone, refreshAfter: row.refresh_after }
    : { ...schedule, refreshAfter };
  return {
    ...rule,
    edited: row?.edited ?? false,
    nextAt: rule.cron === null ? null : (nextRuns(rule.cron, rule.timeZone, 1, now)[0] ?? null),
    lookedAt: row?.looked_at ? new Date(row.looked_at).toISOString() : null,
    outcome: row?.schedule_outcome ?? null,
  };
}

/**
 * Sets when a view is refreshed by itself. What was due under the old schedule and not done is forgotten.
 * @throws CRON_INVALID
 */
export async function saveSchedule(
  view: ViewName,
  { cron, timeZone, refreshAfter }: Pick<Schedule, "cron" | "timeZone" | "refreshAfter">,
): Promise<Schedule> {
  if (cron !== null && !isCron(cron)) throw new PortalError("CRON_INVALID", { cron });
  const { rows } = await pool().query<SettingsRow>(
    `INSERT INTO view_settings (view, cron, time_zone, refresh_after, edited, looked_at) VALUES ($1, $2, $3, $4, true, now())
     ON CONFLICT (view) DO UPDATE SET cron = excluded.cron, time_zone = excluded.time_zone,
       refresh_after = excluded.refresh_after, edited = true, looked_at = now()
     RETURNING cron, time_zone, refresh_after, edited, looked_at, schedule_outcome`,
    [view, cron?.trim() ?? null, timeZone, refreshAfter],
  );
  return scheduleOf(view, rows[0]);
}

/**
 * Does what the schedules ask for at this moment: a refresh for each view whose time has come since it was last looked
 * at (also long ago: a missed run is caught up, once) or that has enough changes, unless nothing changed. The job queue
 * calls it every minute in one of the portal's processes; called twice at once it works once.
 * @param now the database's clock, unless told
 * @throws when the database is out of reach: then what is due stays due
 */
export async function keepSchedules(now?: Date): Promise<void> {
  for (const view of viewNames()) await keepSchedule(view, now ?? (await databaseClock()));
}

async function keepSchedule(view: ViewName, now: Date): Promise<void> {
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    const lock = await client.query("SELECT pg_try_advisory_lock(hashtextextended('schedule', hashtext($1))) AS mine", [
      view,
    ]);
    if (!lock.rows[0].mine) return;
    try {
      const { rows } = await client.query<SettingsRow & { readable: boolean; changed: number | null }>(
        `SELECT s.*, c.oid IS NOT NULL AND s.off_since IS NULL AS readable,
           CASE WHEN NOT c.relispopulated THEN NULL ELSE
             (SELECT CASE WHEN bool_or(key IS NULL) THEN NULL ELSE count(DISTINCT key)::int END
              FROM view_changes WHERE view = $1) END AS changed
         FROM (SELECT) AS one LEFT JOIN view_settings s ON s.view = $1
         LEFT JOIN pg_class c ON c.oid = to_regclass(quote_ident($1))`,
        [view],
      );
      const row = rows[0];
      if (!row) return;
      const { due, enough } = whatIsDue(view, row, row.changed, now);
      const outcome = row.readable && (due || enough) ? await refreshDue(view, row.changed, due) : null;
      await client.query(
        `INSERT INTO view_settings (view, looked_at, schedule_outcome) VALUES ($1, $2, $3)
         ON CONFLICT (view) DO UPDATE SET looked_at = greatest(view_settings.looked_at, excluded.looked_at),
           schedule_outcome = coalesce(excluded.schedule_outcome, view_settings.schedule_outcome)`,
        [view, now, outcome],
      );
    } finally {
      await client.query("SELECT pg_advisory_unlock(hashtextextended('schedule', hashtext($1)))", [view]);
    }
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    // A connection that failed may still hold the lock; it is ended, which frees it.
    client.release(broken);
  }
}

/** A view that was never looked at has missed nothing. */
function whatIsDue(view: ViewName, row: SettingsRow, changed: number | null, now: Date) {
  const { cron, timeZone, refreshAfter, lookedAt } = scheduleOf(view, row, now);
  const last = cron === null || lookedAt === null ? null : lastDue(cron, timeZone, now);
  return {
    due: last !== null && lookedAt !== null && last > new Date(lookedAt),
    enough: refreshAfter !== null && (changed === null || changed >= refreshAfter),
  };
}

async function refreshDue(view: ViewName, changed: number | null, due: boolean): Promise<Schedule["outcome"]> {
  try {
    if (changed === 0) {
      // Nothing that is known, so it must equal the tables: what was written past the triggers shows here.
      await pool().query("SELECT FROM check_view($1)", [view]);
      return "unchanged";
    }
    await refreshView(view, "automatic", { trigger: due ? "schedule" : "changes", actor: null });
    return "refreshed";
  } catch (error) {
    if (databaseFailure(error) === "DATABASE_UNAVAILABLE") throw error;
    log.error("scheduled refresh", { view, error });
    return "failed";
  }
}

async function databaseClock(): Promise<Date> {
  const { rows } = await pool().query<{ now: Date }>("SELECT now()");
  return (rows[0] as { now: Date }).now;
}
