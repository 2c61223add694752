import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { prisma } from "@/lib/db/prisma";
import type { ViewName } from "./registry";
import type { ViewState } from "./types";

/** A moment as ISO text in UTC. */
export function iso(moment: Sql): Sql {
  return sql`to_char(${moment} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** The session that holds the refresh lock of `v.name`, as `running`; none when no refresh runs. */
export const runningJoin = sql`
  LEFT JOIN LATERAL (
    SELECT l.pid FROM pg_locks l
    WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
      AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND ((l.classid::bigint << 32) | l.objid::bigint) = view_lock_key(v.name)
    LIMIT 1
  ) AS running ON true`;

/** Columns of ViewState. */
export const stateColumns = sql`
  c.oid IS NOT NULL                  AS exists,
  coalesce(c.relispopulated, false)  AS populated,
  CASE WHEN s.off_since IS NULL THEN NULL
    ELSE jsonb_build_object('since', ${iso(sql`s.off_since`)}, 'by', off_person.name) END AS off,
  ${iso(sql`last.started_at`)}       AS "snapshotAt",
  person.name                        AS by,
  last.trigger                       AS trigger,
  last.mode_used                     AS mode,
  last.duration_ms                   AS "durationMs",
  (SELECT CASE WHEN bool_or(key IS NULL) THEN NULL ELSE count(DISTINCT key)::int END
     FROM view_changes WHERE view = v.name) AS changed,
  coalesce((SELECT CASE WHEN proof.changed = 0 AND proof.at > last.started_at THEN proof.differences END
     FROM view_verifications proof WHERE proof.view = v.name ORDER BY proof.id DESC LIMIT 1), 0) AS differing,
  running.pid IS NOT NULL            AS running`;

/** Where they come from: one row for each of `names`, in their order, as `v (name, position)`. */
export function stateTables(names: readonly string[]): Sql {
  return sql`
    unnest(${names}::text[]) WITH ORDINALITY AS v (name, position)
    LEFT JOIN pg_class c ON c.oid = to_regclass(quote_ident(v.name)) AND c.relkind = 'm'
    LEFT JOIN view_settings s ON s.view = v.name
    LEFT JOIN "user" AS off_person ON off_person.id = s.off_by
    LEFT JOIN LATERAL (
      SELECT * FROM view_refreshes WHERE view = v.name AND outcome = 'ok' ORDER BY id DESC LIMIT 1
    ) AS last ON true
    LEFT JOIN "user" AS person ON person.id = last.actor
    ${runningJoin}`;
}

/** State of one view: counted from the change log and the refresh log, in one statement. About 1 ms. */
export async function readViewState(view: ViewName): Promise<ViewState> {
  const [state] = await prisma.$queryRaw<[ViewState]>(sql`SELECT ${stateColumns} FROM ${stateTables([view])}`);
  return state;
}
