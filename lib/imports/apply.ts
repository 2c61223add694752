import type { ClientBase } from "pg";
import { PortalError } from "@/lib/errors";
import { compareCompanies, writeCompanies } from "./companies/write";
import { effectBetween, readStatistics } from "./effect";
import { compareStaged, MISSING } from "./outcomes";
import type { Summary } from "./read/messages";
import type { Plan } from "./session";
import { writeStaged } from "./write";

export interface ApplyOptions {
  /** false: nothing is committed while any row is rejected. */
  onlyGoodRows: boolean;
  /** Stored AHSP of the file's sumber that the file does not hold are removed. */
  removeMissing: boolean;
}

/**
 * Brings what was staged of an import into the tables, in the caller's transaction, and tells what that did. The one way
 * in: a plan is this, rolled back.
 *
 * @throws ROWS_REJECTED (rejected) when not only the good rows are wanted; REMOVE_NEEDS_WHOLE_FILE (rejected): an AHSP
 *   whose rows were rejected would seem missing; LEDGER_MISMATCH
 */
export async function applyImport(
  client: ClientBase,
  importId: number,
  summary: Summary,
  options: ApplyOptions,
): Promise<Plan> {
  await compare(client, importId, summary);
  return write(client, importId, summary, options);
}

/**
 * What applyImport would do: it is done and taken back. The outcome of each AHSP and the findings on what is held back
 * stay.
 * @throws LEDGER_MISMATCH
 */
export async function planImport(
  client: ClientBase,
  importId: number,
  summary: Summary,
  options: ApplyOptions,
): Promise<Plan> {
  await compare(client, importId, summary);
  await client.query("SAVEPOINT before_plan");
  // What stops a commit does not stop a look at it.
  const { rejected } = summary.counts;
  const feasible = { onlyGoodRows: true, removeMissing: options.removeMissing && rejected === 0 };
  const plan = await write(client, importId, summary, feasible);
  await client.query("ROLLBACK TO SAVEPOINT before_plan");
  return { ...plan, ...options };
}

async function compare(client: ClientBase, importId: number, summary: Summary): Promise<void> {
  if (summary.kind === "companies") await compareCompanies(client, importId);
  else await compareStaged(client, importId);
}

async function write(client: ClientBase, importId: number, summary: Summary, options: ApplyOptions): Promise<Plan> {
  const { rejected } = summary.counts;
  if (rejected > 0 && !options.onlyGoodRows) throw new PortalError("ROWS_REJECTED", { rejected });
  if (rejected > 0 && options.removeMissing) throw new PortalError("REMOVE_NEEDS_WHOLE_FILE", { rejected });
  if (summary.kind === "companies") {
    return { report: await writeCompanies(client, importId, summary), effect: [], missing: 0, ...options };
  }
  const editions = await client.query<{ sumber: string }>("SELECT DISTINCT sumber FROM staged_job");
  const sumber = editions.rows.map((row) => row.sumber);
  const missing = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM (${MISSING}) AS missing`);
  const edits = await client.query<{ n: number }>(`
    SELECT count(*)::int AS n FROM ahsp_edits e JOIN referensi_ahspreferensi a USING (sumber, kode_ahsp)
    WHERE a.id IN (SELECT ahsp_id FROM staged_job WHERE outcome = 'changed')
      ${options.removeMissing ? `OR a.id IN (${MISSING})` : ""}`);
  const before = await readStatistics(client, sumber);
  const report = await writeStaged(client, importId, summary, options.removeMissing);
  const effect = effectBetween(before, await readStatistics(client, sumber));
  return { report, effect, missing: missing.rows[0]?.n ?? 0, edits: edits.rows[0]?.n ?? 0, ...options };
}
