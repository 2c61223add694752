import "server-only";
import sql, { empty, type Sql } from "sql-template-tag";
import { prisma } from "@/lib/db/prisma";
import type { ErrorCode, ErrorParams } from "@/lib/errors";
import type { Choices } from "./choices";
import type { UsedProfile } from "./profiles";
import type { TableInfo } from "./read/read";
import type { ImportReport } from "./report";
import type { Reverted } from "./revert";
import type { Correction, ImportState, Plan, StepFacts } from "./session";
import type { Field, FindingCode, FindingKind, ImportKind, Reading } from "./types";

/** One import as people see it. Times are ISO strings in UTC. */
export interface ImportView {
  id: number;
  /** Until the file is read: ahsp. */
  kind: ImportKind;
  fileName: string;
  /** null: a revert, which has no file. */
  sizeBytes: number | null;
  sha256: string | null;
  via: "portal" | "command" | "sample" | "revert";
  by: string | null;
  actorId: string | null;
  state: ImportState;
  /** Committed, failed or expired, and the refresh after it has ended too. */
  ended: boolean;
  facts: StepFacts;
  /** null: it does not expire. */
  expiresAt: string | null;
  /** What was chosen for this import. */
  choices: Partial<Choices>;
  /** The saved mapping that its file is read by, and all choices that are in force with it. `by` null: a command. */
  profile: (UsedProfile & { by: string | null }) | null;
  /** What the file is; null until it could be opened. */
  source: TableInfo | null;
  reading: Reading | null;
  progress: { rowsRead: number; rowsChecked: number; rowsWritten: number; rows: number | null };
  /** What a commit would do, or did. A revert has a RevertPlan. */
  plan: Plan | null;
  revertPlan: Reverted | null;
  report: ImportReport | null;
  /** What the last correction changed; null: none was made. */
  correction: Correction | null;
  /** Rows that were corrected beside the file. */
  patchedRows: number;
  /** Why it failed, or why it cannot go on as it is chosen. */
  failure: { code: ErrorCode; params: ErrorParams } | null;
  /** Duration of the refresh after the commit; null = not done, or it failed (then `ended` is true). */
  refreshMs: number | null;
  /** Committed imports of the same bytes before this one. */
  earlier: { id: number; at: string; by: string | null }[];
  reverts: number | null;
  revertedBy: number | null;
  /** A revert: what it left alone, because it was changed since. */
  kept: Reverted["kept"];
  createdAt: string;
  committedAt: string | null;
  finishedAt: string | null;
}

const iso = (column: Sql) => sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

const IMPORT_COLUMNS = sql`
  i.id, i.kind, i.file_name AS "fileName", f.size_bytes AS "sizeBytes", i.file_sha256 AS sha256, i.via, u.name AS by,
  i.actor AS "actorId", i.state, i.finished_at IS NOT NULL AS ended, ${iso(sql`i.expires_at`)} AS "expiresAt",
  jsonb_build_object('state', i.state, 'read', i.analysis IS NOT NULL OR i.reverts IS NOT NULL, 'planned', i.plan IS NOT NULL) AS facts,
  i.choices, i.source,
  i.profile || jsonb_build_object('by', (SELECT p.name FROM "user" p WHERE p.id = i.profile ->> 'actor')) AS profile, coalesce(i.analysis, i.report) -> 'reading' AS reading,
  jsonb_build_object('rowsRead', i.rows_read, 'rowsChecked', CASE WHEN i.state = 'reading' THEN i.rows_written ELSE 0 END,
    'rowsWritten', CASE WHEN i.state = 'reading' THEN 0 ELSE i.rows_written END,
    'rows', i.analysis -> 'counts' -> 'rows') AS progress,
  CASE WHEN i.reverts IS NULL THEN i.plan END AS plan, CASE WHEN i.reverts IS NOT NULL THEN i.plan END AS "revertPlan",
  -- Reports of earlier versions do not say their kind.
  jsonb_build_object('kind', i.kind) || i.report AS report,
  CASE WHEN i.error_code IS NOT NULL THEN jsonb_build_object('code', i.error_code, 'params', coalesce(i.error_params, '{}')) END AS failure,
  CASE WHEN i.corrected ? 'rows' THEN i.corrected END AS correction,
  (SELECT count(*)::int FROM import_patches p WHERE p.import_id = i.id) AS "patchedRows",
  r.duration_ms AS "refreshMs",
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', e.id, 'at', ${iso(sql`e.committed_at`)}, 'by', eu.name) ORDER BY e.id)
    FROM imports e LEFT JOIN "user" eu ON eu.id = e.actor
    WHERE e.file_sha256 = i.file_sha256 AND e.id < i.id AND e.state = 'committed'), '[]') AS earlier,
  i.reverts,
  (SELECT v.id FROM imports v WHERE v.reverts = i.id AND v.state = 'committed' ORDER BY v.id DESC LIMIT 1) AS "revertedBy",
  coalesce(i.kept, '[]') AS kept,
  ${iso(sql`i.created_at`)} AS "createdAt", ${iso(sql`i.committed_at`)} AS "committedAt", ${iso(sql`i.finished_at`)} AS "finishedAt"`;
const IMPORT_TABLES = sql`
  imports i LEFT JOIN import_files f ON f.sha256 = i.file_sha256
  LEFT JOIN "user" u ON u.id = i.actor LEFT JOIN view_refreshes r ON r.id = i.refresh_id`;

export async function readImport(id: number): Promise<ImportView | null> {
  const [found] = await prisma.$queryRaw<ImportView[]>(
    sql`SELECT ${IMPORT_COLUMNS} FROM ${IMPORT_TABLES} WHERE i.id = ${id}`,
  );
  return found ?? null;
}

export interface FindingView {
  seq: number;
  baris: number;
  kolom: string | null;
  field: Field | null;
  kind: FindingKind;
  code: FindingCode;
  value: string | null;
  params: ErrorParams;
}

/** Which findings are meant; all without any. */
export interface FindingFilter {
  code?: FindingCode;
  kind?: FindingKind;
  /** Only those of rows that the last correction changed. */
  changed?: boolean;
}

/** How often each finding occurs, rejected rows first. */
export async function countFindings(
  importId: number,
  { changed }: Pick<FindingFilter, "changed"> = {},
): Promise<{ kind: FindingKind; code: FindingCode; count: number }[]> {
  return prisma.$queryRaw(sql`
    SELECT kind, code, count(*)::int AS count FROM import_findings f WHERE import_id = ${importId} ${ofChanged(changed)}
    GROUP BY 1, 2 ORDER BY array_position(ARRAY['rejected', 'duplicate', 'flagged', 'info'], kind), count DESC, code`);
}

/** Findings in row order. */
export async function readFindings(
  importId: number,
  options: FindingFilter & { limit: number; offset?: number },
): Promise<FindingView[]> {
  return prisma.$queryRaw(sql`
    SELECT seq, baris, kolom, field, kind, code, value, params FROM import_findings f
    WHERE import_id = ${importId} AND (${options.code ?? null}::text IS NULL OR code = ${options.code ?? null})
      AND (${options.kind ?? null}::text IS NULL OR kind = ${options.kind ?? null}) ${ofChanged(options.changed)}
    ORDER BY baris, seq LIMIT ${options.limit} OFFSET ${options.offset ?? 0}`);
}

function ofChanged(changed: boolean | undefined): Sql {
  return changed
    ? sql`AND EXISTS (SELECT FROM import_rows r WHERE r.import_id = f.import_id AND r.baris = f.baris AND r.changed)`
    : empty;
}
