import type { Plan } from "@/lib/imports/session";

/** AHSP (or companies) that a commit would write or remove. */
export function changesOf({ report, missing, removeMissing }: Plan): number {
  if (report.kind === "companies") return report.ledger.new + report.ledger.changed;
  const { ahsp } = report.ledger;
  return ahsp.new + ahsp.changed + (removeMissing ? missing : 0);
}

/** Why a plan cannot be committed: messages `compare.blocked`; null: it can. */
export type Blocked = "nothing" | "rejected" | "removeNeedsWholeFile";

export function blockedBy(plan: Plan): Blocked | null {
  const { rejected } = plan.report.ledger;
  if (rejected > 0 && !plan.onlyGoodRows) return "rejected";
  if (rejected > 0 && plan.removeMissing) return "removeNeedsWholeFile";
  return changesOf(plan) === 0 ? "nothing" : null;
}

/** Whether what was committed is what was planned. Keys may come in any order. */
export function asPlanned(plan: Plan, report: Plan["report"]): boolean {
  return (
    sorted(plan.report.ledger) === sorted(report.ledger) && sorted(plan.report.imported) === sorted(report.imported)
  );
}

function sorted(value: object): string {
  return JSON.stringify(value, (_, one: unknown) =>
    typeof one === "object" && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}
