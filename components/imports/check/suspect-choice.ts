import type { SuspectEvidence } from "@/lib/imports/choices";
import type { SuspectView } from "@/lib/imports/session";

/** What a person can choose for a suspect cell: its candidates, the one that is as the file holds it told apart. */
export interface SuspectOption {
  value: string;
  recommended: boolean;
  asWritten: boolean;
}

export function optionsOf({ candidates, recommended, raw }: SuspectView): SuspectOption[] {
  return candidates.map((value) => ({ value, recommended: value === recommended, asWritten: value === raw }));
}

/** The candidate that was decided on; null: nobody has decided. */
export function decidedValue({ decision, raw }: Pick<SuspectView, "decision" | "raw">): string | null {
  return decision === "keep" ? raw : decision;
}

/** Rows of this cell and of those that one decision fits as well: the same item, the same text, nobody has decided. */
export function sameCells(suspects: readonly SuspectView[], one: SuspectView): number[] {
  const same = suspects.filter(
    ({ baris, raw, uraian_item, satuan_item, decision }) =>
      baris === one.baris ||
      (decision === null && raw === one.raw && uraian_item === one.uraian_item && satuan_item === one.satuan_item),
  );
  return same.map(({ baris }) => baris);
}

/** The sentences that tell the evidence, in order: messages `suspects.evidence`. */
export function evidenceSentences({
  from,
  neighbours,
  ratios,
}: SuspectEvidence): ("digits" | "neighbours" | "ratios" | "none")[] {
  const told = [
    ...(from === "digits" ? (["digits"] as const) : []),
    ...(neighbours ? (["neighbours"] as const) : []),
    ...(ratios.for + ratios.against > 0 ? (["ratios"] as const) : []),
  ];
  return told.length > 0 ? told : ["none"];
}
