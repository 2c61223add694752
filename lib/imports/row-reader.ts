/** Reads the cells of one row after another, and notes what is wrong or remarkable. */

import type { Note } from "@/lib/imports/jobs";
import type { FieldRow, Header } from "@/lib/imports/layout";
import { NO_PARAMS, readText, shownValue } from "@/lib/imports/parse";
import type { Cell, Field, Finding, FindingCode, FindingKind } from "@/lib/imports/types";

/** A text field of a row: null when blank, undefined when its cell was refused (and the row with it). */
export type Text = string | null | undefined;

export class RowReader {
  /** The row that is read. */
  row: FieldRow = { baris: 0, fields: {} };
  /** Whether anything in it was refused, which rejects it. */
  refused = false;
  readonly findings: Finding[] = [];
  private readonly kolom = new Map<Field, string>();
  private readonly texts = new Map<string, string>();

  constructor(header: Header) {
    for (const { field, kolom } of header.columns) this.kolom.set(field, kolom);
  }

  start(row: FieldRow): void {
    this.row = row;
    this.refused = false;
  }

  /** Whether the field has a column, in this row at least. */
  has(field: Field): boolean {
    return this.place(field) !== null;
  }

  /** Whether the row has the field in another column than the header says. */
  isMoved(field: Field): boolean {
    const place = this.row.places?.[field];
    return place !== undefined && place !== this.kolom.get(field);
  }

  /** Letter of the column that a field stands in. */
  place(field: Field): string | null {
    return this.row.places?.[field] ?? this.kolom.get(field) ?? null;
  }

  /** Text of a field. `source` is the column that is read; the limit, and the findings, are those of `field`. */
  text(field: Field, source: Field = field): Text {
    return this.textOf(this.row.fields[source], field, source);
  }

  /** Text of a cell, or of a part of it, that stands in the column of `source` and is read as `field`. */
  textOf(cell: Cell | undefined, field: Field, source: Field): Text {
    if (cell === null || cell === undefined) return null;
    const read = readText(cell, field);
    if ("text" in read) return read.text === null ? null : this.intern(read.text);
    this.refused = true;
    this.add("rejected", field, read.refused.code, cell, read.refused.params, source);
    return undefined;
  }

  /** Text of a field that may not be blank. */
  required(field: Field, missing: FindingCode): Text {
    const text = this.text(field);
    if (text === null) this.reject(field, missing, null);
    return text;
  }

  /** Text of a field without noting anything; null also when it cannot be taken. */
  peek(field: Field): string | null {
    const read = readText(this.row.fields[field], field);
    return "text" in read ? read.text : null;
  }

  reject(field: Field | null, code: FindingCode, cell: Cell | undefined, params = NO_PARAMS): void {
    this.refused = true;
    this.add("rejected", field, code, cell, params, field);
  }

  remark(field: Field, code: FindingCode, cell: Cell | undefined, params = NO_PARAMS): void {
    this.add("flagged", field, code, cell, params, field);
  }

  /** The row as a whole says again what an earlier one said. */
  repeat(code: FindingCode, params: Finding["params"]): void {
    this.add("duplicate", null, code, null, params, null);
  }

  /** A finding about the job that the row names: told only when the job is kept. */
  readonly note: Note = (field, code, value, params) => {
    // In block layout the unit of a job stands in the column of the items' units.
    const kolom = this.place(field) ?? this.place("satuan_item");
    return { baris: this.row.baris, kolom, field, kind: "flagged", code, value: shownValue(value), params };
  };

  /** The one copy of a text. Text cut out of a larger piece of the file would keep the whole piece in memory. */
  intern(text: string): string {
    const known = this.texts.get(text);
    if (known !== undefined) return known;
    const copy = ` ${text}`.slice(1);
    this.texts.set(copy, copy);
    return copy;
  }

  private add(
    kind: FindingKind,
    field: Field | null,
    code: FindingCode,
    cell: Cell | undefined,
    params: Finding["params"],
    source: Field | null,
  ): void {
    const kolom = source && this.place(source);
    const shown = shownValue(cell);
    const value = shown === null ? null : this.intern(shown);
    this.findings.push({ baris: this.row.baris, kolom, field, kind, code, value, params });
  }
}
