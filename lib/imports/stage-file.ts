import type { ClientBase } from "pg";
import { type ErrorCode, PortalError } from "@/lib/errors";
import type { Choices } from "./choices";
import { patchesOf } from "./corrections/patches";
import { readRules } from "./kode-rules";
import { HEADER_ROWS } from "./layout";
import type { Progress } from "./progress";
import type { Summary } from "./read/messages";
import { type AnalysisSink, analyseInChild } from "./read/spawn";
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

/** One reading: what it came to, and what may name its columns. */
export interface Staged {
  /** A failure leaves the rows staged: what they are like helps a person to say how they are to be read. */
  result: Summary | PortalError;
  sheet: string | null;
  /** The rows that the header may be among. */
  head: SheetRow[];
}

/**
 * Reads and checks a file once into the staging tables of an import, in the caller's transaction, with what people
 * decided and corrected.
 * @throws what no choice can mend
 */
export async function stageFile(
  client: ClientBase,
  id: number,
  { bytes, sha256, choices }: { bytes: Buffer; sha256: string; choices: Partial<Choices> },
  progress: Progress,
): Promise<Staged> {
  const staging = await openStaging(client, id, { checked: (lines) => progress("rows_written", lines) });
  const seen: Omit<Staged, "result"> = { sheet: null, head: [] };
  const mayBeHeader = ({ baris }: SheetRow) => (choices.headerRow ? baris === choices.headerRow : baris <= HEADER_ROWS);
  const sink: AnalysisSink = {
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
    patches: await patchesOf(client, id),
    savedRules: await readRules(client),
    keepRows: true,
  };
  try {
    const result = await analyseInChild(bytes, options, sink);
    return { ...seen, result };
  } catch (error) {
    if (error instanceof PortalError && UNDERSTANDABLE.has(error.code)) return { ...seen, result: error };
    throw error;
  }
}
