/** From rows of a sheet to rows of fields: where the header is, what each column means, and how jobs stand in the rows. */

import { PortalError } from "@/lib/errors";
import type { Cell, Field, ImportKind, Layout, Reading, SheetRow } from "@/lib/imports/types";

/** The header row is looked for in rows 1 to this. */
export const HEADER_ROWS = 20;
/** Data rows that decide between the layouts. */
export const SAMPLE_ROWS = 200;
export const REQUIRED: Record<ImportKind, readonly Field[]> = {
  ahsp: ["kode_ahsp", "nama_ahsp", "uraian_item", "koefisien", "sumber"],
  companies: ["company_name", "technologies"],
};
/** Columns that only a file of companies has. */
const OF_COMPANIES: readonly Field[] = ["company_name", "domain", "technologies"];

// A bare `satuan` stands beside an item column and is the item's unit, not the job's.
const ALIASES: Record<Field, readonly string[]> = {
  sumber: ["sumber_ahsp", "sumber"],
  kode_ahsp: ["kode_ahsp", "kode"],
  nama_ahsp: ["nama_ahsp", "nama"],
  klasifikasi: ["klasifikasi"],
  sub_klasifikasi: ["sub_klasifikasi"],
  satuan_pekerjaan: ["satuan_pekerjaan", "satuan_ahsp"],
  source_file: ["source_file"],
  kategori: ["kategori", "kelompok"],
  kode_item: ["kode_item", "kode_item_lookup"],
  uraian_item: ["uraian_item", "item", "uraian"],
  satuan_item: ["satuan_item", "satuan"],
  koefisien: ["koefisien", "koef", "qty"],
  company_name: ["name", "company", "company_name", "perusahaan", "nama_perusahaan"],
  domain: ["domain", "website", "situs"],
  technologies: ["technologies", "technology", "teknologi"],
};
const normalise = (text: string) => text.toLowerCase().replace(/[\s_]+/g, "");
const FIELD_OF = new Map(
  Object.entries(ALIASES).flatMap(([field, names]) => names.map((name) => [normalise(name), field as Field] as const)),
);

export interface Column {
  field: Field;
  /** Position in SheetRow.cells. */
  index: number;
  kolom: string;
  header: string;
}

export interface Header {
  kind: ImportKind;
  baris: number;
  columns: Column[];
}

/** A row by what its columns mean. A field without a column is absent, an empty cell is null or undefined. */
export interface FieldRow {
  baris: number;
  fields: Partial<Record<Field, Cell>>;
}

/** 0 → "A", 25 → "Z", 26 → "AA". */
export function columnLetter(index: number): string {
  let letters = "";
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26)) {
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  }
  return letters;
}

/** "A" → 0, "AA" → 26. */
export function columnIndex(letters: string): number {
  let n = 0;
  for (let i = 0; i < letters.length; i++) n = n * 26 + letters.charCodeAt(i) - 64;
  return n - 1;
}

/**
 * The row among the first HEADER_ROWS that names the most fields, at least two; the first of equals. Names are compared
 * without case, white space and underscores. Null when there is none. Columns may still be missing or given twice.
 */
export function findHeader(rows: readonly SheetRow[]): Header | null {
  let best: { baris: number; columns: Column[] } | null = null;
  let most = 1;
  for (const row of rows) {
    if (row.baris > HEADER_ROWS) break;
    const columns: Column[] = [];
    row.cells.forEach((cell, index) => {
      if (typeof cell !== "string" || cell.length > 100) return;
      const field = FIELD_OF.get(normalise(cell));
      if (field) columns.push({ field, index, kolom: columnLetter(index), header: cell.trim() });
    });
    const distinct = new Set(columns.map((column) => column.field)).size;
    if (distinct > most) {
      best = { baris: row.baris, columns };
      most = distinct;
    }
  }
  return best && headerOf(best.baris, best.columns);
}

/** The header of a file of companies names technologies and whose they are; columns of the other kind mean nothing. */
function headerOf(baris: number, columns: Column[]): Header {
  const names = (field: Field) => columns.some((column) => column.field === field);
  if (!names("technologies") || !(names("company_name") || names("nama_ahsp"))) {
    return { kind: "ahsp", baris, columns: columns.filter((column) => !OF_COMPANIES.includes(column.field)) };
  }
  const meant = columns.map((column): Column => {
    // "nama" is the name of whatever the file holds.
    const field = column.field === "nama_ahsp" && !names("company_name") ? "company_name" : column.field;
    return { ...column, field };
  });
  return { kind: "companies", baris, columns: meant.filter((column) => OF_COMPANIES.includes(column.field)) };
}

/** Whether every column that such a file needs is there. */
export function isComplete({ kind, columns }: Header): boolean {
  return REQUIRED[kind].every((field) => columns.some((column) => column.field === field));
}

/**
 * The header row, complete. Columns with names that mean nothing here are left out.
 * @throws PortalError HEADER_MISSING (rows: how many were looked at), COLUMN_MISSING (columns: field names joined by
 *   ", "; row), COLUMN_TWICE (field, first, second: column letters)
 */
export function readHeader(rows: readonly SheetRow[]): Header {
  const header = findHeader(rows);
  if (!header) throw new PortalError("HEADER_MISSING", { rows: HEADER_ROWS });
  const seen = new Map<Field, string>();
  for (const { field, kolom } of header.columns) {
    const first = seen.get(field);
    if (first !== undefined) throw new PortalError("COLUMN_TWICE", { field, first, second: kolom });
    seen.set(field, kolom);
  }
  const missing = REQUIRED[header.kind].filter((field) => !seen.has(field));
  if (missing.length > 0) {
    throw new PortalError("COLUMN_MISSING", { columns: missing.join(", "), row: header.baris });
  }
  return header;
}

export function readingColumns(header: Header): Reading["columns"] {
  return header.columns.map(({ field, kolom, header: name }) => ({ field, kolom, header: name }));
}

export function fieldsOf(header: Header, row: SheetRow): FieldRow {
  const fields: FieldRow["fields"] = {};
  for (const { field, index } of header.columns) fields[field] = row.cells[index] ?? null;
  return { baris: row.baris, fields };
}

/** Empty, or white space only. An error, a date or a formula without result is not blank: something stood there. */
export function isBlank(cell: Cell | undefined): boolean {
  return cell === null || cell === undefined || (typeof cell === "string" && cell.trim() === "");
}

/** Whether the row says anything about an item. `satuan_item` does not count: on a job row it is the job's unit. */
export function hasItem({ fields }: FieldRow): boolean {
  return !(
    isBlank(fields.uraian_item) &&
    isBlank(fields.koefisien) &&
    isBlank(fields.kode_item) &&
    isBlank(fields.kategori)
  );
}

/**
 * `block` when rows that only name a job occur and most item rows leave kode or nama to them; else `flat`, where every
 * row must name its job. In doubt flat: a row without kode is then refused and never given to the job above.
 */
export function chooseLayout(sample: readonly FieldRow[]): Layout {
  let headings = 0;
  let complete = 0;
  let partial = 0;
  for (const row of sample) {
    const namesJob = !isBlank(row.fields.kode_ahsp) && !isBlank(row.fields.nama_ahsp);
    if (hasItem(row)) namesJob ? complete++ : partial++;
    else if (namesJob) headings++;
  }
  return headings > 0 && (partial > complete || complete === 0) ? "block" : "flat";
}
