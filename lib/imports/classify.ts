/** What is known about the jobs of a file beside its cells: rules by kode, and constants. */

import type { Choices, KodeRule } from "@/lib/imports/choices";
import type { Field, ParsedJob } from "@/lib/imports/types";

/** Fields of a job that may stay blank in its rows, with those of ParsedJob. */
const BLANK = { source_file: "source_file", satuan_pekerjaan: "satuan" } as const satisfies Partial<
  Record<Field, keyof ParsedJob>
>;

/**
 * Fills what neither a cell nor the block of a job said: klasifikasi and sub_klasifikasi by the rules, else by the
 * constants; the other fields by the constants.
 * @param rules for every job, or by sumber
 */
export function classify(
  jobs: readonly ParsedJob[],
  rules: readonly KodeRule[] | Readonly<Record<string, readonly KodeRule[]>>,
  constants: Choices["constants"],
): void {
  const byJob: (job: ParsedJob) => readonly KodeRule[] = isList(rules)
    ? () => rules
    : ({ sumber }) => (Object.hasOwn(rules, sumber) ? (rules[sumber] ?? NONE) : NONE);
  for (const field of ["klasifikasi", "sub_klasifikasi"] as const) {
    const constant = constants[field]?.trim() || null;
    const byRules = new Map<readonly KodeRule[], Map<string, string>>();
    for (const job of jobs) {
      const its = byJob(job);
      const byPrefix = byRules.get(its) ?? prefixes(its, field);
      byRules.set(its, byPrefix);
      job[field] ??= longest(byPrefix, job.kode_ahsp) ?? constant;
    }
  }
  for (const [field, name] of Object.entries(BLANK) as [keyof typeof BLANK, "source_file" | "satuan"][]) {
    const constant = constants[field]?.trim();
    if (constant) for (const job of jobs) job[name] ??= constant;
  }
}

const NONE: readonly KodeRule[] = [];

function isList<T, R>(rules: readonly T[] | R): rules is readonly T[] {
  return Array.isArray(rules);
}

/** Rules that say the field, by prefix without the dot that may end it; of equal prefixes the last. */
function prefixes(rules: readonly KodeRule[], field: "klasifikasi" | "sub_klasifikasi"): Map<string, string> {
  const found = new Map<string, string>();
  for (const rule of rules) {
    const value = rule[field]?.trim();
    const prefix = barePrefix(rule.prefix);
    if (value && prefix) found.set(prefix, value);
  }
  return found;
}

/** A prefix without the dot that may end it; "" is none. */
export function barePrefix(prefix: string): string {
  return prefix.trim().replace(/\.+$/, "");
}

/** The value of the longest prefix that ends where a segment of the kode does: "1.1" is one of "1.1.2", not of "1.10". */
function longest(byPrefix: ReadonlyMap<string, string>, kode: string): string | null {
  for (let end = kode.length; end > 0; end = kode.lastIndexOf(".", end - 1)) {
    const value = byPrefix.get(kode.slice(0, end));
    if (value !== undefined) return value;
  }
  return null;
}
