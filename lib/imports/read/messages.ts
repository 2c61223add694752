import type { ErrorCode, ErrorParams } from "@/lib/errors";
import type { Analysis, Finding, ParsedJob, ParsedLine } from "@/lib/imports/types";

/** What the child tells its parent. A batch waits for its answer before the next is sent. */
export type FromChild =
  | { type: "progress"; rowsRead: number }
  | { type: "jobs"; batch: ParsedJob[] }
  | { type: "lines"; batch: ParsedLine[] }
  | { type: "findings"; batch: Finding[] }
  | ({ type: "done" } & Summary)
  | { type: "failed"; code: ErrorCode; params: ErrorParams }
  | { type: "crashed"; stack: string };

export type Summary = Pick<Analysis, "reading" | "counts" | "flags">;

/** The parent has taken a batch. */
export type FromParent = { type: "taken" };

export const BATCH_ROWS = 2000;
