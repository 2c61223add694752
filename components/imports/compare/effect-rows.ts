import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { EffectCounts, EffectRow } from "@/lib/imports/session";

/** Counts of the statistics, in the order of their columns. */
export const MEASURES = ["ahsp", "rincian", "tk", "bhn", "alt", "lain", "zero_coef", "missing_unit"] as const;
export type Measure = keyof EffectCounts;

/** The counts that differ in at least one row: only these are shown. */
export function changedMeasures(rows: readonly EffectRow[]): Measure[] {
  return MEASURES.filter((name) => rows.some(({ before, after }) => before[name] !== after[name]));
}

/** All rows as one. */
export function effectSum(rows: readonly EffectRow[]): Pick<EffectRow, "before" | "after"> {
  const sum = (side: "before" | "after") =>
    Object.fromEntries(
      MEASURES.map((name) => [name, rows.reduce((total, row) => total + row[side][name], 0)]),
    ) as unknown as EffectCounts;
  return { before: sum("before"), after: sum("after") };
}

/** A change with its sign: "+412", "−17" (a real minus), "±0". */
export function signedInteger(value: number, locale: Locale): string {
  if (value === 0) return "±0";
  return `${value > 0 ? "+" : "−"}${formatInteger(Math.abs(value), locale)}`;
}
