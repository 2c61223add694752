import type { PoolClient } from "pg";
import { pool } from "@/lib/db/pool";
import { PortalError } from "@/lib/errors";
import type { Choices } from "./choices";
import {
  carryDecisions,
  compareFindings,
  compareRows,
  noteChanged,
  type PendingCorrection,
  rememberStaged,
} from "./corrections/difference";
import { readFileBytes } from "./file-bytes";
import { findProfile, profileChoices, type UsedProfile } from "./profiles";
import type { Progress } from "./progress";
import type { Summary } from "./read/messages";
import type { Correction } from "./session";
import { type Staged, stageFile } from "./stage-file";
import { addStoredEvidence } from "./stored-evidence";

/** An import whose file is to be read. */
export interface FileToRead {
  /** What a person chose for this very import. */
  choices: Partial<Choices>;
  /** The mapping that it was read by before. */
  profile: UsedProfile | null;
  useProfile: boolean;
  sha256: string | null;
  /** Sheet that was read last. */
  sheet: string | null;
  corrected: PendingCorrection | Correction | null;
}

type Stage = (choices: Partial<Choices>) => Promise<Staged>;

/**
 * Reads and checks the file of an import into the staging tables, in one transaction: under its own choices, else under
 * the mapping that was saved for its header. After a correction, decisions about rows that are still the same hold on,
 * and what differs from before is noted.
 * @throws PortalError: every code under "a file as a whole" in lib/errors.ts. What was read of a file that is not
 *   understood stays, because it helps a person to say how it is to be read
 */
export async function readFile(
  client: PoolClient,
  id: number,
  { sha256, ...job }: FileToRead,
  progress: Progress,
): Promise<Summary> {
  if (!sha256) throw new PortalError("IMPORT_NOT_OPEN");
  const bytes = await readFileBytes(client, sha256);
  await pool().query("UPDATE imports SET state = 'reading', rows_read = 0, rows_written = 0 WHERE id = $1", [id]);
  const pending = job.corrected && "before" in job.corrected ? job.corrected : null;
  const stage: Stage = (choices) => stageFile(client, id, { bytes, sha256, choices }, progress);
  await client.query("BEGIN");
  const changed = await changedRows(client, id);
  if (pending) await rememberStaged(client, id);
  let { staged, profile } = await readByProfile(client, job, stage);
  let correction: Correction | null = null;
  if (pending) {
    const { by, fileName, before } = pending;
    const rows = await compareRows(client, id);
    const places = [
      { sha256: before, sheet: job.sheet },
      { sha256, sheet: staged.sheet },
    ] as const;
    if ((await carryDecisions(client, ...places)) > 0) staged = await stage(profile?.choices ?? job.choices);
    await noteChanged(client, id);
    const understood = !(staged.result instanceof PortalError);
    correction = { by, fileName, rows, findings: understood ? await compareFindings(client, id) : null };
  } else if (changed.length > 0) {
    await client.query("UPDATE import_rows SET changed = true WHERE import_id = $1 AND baris = ANY ($2)", [
      id,
      changed,
    ]);
  }
  await progress.settled();
  await addStoredEvidence(client, id);
  // The plan joins them; what the planner knows of them is from other imports.
  await client.query("ANALYZE import_jobs, import_lines");
  const { result } = staged;
  const summary = result instanceof PortalError ? null : result;
  await client.query(
    `UPDATE imports SET analysis = $2, kind = coalesce($3, kind), rows_read = coalesce($4, rows_read),
       corrected = coalesce($5, corrected), profile = $6 WHERE id = $1`,
    [id, json(summary), summary?.kind, summary?.counts.rows, json(correction), json(profile)],
  );
  await client.query("COMMIT");
  if (result instanceof PortalError) throw result;
  return result;
}

/** Reads under the mapping that the import was read by before, else under the one that was saved for its header. */
async function readByProfile(
  client: PoolClient,
  { choices, profile, useProfile }: Pick<FileToRead, "choices" | "profile" | "useProfile">,
  stage: Stage,
): Promise<{ staged: Staged; profile: UsedProfile | null }> {
  if (profile) return { staged: await stage(profile.choices), profile };
  const alone = { staged: await stage(choices), profile: null };
  const found = useProfile && !profileChoices(choices) ? await findProfile(client, alone.staged.head) : null;
  if (!found) return alone;
  const { headerRow, choices: saved, ...origin } = found;
  // A column that proves its number format proves it better than another file does. "stored" no column can prove.
  const { numberFormat, ...mapping } = saved;
  const proven = { ...mapping, numberFormat: numberFormat === "stored" ? numberFormat : null };
  const under = async (part: typeof saved) => {
    // Of the very table whose names it was found by.
    const inForce = { ...choices, ...part, sheet: alone.staged.sheet ?? choices.sheet ?? null, headerRow };
    return { staged: await stage(inForce), profile: { ...origin, choices: inForce } };
  };
  const byMapping = profileChoices(proven) ? await under(proven) : alone;
  return isAmbiguous(byMapping.staged) && numberFormat ? under(saved) : byMapping;
}

function isAmbiguous({ result }: Staged): boolean {
  return result instanceof PortalError && result.code === "NUMBER_FORMAT_AMBIGUOUS";
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
