import "server-only";
import sql from "sql-template-tag";
import { prisma } from "@/lib/db/prisma";
import type { ViewName } from "./registry";
import type { ViewState } from "./types";

/** State of one view: counted from the change log and the refresh log, in one statement. About 1 ms. */
export async function readViewState(view: ViewName): Promise<ViewState> {
  const rows = await prisma.$queryRaw<[ViewState]>(sql`
    SELECT
      coalesce((SELECT relispopulated FROM pg_class WHERE oid = to_regclass(${view})), false) AS populated,
      to_char(last.started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "snapshotAt",
      person.name      AS by,
      last.trigger     AS trigger,
      last.mode_used   AS mode,
      last.duration_ms AS "durationMs",
      (SELECT CASE WHEN bool_or(key IS NULL) THEN NULL ELSE count(DISTINCT key)::int END
         FROM view_changes WHERE view = ${view}) AS changed,
      EXISTS (
        SELECT FROM pg_locks
        WHERE locktype = 'advisory' AND granted AND objsubid = 1
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND ((classid::bigint << 32) | objid::bigint) = view_lock_key(${view})
      ) AS running
    FROM (SELECT) AS one
    LEFT JOIN LATERAL (
      SELECT * FROM view_refreshes WHERE view = ${view} AND outcome = 'ok' ORDER BY id DESC LIMIT 1
    ) AS last ON true
    LEFT JOIN "user" AS person ON person.id = last.actor`);
  return rows[0];
}
