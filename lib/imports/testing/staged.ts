/** Imports that are read in this process, for tests of what follows: comparing, writing, taking back. */

import { randomUUID } from "node:crypto";
import { pool } from "@/lib/db/pool";
import type { ApplyOptions } from "@/lib/imports/apply";
import { commitImport, openRevert } from "@/lib/imports/open";
import { receiveUpload } from "@/lib/imports/receive";
import { runImport } from "@/lib/imports/run";
import type { Plan } from "@/lib/imports/session";
import { openStaging } from "@/lib/imports/staging";
import type { Cell } from "@/lib/imports/types";
import { analyseWith } from "./layouts";

export interface Ended {
  state: string;
  error_code: string | null;
  plan: Plan | null;
  report: Plan["report"] | null;
  kept: { sumber: string; kode_ahsp: string }[] | null;
}

/** Receives a file and stages its rows. @returns its id; the next run plans it */
export async function stage(rows: readonly (readonly Cell[])[], options: Partial<ApplyOptions> = {}): Promise<number> {
  const { jobs, lines, suspects, findings, ...summary } = await analyseWith(rows, { numberFormat: "comma" });
  const upload = { bytes: Buffer.from(JSON.stringify(rows)), fileName: "a.csv", uploadKey: randomUUID(), choices: {} };
  const id = await receiveUpload({ ...upload, goal: "plan", via: "command", actor: null });
  const client = await pool().connect();
  try {
    await client.query("BEGIN");
    const staging = await openStaging(client, id, { checked: () => {} });
    await staging.jobs(jobs);
    await staging.lines(lines);
    await staging.suspects(suspects);
    await staging.findings(findings);
    await client.query(
      "UPDATE imports SET analysis = $2, kind = 'ahsp', only_good_rows = $3, remove_missing = $4 WHERE id = $1",
      [id, JSON.stringify(summary), options.onlyGoodRows ?? true, options.removeMissing ?? false],
    );
    await client.query("COMMIT");
  } finally {
    client.release();
  }
  return id;
}

/** As far as its goal. */
export async function run(id: number): Promise<Ended> {
  await runImport(id);
  return stateOf(id);
}

export async function stateOf(id: number): Promise<Ended> {
  const { rows } = await pool().query<Ended>(
    "SELECT state, error_code, plan, report, kept FROM imports WHERE id = $1",
    [id],
  );
  return rows[0] as Ended;
}

/** Presses the button that commits what was planned. */
export async function commit(id: number): Promise<Ended> {
  await commitImport(id, randomUUID());
  return run(id);
}

/** Takes a committed import back. @returns the id of the import that does */
export async function revert(id: number): Promise<number> {
  const reverting = await openRevert(id, { actor: null, goal: "commit" });
  await runImport(reverting);
  return reverting;
}
