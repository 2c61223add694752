/** What is said about cells of a file when it is given back. */

import type { ErrorParams } from "@/lib/errors";
import type { FindingCode, FindingKind } from "@/lib/imports/types";

/** From worst to least: what stops a row, what somebody should look at, and what only tells. */
export const SEVERITIES = ["rejected", "flagged", "info"] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface Mark {
  /** Row of the sheet, from 1. */
  baris: number;
  /** Column letter; null marks the first cell of the row. */
  kolom: string | null;
  severity: Severity;
  /** Reason and remedy, as sentences. */
  text: string;
}

/** What of a finding its mark needs; a FindingView has it. */
export interface MarkedFinding {
  baris: number;
  kolom: string | null;
  kind: FindingKind;
  code: FindingCode;
  params: ErrorParams;
}

/** The sentence of `findings` in the messages, as useTranslations("findings") and getTranslations("findings") give it. */
export type FindingSentence = (key: `${FindingCode}.reason` | `${FindingCode}.remedy`, params: ErrorParams) => string;

/** Findings → marks, in their order. A repeated row is no mistake to repair: it is marked as information. */
export function marksOf(findings: Iterable<MarkedFinding>, sentence: FindingSentence): Mark[] {
  const marks: Mark[] = [];
  for (const { baris, kolom, kind, code, params } of findings) {
    const severity = kind === "rejected" || kind === "flagged" ? kind : "info";
    const text = `${asSentence(sentence(`${code}.reason`, params))} ${asSentence(sentence(`${code}.remedy`, params))}`;
    marks.push({ baris, kolom, severity, text: text.trim() });
  }
  return marks;
}

function asSentence(text: string): string {
  const trimmed = text.trim();
  return trimmed === "" || /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
