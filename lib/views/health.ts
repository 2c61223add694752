import "server-only";
import sql from "sql-template-tag";
import { pool } from "@/lib/db/pool";
import { prisma } from "@/lib/db/prisma";
import { readView } from "./console";
import { definitionOf } from "./definition";
import { VIEWS, type ViewName, viewNames } from "./registry";
import { lastDue } from "./schedule-words";
import type { DoctorCode, DoctorFinding, Remedy, ViewDetails } from "./types";

/** A refresh that works longer than this, or waits for a lock longer than that, is stuck. */
const STUCK_WORKING_MIN = 30;
const STUCK_WAITING_MIN = 1;
/** The schedule is looked at every minute; this much later somebody should know. */
const SILENT_MIN = 5;

const EXTENSIONS = ["pg_trgm", "fuzzystrmatch"] as const;

/** Settings without which the portal does not work as it says, with the value that is wanted. */
const SETTINGS: { setting: string; wanted: string; holds(value: string): boolean }[] = [
  // The planner's statistics and the dead rows of concurrent refreshes are its work.
  { setting: "autovacuum", wanted: "on", holds: (value) => value === "on" },
  { setting: "track_counts", wanted: "on", holds: (value) => value === "on" },
  // refresh_view relies on each statement seeing what was committed before it.
  { setting: "default_transaction_isolation", wanted: "read committed", holds: (value) => value === "read committed" },
  { setting: "default_transaction_read_only", wanted: "off", holds: (value) => value === "off" },
  // A limit for all statements would end long refreshes and imports.
  { setting: "statement_timeout", wanted: "0", holds: (value) => value === "0" },
  // Prisma 10, the pool 12, the job queue 3, and somebody with psql.
  { setting: "max_connections", wanted: "30", holds: (value) => Number(value) >= 30 },
];

/** Everything the doctor looks at, for "N checks, all well". */
export function checkCount(): number {
  return viewNames().length * 11 + EXTENSIONS.length + SETTINGS.length + 1;
}

/**
 * Looks at every view, its indexes, refreshes and schedule, and at the database; each finding comes with its remedy.
 * @returns [] when all is well
 */
export async function examine(now = new Date()): Promise<DoctorFinding[]> {
  const findings: DoctorFinding[] = [];
  for (const view of viewNames()) findings.push(...(await examineView(view, now)));
  return [...findings.filter((one) => !isMissingWithWhole(one, findings)), ...(await examineDatabase())];
}

/** A part is missing where its whole is, and comes back with it. */
function isMissingWithWhole({ code, view }: DoctorFinding, all: DoctorFinding[]): boolean {
  const whole = view === null ? undefined : VIEWS[view].partOf;
  return code === "VIEW_MISSING" && all.some((one) => one.code === "VIEW_MISSING" && one.view === whole);
}

async function examineView(view: ViewName, now: Date): Promise<DoctorFinding[]> {
  const details = await readView(view);
  const found: DoctorFinding[] = [];
  const add = (code: DoctorCode, remedy: Remedy, command: string, params: DoctorFinding["params"] = {}) =>
    found.push({ code, view, params, remedy, command });
  const npm = (verb: string) => `npm run views -- ${verb} ${view}`;
  if (details.off) add("VIEW_OFF", "switch-on", npm("on"), { since: details.off.since });
  examineRun(details, now, add);
  if (!details.exists) {
    add("VIEW_MISSING", "rebuild", npm("create"));
    return found;
  }
  if (!(await isInForce(view))) add("VIEW_DEFINITION_DIFFERS", "rebuild", npm("rebuild"));
  for (const index of details.indexes.filter((one) => one.declared && one.state !== "valid")) {
    const code = index.state === "missing" ? "INDEX_MISSING" : "INDEX_INVALID";
    add(code, "index", `${npm("index")} ${index.name}`, { index: index.name });
  }
  if (!details.populated) {
    add("VIEW_NOT_POPULATED", "refresh", npm("refresh"));
    return found;
  }
  if (details.lastFailed) {
    const failed = details.history.find((row) => row.outcome === "failed");
    add("LAST_REFRESH_FAILED", "refresh", npm("refresh"), { error: failed?.error ?? "" });
  }
  const hours = details.snapshotAt ? (now.getTime() - Date.parse(details.snapshotAt)) / 3_600_000 : 0;
  if (hours > VIEWS[view].staleAfterHours && details.changed !== 0) {
    add("STALE", "refresh", npm("refresh"), { hours: Math.floor(hours), changed: details.changed ?? "?" });
  }
  if (!details.analysed) add("NEVER_ANALYSED", "analyse", `ANALYZE ${view};`);
  const { plan } = details;
  const hasIndex = details.indexes.some((one) => one.name === plan?.expectedIndex && one.state === "valid");
  if (plan?.verdict === "unexpected" && hasIndex) {
    add("PLAN_UNEXPECTED", "analyse", `ANALYZE ${view};`, { index: plan.expectedIndex });
  }
  if (details.differing > 0) {
    add("VERIFIED_DIFFERENT", "rebuild", npm("rebuild"), { differences: details.differing });
  }
  return found;
}

/** The refresh that runs, and the one that should have run. */
function examineRun(
  { runningRefresh, schedule }: ViewDetails,
  now: Date,
  add: (code: DoctorCode, remedy: Remedy, command: string, params: DoctorFinding["params"]) => void,
): void {
  if (runningRefresh) {
    const minutes = (now.getTime() - Date.parse(runningRefresh.since)) / 60_000;
    const waits = runningRefresh.blockedBy.length > 0;
    if (minutes > (waits ? STUCK_WAITING_MIN : STUCK_WORKING_MIN)) {
      const params = { minutes: Math.floor(minutes), waitsFor: runningRefresh.waitsFor ?? "–" };
      add("REFRESH_STUCK", "cancel", `SELECT pg_cancel_backend(${runningRefresh.pid});`, params);
    }
  }
  const { cron, timeZone, lookedAt } = schedule;
  if (cron === null || lookedAt === null) return;
  const due = lastDue(cron, timeZone, now);
  const late = due && due > new Date(lookedAt) ? (now.getTime() - due.getTime()) / 60_000 : 0;
  if (late > SILENT_MIN) add("SCHEDULE_SILENT", "refresh", "npm start", { minutes: Math.floor(late) });
}

/** Whether the view in the database was made from the file as it is now. */
async function isInForce(view: ViewName): Promise<boolean> {
  const [row] = await prisma.$queryRaw<{ sha256: string }[]>(
    sql`SELECT sha256 FROM view_definitions WHERE view = ${view}`,
  );
  return row?.sha256 === definitionOf(view).sha256;
}

async function examineDatabase(): Promise<DoctorFinding[]> {
  const extensions = await prisma.$queryRaw<{ extension: string }[]>(sql`
    SELECT wanted AS extension FROM unnest(${[...EXTENSIONS]}::text[]) AS wanted
    WHERE NOT EXISTS (SELECT FROM pg_extension WHERE extname = wanted)`);
  // On the pool: Prisma's connections have a time limit of their own.
  const settings = await pool().query<{ name: string; setting: string }>(
    "SELECT name, setting FROM pg_settings WHERE name = ANY ($1)",
    [SETTINGS.map((one) => one.setting)],
  );
  const values = new Map(settings.rows.map(({ name, setting }) => [name, setting]));
  return [
    ...extensions.map(
      ({ extension }): DoctorFinding => ({
        code: "EXTENSION_MISSING",
        view: null,
        params: { extension },
        remedy: null,
        command: `CREATE EXTENSION ${extension};`,
      }),
    ),
    ...SETTINGS.flatMap(({ setting, wanted, holds }): DoctorFinding[] => {
      const value = values.get(setting) ?? "";
      if (holds(value)) return [];
      const command = `ALTER SYSTEM SET ${setting} = '${wanted}';`;
      return [{ code: "SETTING", view: null, params: { setting, value, wanted }, remedy: null, command }];
    }),
  ];
}
