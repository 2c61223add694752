import "server-only";
import sql from "sql-template-tag";
import { prisma } from "@/lib/db/prisma";
import type { ErrorCode, ErrorParams } from "@/lib/errors";
import type { ImportReport } from "./report";
import type { Field, FindingCode, FindingKind, ImportKind } from "./types";

export type ImportState = "queued" | "reading" | "writing" | "committed" | "failed";

/** One import as people see it. Times are ISO strings in UTC. */
export interface ImportView {
  id: number;
  /** Until the file is read: ahsp. */
  kind: ImportKind;
  fileName: string;
  sizeBytes: number;
  sha256: string;
  via: "portal" | "command" | "sample";
  by: string | null;
  state: ImportState;
  /** Committed or failed, and the refresh after it has ended too. */
  ended: boolean;
  rowsRead: number;
  rowsWritten: number;
  report: ImportReport | null;
  errorCode: ErrorCode | null;
  errorParams: ErrorParams | null;
  /** Duration of the refresh after the commit; null = not done, or it failed (then `ended` is true). */
  refreshMs: number | null;
  createdAt: string;
  committedAt: string | null;
  finishedAt: string | null;
}

const IMPORT_COLUMNS = sql`
  i.id, i.kind, i.file_name AS "fileName", f.size_bytes AS "sizeBytes", i.file_sha256 AS sha256, i.via, u.name AS by, i.state,
  i.finished_at IS NOT NULL AS ended, i.rows_read AS "rowsRead", i.rows_written AS "rowsWritten", 
  -- Reports of earlier versions do not say their kind.
  jsonb_build_object('kind', i.kind) || i.report AS report,
  i.error_code AS "errorCode", i.error_params AS "errorParams", r.duration_ms AS "refreshMs",
  to_char(i.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "createdAt",
  to_char(i.committed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "committedAt",
  to_char(i.finished_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "finishedAt"`;
const IMPORT_TABLES = sql`
  imports i JOIN import_files f ON f.sha256 = i.file_sha256
  LEFT JOIN "user" u ON u.id = i.actor LEFT JOIN view_refreshes r ON r.id = i.refresh_id`;

/** The latest imports, newest first. */
export async function listImports(limit = 50): Promise<ImportView[]> {
  return prisma.$queryRaw<ImportView[]>(
    sql`SELECT ${IMPORT_COLUMNS} FROM ${IMPORT_TABLES} ORDER BY i.id DESC LIMIT ${limit}`,
  );
}

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

/** How often each finding occurs, rejected rows first. */
export async function countFindings(
  importId: number,
): Promise<{ kind: FindingKind; code: FindingCode; count: number }[]> {
  return prisma.$queryRaw(sql`
    SELECT kind, code, count(*)::int AS count FROM import_findings WHERE import_id = ${importId}
    GROUP BY 1, 2 ORDER BY array_position(ARRAY['rejected', 'duplicate', 'flagged'], kind), count DESC, code`);
}

/** Findings in row order; `code` and `kind` narrow them. */
export async function readFindings(
  importId: number,
  options: { code?: FindingCode; kind?: FindingKind; limit: number; offset?: number },
): Promise<FindingView[]> {
  return prisma.$queryRaw(sql`
    SELECT seq, baris, kolom, field, kind, code, value, params FROM import_findings
    WHERE import_id = ${importId} AND (${options.code ?? null}::text IS NULL OR code = ${options.code ?? null})
      AND (${options.kind ?? null}::text IS NULL OR kind = ${options.kind ?? null})
    ORDER BY seq LIMIT ${options.limit} OFFSET ${options.offset ?? 0}`);
}
