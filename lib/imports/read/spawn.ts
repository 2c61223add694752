import type { Suspect } from "@/lib/imports/choices";
import type { AnalyseOptions, Finding, ParsedCompany, ParsedJob, ParsedLine, SheetRow } from "@/lib/imports/types";
import { type ChildLimits, runInChild } from "./child-process";
import type { Delivery, Summary } from "./messages";
import type { TableInfo } from "./read";

/** What the child reports while it works. It waits for each batch to be taken before it sends the next. */
export interface AnalysisSink {
  /** What the file is, before anything else of it: known also when its rows cannot be understood. */
  table?(table: TableInfo): Promise<void>;
  /**
   * With `keepRows`: every row of the sheet as it is, before the first job. They are complete as well when the analysis
   * fails for what the rows say (COLUMN_MISSING, NUMBER_FORMAT_AMBIGUOUS …), and not when the file cannot be read.
   */
  rows?(batch: SheetRow[]): Promise<void>;
  /** Data rows read so far. */
  progress(rowsRead: number): void;
  /** All jobs come before the first line, all lines before the first finding. */
  jobs(batch: ParsedJob[]): Promise<void>;
  lines(batch: ParsedLine[]): Promise<void>;
  /** Instead of jobs and lines, when the file holds companies. */
  companies(batch: ParsedCompany[]): Promise<void>;
  /** After the lines. */
  suspects?(batch: Suspect[]): Promise<void>;
  findings(batch: Finding[]): Promise<void>;
}

/** Reads and checks a file in a process of its own. @throws as runInChild does, and whatever the sink throws */
export async function analyseInChild(
  bytes: Buffer,
  options: AnalyseOptions,
  on: AnalysisSink,
  limits: Partial<ChildLimits> & { signal?: AbortSignal } = {},
): Promise<Summary> {
  const result = await runInChild(bytes, { do: "analyse", options }, (delivery) => pass(delivery, on), limits);
  return result as Summary;
}

function pass(delivery: Delivery, on: AnalysisSink): Promise<void> | void {
  switch (delivery.type) {
    case "progress":
      return on.progress(delivery.rowsRead);
    case "table":
      return on.table?.(delivery.table);
    case "rows":
      return on.rows?.(delivery.batch);
    case "jobs":
      return on.jobs(delivery.batch);
    case "lines":
      return on.lines(delivery.batch);
    case "companies":
      return on.companies(delivery.batch);
    case "suspects":
      return on.suspects?.(delivery.batch);
    case "findings":
      return on.findings(delivery.batch);
  }
}
