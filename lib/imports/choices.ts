/** What a person may decide about how a file is read. Everything is optional: what is not chosen is found out. */

import type { NumberFormat } from "@/lib/format/number";
import type { Field } from "./types";

/** How jobs stand in the rows; see lib/imports/layout.ts. */
export const LAYOUTS = ["flat", "block", "official", "marked", "packed"] as const;
export type Layout = (typeof LAYOUTS)[number];

/** Encodings that a csv file may be declared to have. */
export const ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** A kode that begins with `prefix` (up to a dot or the end) belongs to this klasifikasi; the longest prefix wins. */
export interface KodeRule {
  prefix: string;
  klasifikasi: string | null;
  sub_klasifikasi: string | null;
}

export interface Choices {
  /** Name of the sheet; null: the first with a complete header. */
  sheet: string | null;
  /** Row that names the columns; null: found. */
  headerRow: number | null;
  layout: Layout | null;
  /** csv only; null: what its bytes prove, else FILE_ENCODING. */
  encoding: Encoding | null;
  /** Columns by letter, instead of those found by name. A field set to null is in no column. */
  columns: Partial<Record<Field, string | null>>;
  /** Values of fields that no column gives: sumber, klasifikasi … */
  constants: Partial<Record<Field, string>>;
  /** null: those saved for the sumber of each job. */
  rules: KodeRule[] | null;
  /** null: what the whole column proves. `stored`: real numeric cells only; a text is no number. */
  numberFormat: NumberFormat | "stored" | null;
}

export const NO_CHOICES: Choices = Object.freeze({
  sheet: null,
  headerRow: null,
  layout: null,
  encoding: null,
  columns: {},
  constants: {},
  rules: null,
  numberFormat: null,
});

/** A numeric cell that may have lost its decimal separator. Values are canonical decimals. */
export interface Suspect {
  baris: number;
  kolom: string;
  /** As the cell holds it, e.g. "83349". */
  raw: string;
  /** N/1000, N/10000 and as it is, without those that cannot be. */
  candidates: string[];
  recommended: string;
  /** `high`: the evidence leaves no reasonable doubt. */
  confidence: "high" | "low";
  evidence: SuspectEvidence;
}

/** Why one candidate is recommended. */
export interface SuspectEvidence {
  /** `digits`: four digits can only be N/1000, because a text value below 1 keeps its separator. `neighbours`: the same
   * item in other jobs of the file. `stored`: the same item of the same job in the database. `none`: nothing decides. */
  from: "digits" | "neighbours" | "stored" | "none";
  /** The same item and unit elsewhere: how often, and the spread of its koefisien; null when it occurs nowhere else. */
  neighbours: { count: number; low: string; median: string; high: string } | null;
  /** Other items of this job whose usual ratio to this item speaks for the recommended candidate, and against it. */
  ratios: { for: number; against: number };
  /** What the database holds (lib/imports/stored-evidence.ts); absent when it knows neither. */
  stored?: {
    /** The same item of the same job, in this edition or another, has the recommended koefisien. */
    same: { sumber: string; kode_ahsp: string; koefisien: string } | null;
    /** The same item and unit in jobs that the file does not hold. Shown, but decides nothing. */
    neighbours: SuspectEvidence["neighbours"];
  };
}
