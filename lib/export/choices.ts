import { statsTable } from "@/lib/stats/spec";
import { withHidden } from "@/lib/table/columns";

export const EXPORT_FORMATS = ["xlsx", "csv"] as const;
/** `ahsp`: one row per AHSP with its statistics. `rincian`: one row per line, as the import reads it. */
export const EXPORT_CONTENTS = ["ahsp", "rincian"] as const;
/** Of csv. With `;` decimals have a comma, with `,` a point. */
export const EXPORT_SEPARATORS = [";", ","] as const;
/** What a row of `ahsp` may hold: the columns of the table, and what it has no room for. */
export const AHSP_COLUMNS = [...Object.keys(statsTable.columns), "source_file"] as readonly string[];

/** The same in the order in which they are offered and written, for a table that shows these columns. */
export function exportColumns(shown: readonly string[]): readonly string[] {
  return [...withHidden(statsTable, shown), ...AHSP_COLUMNS.filter((name) => !Object.hasOwn(statsTable.columns, name))];
}
