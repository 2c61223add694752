import { type Choices, ENCODINGS, type Encoding, type KodeRule, LAYOUTS, type Layout } from "@/lib/imports/choices";
import { columnLetter, namedColumns } from "@/lib/imports/layout";
import type { ColumnsView } from "@/lib/imports/session";
import { FIELDS, type Field, type ImportKind, type Reading } from "@/lib/imports/types";

/** What the form of the columns holds. "" stands for "found out". */
export interface ColumnDraft {
  sheet: string;
  headerRow: string;
  layout: Layout | "";
  encoding: Encoding | "";
  numberFormat: NonNullable<Choices["numberFormat"]> | "";
  /** Column letter → its field; a letter that is absent is not used. */
  mapping: Record<string, Field>;
  constants: Partial<Record<Field, string>>;
  rules: KodeRule[];
}

/** One column of the sheet as people choose it. */
export interface ColumnSample {
  kolom: string;
  /** null: nothing stands in the header row. */
  header: string | null;
  /** First values below the header that are not empty. */
  values: string[];
}

const OF_COMPANIES: readonly Field[] = ["company_name", "domain", "technologies"];
const SAMPLE_VALUES = 3;

/** Fields that a file of this kind can have. */
export function fieldsOf(kind: ImportKind): Field[] {
  return FIELDS.filter((field) => OF_COMPANIES.includes(field) === (kind === "companies"));
}

/** Fields of a job that may have one value for the whole file. */
export const CONSTANT_FIELDS: readonly Field[] = [
  "sumber",
  "klasifikasi",
  "sub_klasifikasi",
  "satuan_pekerjaan",
  "source_file",
];

/** Every column of the head of the sheet, with its name and first values. */
export function columnsOf(view: Pick<ColumnsView, "head" | "headerRow">): ColumnSample[] {
  const { headerRow } = view;
  const width = Math.max(0, ...view.head.map(({ cells }) => cells.length));
  const names = view.head.find(({ baris }) => baris === headerRow)?.cells ?? [];
  const below = view.head.filter(({ baris }) => headerRow === null || baris > headerRow);
  return Array.from({ length: width }, (_, index) => ({
    kolom: columnLetter(index),
    header: names[index]?.trim() || null,
    values: below.flatMap(({ cells }) => cells[index]?.trim() || []).slice(0, SAMPLE_VALUES),
  }));
}

/** The form as it begins: what was chosen, and the columns as they are read. */
export function draftOf(view: ColumnsView): ColumnDraft {
  const { choices } = view;
  return {
    sheet: choices.sheet ?? "",
    headerRow: choices.headerRow === null ? "" : String(choices.headerRow),
    layout: choices.layout ?? "",
    encoding: choices.encoding ?? "",
    numberFormat: choices.numberFormat ?? "",
    mapping: mappingOf(view),
    constants: choices.constants,
    rules: rulesOf(view),
  };
}

/** Rules as they are in force: chosen for this file, else saved for its sumber where it has only one. */
function rulesOf({ choices, savedRules }: ColumnsView): KodeRule[] {
  const [saved, ...others] = savedRules;
  return choices.rules ?? (saved && others.length === 0 ? saved.rules : []);
}

/** Column that holds the koefisien, by letter. */
export function koefisienColumn(draft: Pick<ColumnDraft, "mapping">): string | null {
  return Object.keys(draft.mapping).find((kolom) => draft.mapping[kolom] === "koefisien") ?? null;
}

/** The format that numbers are read in under the form; null: the file decides when it is read. */
export function formatOf(
  { numberFormat }: Pick<ColumnDraft, "numberFormat">,
  { reading, choices }: Pick<ColumnsView, "reading" | "choices">,
): Reading["numberFormat"] | null {
  if (numberFormat !== "") return numberFormat;
  return choices.numberFormat === null ? (reading?.numberFormat ?? null) : null;
}

/** Column letter → field. While the file cannot be read: what its header row names and what was chosen over it. */
function mappingOf({ choices, reading, head }: ColumnsView): Record<string, Field> {
  if (reading) return Object.fromEntries(reading.columns.map(({ kolom, field }) => [kolom, field]));
  const rows = head.map(({ baris, cells }) => namedColumns({ baris, cells }));
  const named = choices.headerRow === null ? longest(rows) : (rows[indexOfRow(head, choices.headerRow)] ?? []);
  const mapping = Object.fromEntries(named.map(({ kolom, field }) => [kolom, field]));
  for (const [field, kolom] of Object.entries(choices.columns) as [Field, string | null][]) {
    for (const other of Object.keys(mapping)) if (mapping[other] === field) delete mapping[other];
    if (kolom !== null) mapping[kolom] = field;
  }
  return mapping;
}

const longest = <T>(lists: readonly T[][]): T[] =>
  lists.reduce((best, list) => (list.length > best.length ? list : best), []);
const indexOfRow = (head: ColumnsView["head"], row: number) => head.findIndex(({ baris }) => baris === row);

/** Whether it is another table of the file that would be read: then the columns that are shown are not its columns. */
export function isOtherTable(draft: ColumnDraft, { choices }: Pick<ColumnsView, "choices">): boolean {
  return (
    draft.sheet !== (choices.sheet ?? "") ||
    draft.headerRow.trim() !== (choices.headerRow === null ? "" : String(choices.headerRow)) ||
    draft.encoding !== (choices.encoding ?? "")
  );
}

/** @returns null: the header row is no row number */
export function choicesOf(draft: ColumnDraft, view: ColumnsView): Choices | null {
  const typed = draft.headerRow.trim();
  if (typed !== "" && !/^[1-9][0-9]{0,6}$/.test(typed)) return null;
  return {
    sheet: draft.sheet || null,
    headerRow: typed === "" ? null : Number(typed),
    layout: LAYOUTS.find((one) => one === draft.layout) ?? null,
    encoding: ENCODINGS.find((one) => one === draft.encoding) ?? null,
    columns: isOtherTable(draft, view) ? {} : columnChoices(mappingOf(view), draft.mapping, view.choices.columns),
    constants: Object.fromEntries(
      Object.entries(draft.constants).flatMap(([field, value]) => (value.trim() ? [[field, value.trim()]] : [])),
    ),
    rules: ruleChoices(draft.rules, view),
    numberFormat: draft.numberFormat || null,
  };
}

/** null: nothing was changed about those that are saved. */
function ruleChoices(rules: KodeRule[], view: ColumnsView): KodeRule[] | null {
  const said = rules.flatMap((rule): KodeRule[] => {
    const prefix = rule.prefix.trim();
    const klasifikasi = rule.klasifikasi?.trim() || null;
    const sub_klasifikasi = rule.sub_klasifikasi?.trim() || null;
    return prefix && (klasifikasi || sub_klasifikasi) ? [{ prefix, klasifikasi, sub_klasifikasi }] : [];
  });
  const isSaved = view.choices.rules === null && JSON.stringify(said) === JSON.stringify(rulesOf(view));
  return isSaved ? null : said;
}

/** What a person changed, over what was chosen before: a field that lost its column is in none. */
function columnChoices(
  before: Record<string, Field>,
  now: Record<string, Field>,
  chosen: Choices["columns"],
): Choices["columns"] {
  const lettersOf = (mapping: Record<string, Field>, field: Field) =>
    Object.keys(mapping).filter((kolom) => mapping[kolom] === field);
  // As a list: of two columns with the same name a person may have dropped one.
  const changed = FIELDS.filter((field) => String(lettersOf(before, field)) !== String(lettersOf(now, field)));
  return { ...chosen, ...Object.fromEntries(changed.map((field) => [field, lettersOf(now, field)[0] ?? null])) };
}
