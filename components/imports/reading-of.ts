import type { FindingView } from "@/lib/imports/history";

/** What came of the cell or row: the value it is stored as, as it stands in the file, or nothing, and in which words. */
export type ReadingOf = { as: "nothing" | "asWritten" } | { as: "value"; value: string };

/** Params of findings that hold the value that is stored instead of the cell's own. */
const STORED = ["read", "stored", "kept", "name"] as const;

/** How a cell with a finding is read. */
export function readingOf({ kind, code, params }: Pick<FindingView, "kind" | "code" | "params">): ReadingOf {
  if (kind === "rejected" || kind === "duplicate") return { as: "nothing" };
  if (code === "KATEGORI_EMPTY") return { as: "value", value: "LAIN" };
  for (const name of STORED) if (params[name] !== undefined) return { as: "value", value: String(params[name]) };
  return { as: "asWritten" };
}
