import type { PoolClient } from "pg";
import { pool } from "@/lib/db/pool";
import { type ErrorCode, PortalError } from "@/lib/errors";
import type { Choices } from "./choices";
import {
  carryDecisions,
  compareFindings,
  compareRows,
  noteChanged,
  type PendingCorrection,
  rememberStaged,
} from "./corrections/difference";
import { patchesOf } from "./corrections/patches";
import type { progressWriter } from "./progress";
import type { Summary } from "./read/messages";
import { type AnalysisSink, analyseInChild } from "./read/spawn";
import { repairsOf } from "./repairs";
import type { Correction } from "./session";
import { openStaging } from "./staging";

/** The file could be read, but not understood as it is chosen. */
const UNDERSTANDABLE: ReadonlySet<ErrorCode> = new Set([
  "HEADER_MISSING",
  "COLUMN_MISSING",
  "COLUMN_TWICE",
  "COLUMN_SHARED",
  "NUMBER_FORMAT_AMBIGUOUS",
  "NUMBER_FORMAT_MIXED",
  "NO_ROWS",
]);

export interface FileToRead {
  choices: Partial<Choices>;
  sha256: string | null;
  bytes: Buffer | null;
  /** Sheet that was read last. */
  sheet: string | null;
  corrected: PendingCorrection | Correction | null;
}

type Progress = ReturnType<typeof progressWriter>;

interface Staged {
  sheet: string | null;
  /** null: `failure` says why it cannot be understood. */
  summary: Summary | null;
  failure: unknown;
}

/**
 * Reads and checks the file of an import into the staging tables, in one transaction. After a correction, decisions
 * about rows that are still the same hold on, and what differs from before is noted.
 */
export async function readFile(
  client: PoolClient,
  id: number,
  { bytes, sha256, ...job }: FileToRead,
  progress: Progress,
): Promise<Summary> {
  if (!bytes || !sha256) throw new PortalError("IMPORT_NOT_OPEN");
  await pool().query("UPDATE imports SET state = 'reading', rows_read = 0, rows_written = 0 WHERE id = $1", [id]);
  const pending = job.corrected && "before" in job.corrected ? job.corrected : null;
  await client.query("BEGIN");
  const changed = await changedRows(client, id);
  if (pending) await rememberStaged(client, id);
  const stage = () => stageFile(client, id, { bytes, sha256, choices: job.choices }, progress);
  let read = await stage();
  let correction: Correction | null = null;
  if (pending) {
    const { by, fileName, before } = pending;
    const rows = await compareRows(client, id);
    const places = [
      { sha256: before, sheet: job.sheet },
      { sha256, sheet: read.sheet },
    ] as const;
    if ((await carryDecisions(client, ...places)) > 0) read = await stage();
    await noteChanged(client, id);
    correction = { by, fileName, rows, findings: read.summary ? await compareFindings(client, id) : null };
  } else if (changed.length > 0) {
    await client.query("UPDATE import_rows SET changed = true WHERE import_id = $1 AND baris = ANY ($2)", [
      id,
      changed,
    ]);
  }
  await progress.settled();
  const { summary } = read;
  await client.query(
    `UPDATE imports SET analysis = $2, kind = coalesce($3, kind), rows_read = coalesce($4, rows_read),
       corrected = coalesce($5, corrected) WHERE id = $1`,
    [id, json(summary), summary?.kind, summary?.counts.rows, json(correction)],
  );
  await client.query("COMMIT");
  if (!summary) throw read.failure;
  return summary;
}

async function stageFile(
  client: PoolClient,
  id: number,
  { bytes, sha256, choices }: { bytes: Buffer; sha256: string; choices: Partial<Choices> },
  progress: Progress,
): Promise<Staged> {
  const staging = await openStaging(client, id, { checked: (lines) => progress("rows_written", lines) });
  const options = {
    numberFormat: null,
    ...choices,
    repairs: await repairsOf(client, sha256),
    patches: await patchesOf(client, id),
    keepRows: true,
  };
  let sheet: string | null = null;
  const sink: AnalysisSink = {
    ...staging,
    progress: (rows) => progress("rows_read", rows),
    table: (table) => {
      sheet = table.sheet;
      return staging.table(table);
    },
  };
  try {
    const summary = await analyseInChild(bytes, options, sink);
    return { sheet, summary, failure: null };
  } catch (failure) {
    // What the rows are like helps a person to say how they are to be read.
    if (failure instanceof PortalError && UNDERSTANDABLE.has(failure.code)) return { sheet, summary: null, failure };
    throw failure;
  }
}

/** Rows that the last correction changed; they are staged anew. */
async function changedRows(client: PoolClient, id: number): Promise<number[]> {
  const { rows } = await client.query<{ baris: number }>(
    "SELECT baris FROM import_rows WHERE import_id = $1 AND changed",
    [id],
  );
  return rows.map(({ baris }) => baris);
}

const json = (value: object | null) => (value ? JSON.stringify(value) : null);
