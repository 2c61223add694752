import "server-only";
import sql from "sql-template-tag";
import { prisma } from "@/lib/db/prisma";
import { declaredIndexes } from "@/lib/db/view-files";
import { definitionOf } from "./definition";
import { readPlan } from "./plan";
import { VIEWS, type ViewName, viewNames } from "./registry";
import { type SettingsRow, scheduleOf } from "./schedule";
import { iso, stateColumns, stateTables } from "./state";
import type { RefreshLogRow, ViewDetails, ViewIndex, ViewSummary } from "./types";

const HISTORY_ROWS = 50;

type SummaryRow = Omit<ViewSummary, "schedule"> & {
  settings: SettingsRow;
  tableBytes: number;
  indexBytes: number;
  rewritten: boolean | null;
  analysed: boolean;
  analysedAt: string | null;
};

/** Every view of the registry as it stands now, in the registry's order. One statement. */
export async function readViews(): Promise<ViewSummary[]> {
  return (await readSummaries(viewNames())).map(summaryOf);
}

/** Everything there is to know about one view. A handful of statements; none reads the view's rows. */
export async function readView(view: ViewName): Promise<ViewDetails> {
  const [row] = await readSummaries([view]);
  const found = row as SummaryRow;
  return {
    ...summaryOf(found),
    sizes: { total: found.sizeBytes, table: found.tableBytes, indexes: found.indexBytes },
    snapshotKnownBy: found.rewritten === null ? null : found.rewritten ? "rewritten" : "log",
    analysed: found.analysed,
    analysedAt: found.analysedAt,
    history: await readHistory(view),
    indexes: await readIndexes(view),
    plan: found.exists ? await readPlan(view, found.rows) : null,
    dependsOn: VIEWS[view].dependsOn,
    definition: definitionOf(view).sql,
  };
}

function summaryOf({
  settings,
  tableBytes,
  indexBytes,
  rewritten,
  analysed,
  analysedAt,
  ...row
}: SummaryRow): ViewSummary {
  return { ...row, schedule: scheduleOf(row.name, settings) };
}

function readSummaries(names: readonly ViewName[]): Promise<SummaryRow[]> {
  return prisma.$queryRaw(sql`
    SELECT v.name, ${stateColumns},
      last.rows                                             AS rows,
      size.table_bytes + size.index_bytes                   AS "sizeBytes",
      size.table_bytes                                      AS "tableBytes",
      size.index_bytes                                      AS "indexBytes",
      last.filenode IS DISTINCT FROM pg_relation_filenode(c.oid) AND last.filenode IS NOT NULL AS rewritten,
      coalesce(c.reltuples >= 0, false)                     AS analysed,
      ${iso(sql`greatest(stat.last_analyze, stat.last_autoanalyze)`)} AS "analysedAt",
      coalesce(latest.outcome = 'failed', false)            AS "lastFailed",
      CASE WHEN running.pid IS NULL THEN NULL ELSE jsonb_build_object(
        'pid', running.pid,
        'trigger', coalesce(nullif(split_part(activity.application_name, ' ', 2), ''), 'psql'),
        'by', runner.name,
        'since', ${iso(sql`coalesce(activity.query_start, clock_timestamp())`)},
        'waitsFor', activity.wait_event_type || ': ' || activity.wait_event,
        'blockedBy', to_jsonb(pg_blocking_pids(running.pid))) END AS "runningRefresh",
      CASE WHEN verified.id IS NULL THEN NULL ELSE jsonb_build_object(
        'at', ${iso(sql`verified.at`)}, 'by', verifier.name, 'durationMs', verified.duration_ms,
        'rows', verified.rows, 'differences', verified.differences, 'changed', verified.changed) END AS verified,
      jsonb_build_object('cron', s.cron, 'time_zone', s.time_zone, 'refresh_after', s.refresh_after,
        'edited', s.edited, 'looked_at', s.looked_at, 'schedule_outcome', s.schedule_outcome) AS settings
    FROM ${stateTables(names)}
    ${sizeJoin}
    LEFT JOIN pg_stat_user_tables stat ON stat.relid = c.oid
    LEFT JOIN LATERAL (SELECT outcome FROM view_refreshes WHERE view = v.name ORDER BY id DESC LIMIT 1) AS latest ON true
    LEFT JOIN pg_stat_activity activity ON activity.pid = running.pid
    LEFT JOIN "user" AS runner ON runner.id = split_part(activity.application_name, ' ', 3)
    LEFT JOIN LATERAL (SELECT * FROM view_verifications WHERE view = v.name ORDER BY id DESC LIMIT 1) AS verified ON true
    LEFT JOIN "user" AS verifier ON verifier.id = verified.actor
    ORDER BY v.position`);
}

/**
 * Sizes in pages as ANALYZE counted them, which every refresh does. pg_relation_size() and its like would wait for the
 * view's lock, so the console would hang whenever a refresh does.
 */
const sizeJoin = sql`
  CROSS JOIN LATERAL (
    SELECT
      (coalesce(sum(p.relpages) FILTER (WHERE p.oid IN (c.oid, c.reltoastrelid)), 0) * current_setting('block_size')::int)::float AS table_bytes,
      (coalesce(sum(p.relpages) FILTER (WHERE p.relkind = 'i'), 0) * current_setting('block_size')::int)::float AS index_bytes
    FROM pg_class p
    WHERE p.oid IN (c.oid, c.reltoastrelid) OR p.oid IN (SELECT indexrelid FROM pg_index WHERE indrelid = c.oid)
  ) AS size`;

function readHistory(view: ViewName): Promise<RefreshLogRow[]> {
  return prisma.$queryRaw(sql`
    SELECT r.id, r.mode_asked AS "modeAsked", r.mode_used AS "modeUsed", r.reason, r.trigger, u.name AS by,
      ${iso(sql`r.started_at`)} AS "startedAt", r.duration_ms AS "durationMs", r.rows, r.changes, r.outcome, r.error,
      (SELECT jsonb_build_object('rows', proof.rows, 'differences', proof.differences)
         FROM view_verifications proof WHERE proof.refresh_id = r.id) AS proof
    FROM view_refreshes r LEFT JOIN "user" u ON u.id = r.actor
    WHERE r.view = ${view} ORDER BY r.id DESC LIMIT ${HISTORY_ROWS}`);
}

/** Which rows an index is of, as the view's file says it: the database would tell only whoever waits for the view's lock. */
function conditionOf(statement: string): string {
  return / WHERE .*/.exec(statement.replace(/\s+/g, " "))?.[0] ?? "";
}

/** The indexes that are there, and those that the view's file declares and are not. */
async function readIndexes(view: ViewName): Promise<ViewIndex[]> {
  const declared = declaredIndexes(definitionOf(view));
  // Not pg_get_indexdef(): it would wait for the view's lock.
  const there = await prisma.$queryRaw<Omit<ViewIndex, "declared">[]>(sql`
    SELECT i.relname AS name, (i.relpages::bigint * current_setting('block_size')::int)::float AS "sizeBytes",
      (SELECT m.amname || ' (' || string_agg(a.attname, ', ' ORDER BY a.attnum) || ')'
         FROM pg_attribute a, pg_am m WHERE a.attrelid = i.oid AND m.oid = i.relam GROUP BY m.amname) AS definition,
      coalesce(stat.idx_scan, 0)::float AS scans, x.indisunique AS unique,
      CASE WHEN x.indisvalid THEN 'valid' ELSE 'invalid' END AS state
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
    LEFT JOIN pg_stat_user_indexes stat ON stat.indexrelid = i.oid
    WHERE x.indrelid = to_regclass(quote_ident(${view})) ORDER BY i.relname`);
  const missing = declared.filter((one) => !there.some((other) => other.name === one.name));
  return [
    ...there.map((index) => {
      const own = declared.find((one) => one.name === index.name);
      return {
        ...index,
        definition: index.definition + conditionOf(own?.statement ?? ""),
        declared: own !== undefined,
      };
    }),
    ...missing.map(
      ({ name, statement }): ViewIndex => ({
        name,
        definition: statement,
        sizeBytes: 0,
        scans: 0,
        unique: statement.startsWith("CREATE UNIQUE"),
        state: "missing",
        declared: true,
      }),
    ),
  ];
}

/** Text that changes whenever anything about any view does: refreshes, verifications, switches, schedules. */
export async function readPulse(): Promise<string> {
  const [row] = await prisma.$queryRaw<[{ pulse: string }]>(sql`
    SELECT md5(concat_ws('|',
      (SELECT max(id) FROM view_refreshes), (SELECT max(id) FROM view_verifications),
      (SELECT string_agg(concat_ws(',', view, cron, time_zone, refresh_after, edited, off_since, schedule_outcome), ';' ORDER BY view)
         FROM view_settings),
      (SELECT string_agg(concat_ws(',', v.name, c.relispopulated, running), ';' ORDER BY v.position) FROM ${stateTables(viewNames())}))) AS pulse`);
  return row.pulse;
}
