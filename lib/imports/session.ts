/**
 * Shapes of an import on its way: what its pages show. Pure; the values come from lib/imports/history.ts and its
 * neighbours. Times are ISO strings in UTC.
 */

import type { Choices, Encoding, KodeRule, Suspect } from "./choices";
import type { ImportReport } from "./report";
import type { Field, Reading } from "./types";

/**
 * `queued` and `reading`: its file is read and checked. `open`: a person decides. `writing`: it is committed. Then
 * `committed`, `failed` (why stands beside it; nothing was changed), or `expired`.
 */
export const IMPORT_STATES = ["queued", "reading", "open", "writing", "committed", "failed", "expired"] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** The steps of an import, each a page: /imports/ID/STEP. */
export const STEPS = ["columns", "check", "compare", "done"] as const;
export type Step = (typeof STEPS)[number];

/** What the steps are gated by. */
export interface StepFacts {
  state: ImportState;
  /** The file could be read under the choices made (else its failure stands on the page of the columns). */
  read: boolean;
  /** What a commit would do is known, and still true. */
  planned: boolean;
}

/** The step that an import is at: where /imports/ID leads. */
export function currentStep(facts: StepFacts): Step {
  if (facts.state === "committed" || facts.state === "writing") return "done";
  if (!facts.read) return "columns";
  return facts.planned ? "compare" : "check";
}

/** Whether a step's page can be opened now. */
export function isReachable(step: Step, facts: StepFacts): boolean {
  switch (step) {
    case "columns":
      return facts.state === "open" || facts.state === "failed";
    case "check":
      return facts.read && facts.state === "open";
    case "compare":
      return facts.read && facts.planned && facts.state === "open";
    case "done":
      return facts.state === "committed" || facts.state === "writing";
  }
}

/** What a person decided about a suspect cell: a candidate, or "keep" as it is. */
export type Decision = string;

export interface SuspectView extends Suspect {
  sumber: string;
  kode_ahsp: string;
  uraian_item: string;
  satuan_item: string | null;
  /** null: nobody has decided; it is then imported as it is. */
  decision: Decision | null;
  decidedBy: string | null;
}

/** One klasifikasi of one sumber before and after. All are counts. */
export interface EffectRow {
  sumber: string;
  klasifikasi: string | null;
  before: EffectCounts;
  after: EffectCounts;
}

export interface EffectCounts {
  ahsp: number;
  rincian: number;
  tk: number;
  bhn: number;
  alt: number;
  lain: number;
  zero_coef: number;
  missing_unit: number;
}

/** What a commit would do (and, once committed, what it did). */
export interface Plan {
  report: ImportReport;
  /** Only what differs between before and after; [] when nothing does, or the file holds companies. */
  effect: EffectRow[];
  /** Stored AHSP of the file's sumber that the file does not hold. */
  missing: number;
  /** Edits by hand, of whatever age, in AHSP that the commit replaces or removes. Absent: not counted yet then. */
  edits?: number;
  /** The person wants those removed. */
  removeMissing: boolean;
  /** Only the good rows are to be imported although some are rejected. */
  onlyGoodRows: boolean;
}

/** What the last correction of an open import changed. */
export interface Correction {
  /** `file`: a whole file took the place of the one before; `rows`: corrected rows were laid over it. */
  by: "file" | "rows";
  /** The file before, or the one of the corrected rows. */
  fileName: string;
  /** `changed` stand at the same place with other cells. */
  rows: { changed: number; added: number; removed: number };
  /** Rejections and flags; null when the corrected file could not be understood at once. */
  findings: { resolved: number; added: number; kept: number } | null;
}

/** What becomes of one AHSP. `missing`: stored, of this sumber, and not in the file. */
export const COMPARE_OUTCOMES = ["new", "changed", "unchanged", "held_back", "missing"] as const;
export type CompareOutcome = (typeof COMPARE_OUTCOMES)[number];

export interface ComparedAhsp {
  /** Position in the list; names the AHSP in compareDetail. */
  sumber: string;
  kode_ahsp: string;
  nama_ahsp: string;
  outcome: CompareOutcome;
  /** Lines by what becomes of them. */
  lines: { added: number; removed: number; changed: number; same: number };
}

export interface FieldChange {
  field: "nama_ahsp" | "klasifikasi" | "sub_klasifikasi" | "satuan" | "source_file";
  before: string | null;
  after: string | null;
}

export interface LineChange {
  outcome: "added" | "removed" | "changed" | "same";
  kategori: string;
  kode_item: string | null;
  uraian_item: string;
  satuan_item: string | null;
  /** Koefisien as text; null where there is none. */
  before: string | null;
  after: string | null;
  baris: number | null;
}

export interface ComparedDetail extends ComparedAhsp {
  fields: FieldChange[];
  lineChanges: LineChange[];
}

/** Formats that a koefisien can be read in. */
export const NUMBER_FORMATS = ["comma", "point", "stored"] as const;

/** A cell of the koefisien column, and the decimal that it is in each format; null: no number. */
export interface NumberSample {
  baris: number;
  raw: string;
  read: Record<(typeof NUMBER_FORMATS)[number], string | null>;
}

/** Lines of a csv file with letters beyond ASCII, as they are in one encoding. */
export interface EncodingSample {
  encoding: Encoding;
  lines: { baris: number; text: string }[];
}

/** What was saved of one sumber of the file; no rules, nobody and no time when nothing was. */
export interface SavedRules {
  sumber: string;
  rules: KodeRule[];
  /** null: a command. */
  by: string | null;
  at: string | null;
}

/** How the columns are read, for the page of the columns. */
export interface ColumnsView {
  /** All that are in force, those of a saved mapping too. */
  choices: Choices;
  /** null when the file cannot be read under these choices: then `failure` says why. */
  reading: Reading | null;
  /** Row that names the columns, known also while the file cannot be read; null: none, or nobody knows. */
  headerRow: number | null;
  sheets: { name: string; visible: boolean }[];
  /** The first rows of the sheet, raw: cell texts, null for empty. */
  head: { baris: number; cells: (string | null)[] }[];
  /** Ten cells of the koefisien column. */
  samples: NumberSample[];
  /** csv only: those that the bytes can be; [] when every character is the same in all. */
  encodings: EncodingSample[];
  /** Of each sumber of the file, as far as it could be read. */
  savedRules: SavedRules[];
  /** Fields that must be given, by a column or a constant, and are not. */
  missing: Field[];
}
