import type { ClientBase } from "pg";
import { pool } from "@/lib/db/pool";
import { type ErrorCode, PortalError } from "@/lib/errors";
import type { Choices } from "./choices";
import { readRules } from "./kode-rules";
import { HEADER_ROWS } from "./layout";
import { findProfile, profileChoices, type UsedProfile } from "./profiles";
import type { Summary } from "./read/messages";
import { analyseInChild } from "./read/spawn";
import { repairsOf } from "./repairs";
import { openStaging } from "./staging";
import type { SheetRow } from "./types";

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

/** An import whose file is to be read. */
export interface ReadJob {
  /** What a person chose for this very import. */
  choices: Partial<Choices>;
  /** The mapping that it was read by before. */
  profile: UsedProfile | null;
  useProfile: boolean;
  sha256: string | null;
  bytes: Buffer | null;
}

/** Told as rows are read and as lines are checked. */
export type ReadProgress = (column: "rows_read" | "rows_written", count: number) => void;

/** One reading: what it came to, and what may name its columns. */
interface Outcome {
  result: Summary | PortalError;
  sheet: string | null;
  /** The rows that the header may be among. */
  head: SheetRow[];
}

/**
 * Reads and checks the file of an import into the staging tables: under its own choices, else under the mapping that was
 * saved for its header.
 * @throws PortalError: every code under "a file as a whole" in lib/errors.ts. What was read of a file that is not
 *   understood stays, because it helps a person to say how it is to be read
 */
export async function readFile(client: ClientBase, id: number, job: ReadJob, progress: ReadProgress): Promise<Summary> {
  await pool().query("UPDATE imports SET state = 'reading', rows_read = 0, rows_written = 0 WHERE id = $1", [id]);
  const read = (choices: Partial<Choices>) => stage(client, id, { ...job, choices }, progress);
  const { outcome, profile } = job.profile
    ? { outcome: await read(job.profile.choices), profile: job.profile }
    : await readAnew(client, job, read);
  const { result } = outcome;
  await client.query("UPDATE imports SET profile = $2 WHERE id = $1", [id, profile && JSON.stringify(profile)]);
  if (result instanceof PortalError) throw result;
  await client.query("UPDATE imports SET analysis = $2, kind = $3, rows_read = $4 WHERE id = $1", [
    id,
    JSON.stringify(result),
    result.kind,
    result.counts.rows,
  ]);
  return result;
}

async function readAnew(
  client: ClientBase,
  { choices, useProfile }: ReadJob,
  read: (choices: Partial<Choices>) => Promise<Outcome>,
): Promise<{ outcome: Outcome; profile: UsedProfile | null }> {
  const first = await read(choices);
  const alone = { outcome: first, profile: null };
  const found = useProfile && !profileChoices(choices) ? await findProfile(client, first.head) : null;
  if (!found) return alone;
  const { headerRow, choices: saved, ...origin } = found;
  // A column that proves its number format proves it better than another file does. "stored" no column can prove.
  const { numberFormat, ...mapping } = saved;
  const proven = { ...mapping, numberFormat: numberFormat === "stored" ? numberFormat : null };
  const under = async (part: typeof saved) => {
    // Of the very table whose names it was found by.
    const inForce = { ...choices, ...part, sheet: first.sheet ?? choices.sheet ?? null, headerRow };
    return { outcome: await read(inForce), profile: { ...origin, choices: inForce } };
  };
  const byMapping = profileChoices(proven) ? await under(proven) : alone;
  return isAmbiguous(byMapping.outcome) && numberFormat ? under(saved) : byMapping;
}

function isAmbiguous({ result }: Outcome): boolean {
  return result instanceof PortalError && result.code === "NUMBER_FORMAT_AMBIGUOUS";
}

/** Reads once. @throws what no choice can mend */
async function stage(
  client: ClientBase,
  id: number,
  { bytes, sha256, choices }: ReadJob,
  progress: ReadProgress,
): Promise<Outcome> {
  if (!bytes || !sha256) throw new PortalError("IMPORT_NOT_OPEN");
  await client.query("BEGIN");
  const staging = await openStaging(client, id, { checked: (lines) => progress("rows_written", lines) });
  const seen: Omit<Outcome, "result"> = { sheet: null, head: [] };
  const mayBeHeader = ({ baris }: SheetRow) => (choices.headerRow ? baris === choices.headerRow : baris <= HEADER_ROWS);
  const sink: typeof staging & { progress(rows: number): void } = {
    ...staging,
    table: (table) => {
      seen.sheet = table.sheet;
      return staging.table(table);
    },
    rows: (batch) => {
      if (choices.headerRow || seen.head.length < HEADER_ROWS) seen.head.push(...batch.filter(mayBeHeader));
      return staging.rows(batch);
    },
    progress: (rows) => progress("rows_read", rows),
  };
  const options = {
    numberFormat: null,
    ...choices,
    repairs: await repairsOf(client, sha256),
    savedRules: await readRules(client),
    keepRows: true,
  };
  try {
    const result = await analyseInChild(bytes, options, sink);
    await client.query("COMMIT");
    return { ...seen, result };
  } catch (error) {
    const result = error instanceof PortalError && UNDERSTANDABLE.has(error.code) ? error : null;
    await client.query(result ? "COMMIT" : "ROLLBACK");
    if (!result) throw error;
    return { ...seen, result };
  }
}
