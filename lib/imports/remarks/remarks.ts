/**
 * Findings that inform: about texts and units as they stand in the file, none of which is changed. What repeats is told
 * once, at its first place, with the number of places (`count`); see `bounded`.
 */

import { isMojibake, shownValue } from "@/lib/imports/parse";
import type { Field, Finding, FindingCode, ParsedJob, ParsedLine } from "@/lib/imports/types";
import { restoreMojibake } from "./mojibake";
import { hasOddSpace, withPlainSpaces } from "./spaces";
import { type Spelling, unusualSpellings } from "./units";

/** Findings of one code about one field that are told; a million would help nobody. */
export const MOST_TOLD = 1000;

/** Column letter of a field, in the row of a line where its place is given; null: in no column. */
export type PlaceOf = (field: Field, position: number | null) => string | null;

interface Place {
  baris: number;
  field: Field;
  kolom: string | null;
}
type Told = Spelling & { at: Place };

/** What there is to say about the texts and units of lines (null: not imported) and the units of their jobs. */
export function remarksOn(
  lines: readonly (ParsedLine | null)[],
  jobs: readonly ParsedJob[],
  placeOf: PlaceOf,
): Finding[] {
  const texts = new Map<string, Told>();
  const units = new Map<string, Told>();
  const count = (told: Map<string, Told>, key: string, text: string, at: () => Place) => {
    const known = told.get(key);
    if (known) known.count++;
    else told.set(key, { text, count: 1, at: at() });
  };
  lines.forEach((line, position) => {
    if (!line) return;
    for (const field of ["uraian_item", "satuan_item"] as const) {
      const text = line[field];
      if (text === null) continue;
      const at = () => ({ baris: line.baris, field, kolom: placeOf(field, position) });
      if (isRemarkable(text)) count(texts, `${field} ${text}`, text, at);
      if (field === "satuan_item") count(units, text, text, at);
    }
  });
  for (const { baris, satuan } of jobs) {
    const field = "satuan_pekerjaan";
    // In block layout the unit of a job stands in the column of the items' units.
    const kolom = () => placeOf(field, null) ?? placeOf("satuan_item", null);
    if (satuan !== null) count(units, satuan, satuan, () => ({ baris, field, kolom: kolom() }));
  }
  const findings = [...texts.values()].flatMap(({ text, at, count: places }) => textRemarks(text, at, places));
  for (const { spelling, usual } of unusualSpellings(units.values())) {
    const params = { suggested: usual.text, count: usual.count, places: spelling.count };
    findings.push(information(spelling.at, "UNIT_SPELLING", spelling.text, params));
  }
  return findings;
}

/** `text` as DOUBLE_SPACE tells it. */
export function spaceParams(text: string, count: number): Finding["params"] {
  return { text: shownValue(withPlainSpaces(text)) ?? "", count, more: 0 };
}

function isRemarkable(text: string): boolean {
  return hasOddSpace(text) || isMojibake(text);
}

function textRemarks(text: string, at: Place, count: number): Finding[] {
  const findings = hasOddSpace(text) ? [information(at, "DOUBLE_SPACE", text, spaceParams(text, count))] : [];
  if (!isMojibake(text)) return findings;
  const params = { restored: shownValue(restoreMojibake(text)) ?? "", count };
  return [...findings, information(at, "ITEM_MOJIBAKE", text, params)];
}

/**
 * Adds the jobs whose unit nothing says, after the constants of a person have been filled in. Each is told; but where no
 * job has a unit at all, as in a file without a column for it, that is one thing, and told once.
 */
export function addUnknownUnits(
  { jobs, findings }: { jobs: readonly ParsedJob[]; findings: Finding[] },
  columns: readonly { field: Field; kolom: string }[],
): void {
  const unknown = jobs.filter((job) => job.satuan === null);
  const [first] = unknown;
  if (!first) return;
  const field = "satuan_pekerjaan";
  const kolom = columns.find((column) => column.field === field)?.kolom ?? null;
  const tell = ({ baris }: ParsedJob, count: number) =>
    information({ baris, field, kolom }, "JOB_UNIT_UNKNOWN", null, { count });
  const told = unknown.length === jobs.length ? [tell(first, jobs.length)] : unknown.map((job) => tell(job, 1));
  for (const finding of bounded(told)) findings.push(finding);
  findings.sort((a, b) => a.baris - b.baris);
}

/** The first MOST_TOLD of each code and field, by row; the last of them says how many `more` there are. */
export function bounded(findings: readonly Finding[]): Finding[] {
  const told = new Map<string, { count: number; last: Finding | null }>();
  const kept: Finding[] = [];
  for (const finding of findings.toSorted((a, b) => a.baris - b.baris)) {
    const key = `${finding.code} ${finding.field}`;
    const group = told.get(key) ?? { count: 0, last: null };
    told.set(key, group);
    if (++group.count > MOST_TOLD) continue;
    group.last = finding;
    kept.push(finding);
  }
  for (const { count, last } of told.values()) {
    if (last && count > MOST_TOLD) last.params = { ...last.params, more: count - MOST_TOLD };
  }
  return kept;
}

function information(
  { baris, field, kolom }: Place,
  code: FindingCode,
  value: string | null,
  params: Finding["params"],
): Finding {
  return { baris, kolom, field, kind: "info", code, value: shownValue(value), params: { ...params, more: 0 } };
}
