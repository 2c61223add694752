/** Shapes of what is known about views. All times are ISO strings in UTC, sizes are bytes, durations milliseconds. */

import type { ViewName } from "./registry";

/** Who or what asked for a refresh; stands in view_refreshes. */
export const REFRESH_TRIGGERS = ["definition", "import", "portal", "command", "schedule", "changes", "psql"] as const;
export type RefreshTrigger = (typeof REFRESH_TRIGGERS)[number];

/** What may be asked for: "automatic" leaves the choice to the database. */
export const REFRESH_MODES = ["automatic", "concurrently", "standard"] as const;
export type RefreshMode = (typeof REFRESH_MODES)[number];

/** What a refresh was really done as: "automatic" is only ever asked for. */
export type UsedMode = Exclude<RefreshMode, "automatic">;

/** Why a refresh was done in its mode; stands in view_refreshes. Sentences: messages `views.reasons.<code>`. */
export const REFRESH_REASONS = ["asked", "unpopulated", "empty", "readers", "chain"] as const;
export type RefreshReason = (typeof REFRESH_REASONS)[number];

/** How fresh a view is. */
export interface ViewState {
  /** Whether the view is there at all. */
  exists: boolean;
  populated: boolean;
  /** Switched off: readers take the live path. Null = on. */
  off: { since: string; by: string | null } | null;
  /** The snapshot's data is what was committed at this moment; null = never refreshed. */
  snapshotAt: string | null;
  /** Name of the person who asked for it; null = nobody, see `trigger`. */
  by: string | null;
  trigger: RefreshTrigger | null;
  mode: UsedMode | null;
  durationMs: number | null;
  /** Keys (AHSP, companies …) changed since the snapshot; null = everything may have changed. */
  changed: number | null;
  /** Rows that were found to differ from the definition since the snapshot although no change is known; 0 = none. */
  differing: number;
  /** A refresh holds the view's lock right now. */
  running: boolean;
}

export interface RefreshResult {
  id: number;
  /** What was really done: an unpopulated view cannot be refreshed concurrently. */
  mode: UsedMode;
  reason: RefreshReason;
  durationMs: number;
  rows: number;
  /** Changed keys that the refresh took in; null = everything may have changed. */
  changes: number | null;
  /** How it proved itself; null = the view is large and none of it could be looked up. */
  proof: Proof | null;
  /** Another refresh was running and its result is this one. */
  joined: boolean;
}

/** Rows of a refreshed view that were compared with its definition, all or by chance, and how many of them differ. */
export interface Proof {
  rows: number;
  differences: number;
}

/** Where the rows of a page came from: the view, or the live path and why. */
export type Source = "view" | "off" | "missing";

/** A refresh that runs now. */
export interface RunningRefresh {
  pid: number;
  trigger: string;
  by: string | null;
  since: string;
  /** What it waits for, in PostgreSQL's words ("Lock: relation"); null = it works. */
  waitsFor: string | null;
  /** Process ids of the sessions that it waits for. */
  blockedBy: number[];
}

export interface Verification {
  at: string;
  by: string | null;
  durationMs: number;
  /** Rows that were compared: all, or a sample of them after a refresh of a large view. */
  rows: number;
  /** Rows of the one that the other lacks, both ways together. 0 = equal. */
  differences: number;
  /** Keys that were known as changed then, which explain differences; null = everything. */
  changed: number | null;
}

/** When a view is refreshed without being asked. */
export interface Schedule {
  /** Five fields of cron; null = never by the clock. */
  cron: string | null;
  timeZone: string;
  /** Changes after which the portal refreshes; null = never. */
  refreshAfter: number | null;
  /** Set by people, or as the registry says. */
  edited: boolean;
  nextAt: string | null;
  /** The schedule has been kept up to here; null = the portal has never looked. */
  lookedAt: string | null;
  /** What the last run that was due came to. */
  outcome: "refreshed" | "unchanged" | "failed" | null;
}

/** One line of the console's list. */
export interface ViewSummary extends ViewState {
  name: ViewName;
  /** Rows of the snapshot, as counted by the refresh that made it. */
  rows: number | null;
  sizeBytes: number;
  runningRefresh: RunningRefresh | null;
  verified: Verification | null;
  schedule: Schedule;
  /** The latest refresh of any outcome failed. */
  lastFailed: boolean;
}

export interface ViewIndex {
  name: string;
  /** "btree (facet) WHERE facet <> 'cell'"; for a missing one the statement of the view's file. */
  definition: string;
  sizeBytes: number;
  /** Times it was used since the statistics were reset. */
  scans: number;
  unique: boolean;
  state: "valid" | "invalid" | "missing";
  /** Whether the view's file declares it. */
  declared: boolean;
}

export interface PlanVerdict {
  query: string;
  expectedIndex: string;
  /** The plan as text, a line a node. */
  plan: string[];
  /** `small`: read whole because that is cheaper now; the index would be used if it were larger. */
  verdict: "expected" | "small" | "unexpected";
  /** Indexes that the plan uses. */
  used: string[];
}

export interface RefreshLogRow {
  id: number;
  modeAsked: RefreshMode;
  modeUsed: UsedMode;
  /** Null: it failed before, or is older than reasons are. */
  reason: RefreshReason | null;
  proof: Proof | null;
  trigger: string;
  by: string | null;
  startedAt: string;
  durationMs: number;
  rows: number | null;
  changes: number | null;
  outcome: "ok" | "failed";
  error: string | null;
}

/** Everything the console shows of one view. */
export interface ViewDetails extends ViewSummary {
  sizes: { total: number; table: number; indexes: number };
  /** `log`: written by the refresh itself. `rewritten`: the storage was replaced since, past the log. */
  snapshotKnownBy: "log" | "rewritten" | null;
  /** The planner has statistics of its rows as they lie now. */
  analysed: boolean;
  /** Last ANALYZE that PostgreSQL remembers; null = none, or its memory was reset. */
  analysedAt: string | null;
  /** Newest first, 50 at most. */
  history: RefreshLogRow[];
  indexes: ViewIndex[];
  /** Null where there is no view to ask, or a refresh has it locked. */
  plan: PlanVerdict | null;
  dependsOn: readonly string[];
  /** Text of prisma/views/<name>.sql. */
  definition: string;
}

/** Things that can be wrong; sentences: messages `doctor.<CODE>.title`, `.reason`, `.remedy`. */
export const DOCTOR_CODES = [
  "VIEW_MISSING",
  "VIEW_OFF",
  "VIEW_NOT_POPULATED",
  "VIEW_DEFINITION_DIFFERS",
  "INDEX_MISSING",
  "INDEX_INVALID",
  "NEVER_ANALYSED",
  "STALE",
  "PLAN_UNEXPECTED",
  "REFRESH_STUCK",
  "LAST_REFRESH_FAILED",
  "VERIFIED_DIFFERENT",
  "SCHEDULE_SILENT",
  "EXTENSION_MISSING",
  "SETTING",
] as const;
export type DoctorCode = (typeof DOCTOR_CODES)[number];

/** What mends a finding: one click or one command. Null: only a person with other rights can. */
export type Remedy = "refresh" | "rebuild" | "index" | "analyse" | "cancel" | "switch-on" | null;

export interface DoctorFinding {
  code: DoctorCode;
  /** Null: it concerns the database as a whole. */
  view: ViewName | null;
  /** Values that the sentences name. */
  params: Record<string, string | number>;
  remedy: Remedy;
  /** The same remedy as a command or statement, to copy. */
  command: string;
}
