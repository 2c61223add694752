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

/** What was chosen and is not saved yet, by row. null: what was decided is to be forgotten. */
export type Chosen = Readonly<Record<number, string | null>>;

/** The choices after one more; one that says what is decided anyway is none. */
export function choose(chosen: Chosen, suspect: SuspectView, value: string | null): Chosen {
  const { [suspect.baris]: _, ...others } = chosen;
  return value === decidedValue(suspect) ? others : { ...others, [suspect.baris]: value };
}

/** Rows that a choice fits as well: the same item, the same text, neither decided nor chosen yet. */
export function sameCells(suspects: readonly SuspectView[], one: SuspectView, chosen: Chosen): SuspectView[] {
  return suspects.filter(
    ({ baris, raw, uraian_item, satuan_item, decision }) =>
      baris !== one.baris &&
      decision === null &&
      chosen[baris] === undefined &&
      raw === one.raw &&
      uraian_item === one.uraian_item &&
      satuan_item === one.satuan_item,
  );
}

/** The sentences that tell the evidence, in order: messages `suspects.evidence`. */
export type EvidenceSentence = "stored" | "digits" | "neighbours" | "ratios" | "storedNeighbours" | "none";

export function evidenceSentences({ from, neighbours, ratios, stored }: SuspectEvidence): EvidenceSentence[] {
  const told: EvidenceSentence[] = [];
  if (stored?.same) told.push("stored");
  if (from === "digits") told.push("digits");
  if (neighbours) told.push("neighbours");
  if (ratios.for + ratios.against > 0) told.push("ratios");
  if (stored?.neighbours) told.push("storedNeighbours");
  return told.length > 0 ? told : ["none"];
}
