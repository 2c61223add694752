import type { ErrorCode, ErrorParams } from "@/lib/errors";
import type { Suspect } from "@/lib/imports/choices";
import type {
  AhspAnalysis,
  CompaniesAnalysis,
  Finding,
  ParsedCompany,
  ParsedJob,
  ParsedLine,
  SheetRow,
} from "@/lib/imports/types";
import type { TableInfo } from "./read";

/** What the child tells its parent. A batch waits for its answer before the next is sent. */
export type FromChild =
  | { type: "table"; table: TableInfo }
  | { type: "rows"; batch: SheetRow[] }
  | { type: "progress"; rowsRead: number }
  | { type: "jobs"; batch: ParsedJob[] }
  | { type: "lines"; batch: ParsedLine[] }
  | { type: "companies"; batch: ParsedCompany[] }
  | { type: "suspects"; batch: Suspect[] }
  | { type: "findings"; batch: Finding[] }
  | { type: "done"; summary: Summary }
  | { type: "failed"; code: ErrorCode; params: ErrorParams }
  | { type: "crashed"; stack: string };

/** What is left of an analysis when its rows have been handed over. */
export type Summary = AhspSummary | CompaniesSummary;
export type AhspSummary = Pick<AhspAnalysis, "kind" | "reading" | "counts" | "flags">;
export type CompaniesSummary = Pick<CompaniesAnalysis, "kind" | "reading" | "counts">;

/** The parent has taken a batch. */
export type FromParent = { type: "taken" };

export const BATCH_ROWS = 2000;
