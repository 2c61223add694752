import type { ErrorCode, ErrorParams } from "@/lib/errors";
import type { Encoding, Suspect } from "@/lib/imports/choices";
import type { CorrectedRow } from "@/lib/imports/corrections/columns";
import type { Mark } from "@/lib/imports/give-back/marks";
import type {
  AhspAnalysis,
  AnalyseOptions,
  CompaniesAnalysis,
  Finding,
  ParsedCompany,
  ParsedJob,
  ParsedLine,
  SheetRow,
} from "@/lib/imports/types";
import type { TableInfo } from "./read";

/** What a child is to do with the bytes that it gets. */
export type Task =
  | { do: "analyse"; options: AnalyseOptions }
  /** Give the file back with marks; those come before the task. */
  | { do: "mark"; reading: MarkedReading }
  /** Whether it is a file of corrected rows, and which. */
  | { do: "corrections" };

/** What of a Reading says where marks belong. */
export interface MarkedReading {
  format: "xlsx" | "csv";
  sheet: string | null;
  encoding: Encoding | null;
  headerRow: number;
}

/** What the child hands over. Each waits for its answer before the next is sent, but for the progress. */
export type Delivery =
  | { type: "table"; table: TableInfo }
  | { type: "rows"; batch: SheetRow[] }
  | { type: "progress"; rowsRead: number }
  | { type: "jobs"; batch: ParsedJob[] }
  | { type: "lines"; batch: ParsedLine[] }
  | { type: "companies"; batch: ParsedCompany[] }
  | { type: "suspects"; batch: Suspect[] }
  | { type: "findings"; batch: Finding[] }
  | { type: "bytes"; batch: Uint8Array }
  | { type: "corrected"; batch: CorrectedRow[] };

/** What the child tells its parent. */
export type FromChild =
  | Delivery
  | { type: "done"; result: unknown }
  | { type: "failed"; code: ErrorCode; params: ErrorParams }
  | { type: "crashed"; stack: string };

/** What is left of an analysis when its rows have been handed over. */
export type Summary = AhspSummary | CompaniesSummary;
export type AhspSummary = Pick<AhspAnalysis, "kind" | "reading" | "counts" | "flags">;
export type CompaniesSummary = Pick<CompaniesAnalysis, "kind" | "reading" | "counts">;

/** Messages, because one argument of a process holds 128 KB only. `task` is the last before the child begins. */
export type FromParent =
  | { type: "marks"; batch: readonly Mark[] }
  | { type: "task"; task: Task }
  /** A batch has been taken. */
  | { type: "taken" };

export const BATCH_ROWS = 2000;
