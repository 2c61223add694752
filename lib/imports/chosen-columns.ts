/** Columns, constants and rules that a person chose: whether they can be used, and what they make of named columns. */

import { PortalError } from "@/lib/errors";
import type { Choices } from "@/lib/imports/choices";
import { type Column, columnIndex, type Header, headerOf, namedColumns } from "@/lib/imports/layout";
import { readText, storableText } from "@/lib/imports/parse";
import type { Cell, Field, SheetRow } from "@/lib/imports/types";

/**
 * Fields that may be read from one column, when a person says so: labels of a whole edition, such as the name of the
 * file it came from. Any other pair on one column would copy one thing into another, a unit of an item into a job.
 */
const LABELS: readonly Field[] = ["sumber", "klasifikasi", "sub_klasifikasi", "source_file"];
const LETTERS = /^[A-Z]{1,3}$/;

/** @throws PortalError CHOICE_INVALID (field): a letter that is none, or a text that the field cannot hold */
export function assertUsable({ columns = {}, constants = {}, rules = [] }: Partial<Choices>): void {
  for (const [field, kolom] of entries(columns)) {
    if (kolom && !LETTERS.test(kolom)) throw new PortalError("CHOICE_INVALID", { field });
  }
  for (const [field, text] of entries(constants)) assertText(field, text);
  for (const rule of rules) {
    assertText("klasifikasi", rule.klasifikasi);
    assertText("sub_klasifikasi", rule.sub_klasifikasi);
  }
}

/** @throws PortalError COLUMN_SHARED (kolom, first, second: fields): one column for two fields that may not share it */
export function assertUnshared(columns: readonly Column[]): void {
  const taken = new Map<string, Field>();
  for (const { field, kolom } of columns) {
    const first = taken.get(kolom);
    if (first && !(LABELS.includes(first) && LABELS.includes(field))) {
      throw new PortalError("COLUMN_SHARED", { kolom, first, second: field });
    }
    taken.set(kolom, field);
  }
}

function assertText(field: Field, text: string | null | undefined): void {
  if ("refused" in readText(text, field)) throw new PortalError("CHOICE_INVALID", { field });
}

/**
 * Columns by name with the chosen ones in their place. A column that was chosen for one field loses what its name
 * means, and a field that was chosen to be in no column, or in another, leaves those that bear its name.
 */
export function applyColumns(named: readonly Column[], byHand: Choices["columns"], names: Header["names"]): Column[] {
  const chosen = entries(byHand);
  const taken = new Set(chosen.map(([, kolom]) => kolom));
  const decided = new Set(chosen.map(([field]) => field));
  const added = chosen.flatMap(([field, kolom]): Column[] => {
    if (!kolom) return [];
    const index = columnIndex(kolom);
    return [{ field, index, kolom, header: headerText(names[index]) }];
  });
  return [...named.filter((column) => !decided.has(column.field) && !taken.has(column.kolom)), ...added].sort(
    (a, b) => a.index - b.index,
  );
}

function headerText(name: Cell | undefined): string {
  return typeof name === "string" || typeof name === "number" ? storableText(String(name).trim(), 200) : "";
}

/** What this very row names; no columns when it is blank or names nothing, or is row 0. */
export function headerAt(rows: readonly SheetRow[], baris: number): Header {
  const row = rows.find((one) => one.baris === baris);
  return row ? headerOf(baris, namedColumns(row), row.cells) : headerOf(baris, [], []);
}

/** Entries that are said; a key with undefined is not. */
function entries<V>(record: Partial<Record<Field, V>>): [Field, V][] {
  return (Object.entries(record) as [Field, V | undefined][]).filter(
    (entry): entry is [Field, V] => entry[1] !== undefined,
  );
}
