/** The header of a table, and its rows by what their columns mean. */

import { storableText } from "@/lib/format/text";
import type { Cell, Field, ImportKind, Reading, SheetRow } from "@/lib/imports/types";

/** The header row is looked for in rows 1 to this. */
export const HEADER_ROWS = 20;
/** Columns that a complete file of AHSP has. */
const OF_AHSP: readonly Field[] = ["kode_ahsp", "nama_ahsp", "uraian_item", "koefisien", "sumber"];
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
  tenaga: ["tenaga", "tenaga_kerja", "upah", "daftar_tenaga"],
  bahan: ["bahan", "material", "daftar_bahan"],
  alat: ["alat", "peralatan", "daftar_alat"],
  company_name: ["name", "company", "company_name", "perusahaan", "nama_perusahaan"],
  domain: ["domain", "website", "situs"],
  technologies: ["technologies", "technology", "teknologi"],
};
/**
 * Names that say less than the others of their field: beside "company" the column "name" holds somebody else's, beside
 * "uraian_item" the column "item" a number. Synonyms such as "koef" and "koefisien" are not among them: which of those is
 * meant, a person says.
 */
const BARE = new Set(["sumber", "kode", "nama", "item", "uraian", "satuan", "name", "website", "situs"]);
const FIELD_OF = new Map(
  Object.entries(ALIASES).flatMap(([field, names]) =>
    names.map((name) => [normaliseName(name), field as Field] as const),
  ),
);

/** Name of a column as names are compared: without case, white space and underscores. */
export function normaliseName(text: string): string {
  return text.toLowerCase().replace(/[\s_]+/g, "");
}

/** What a column of this name means; undefined: nothing here. */
export function fieldNamed(name: Cell | undefined): Field | undefined {
  return typeof name === "string" && name.length <= 100 ? FIELD_OF.get(normaliseName(name)) : undefined;
}

/** What a cell of the header row says; "" where it names nothing. */
export function headerText(name: Cell | undefined): string {
  return typeof name === "string" || typeof name === "number" ? storableText(String(name).trim(), 200) : "";
}

export interface Column {
  field: Field;
  /** Position in SheetRow.cells. */
  index: number;
  kolom: string;
  header: string;
}

export interface Header {
  kind: ImportKind;
  /** 0: no row names the columns. */
  baris: number;
  columns: Column[];
  /** Cells of the header row, those of unknown columns too. */
  names: readonly (Cell | undefined)[];
}

/** A row by what its columns mean. A field without a column is absent, an empty cell is null or undefined. */
export interface FieldRow {
  baris: number;
  fields: Partial<Record<Field, Cell>>;
  /** First cell to the right of everything that the header names: where a list with unquoted commas went on. */
  beyond?: Cell;
  /** Letters of the columns that fields were read from, where these are not those of the header. */
  places?: Partial<Record<Field, string>>;
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

/** The columns that a row names. Of two that mean the same, one with a bare name gives way to one with a name of its own. */
export function namedColumns(row: SheetRow): Column[] {
  const columns: Column[] = [];
  row.cells.forEach((cell, index) => {
    const field = fieldNamed(cell);
    if (field) columns.push({ field, index, kolom: columnLetter(index), header: (cell as string).trim() });
  });
  const named = new Set(columns.flatMap(({ field, header }) => (isBare(header) ? [] : [field])));
  return columns.filter(({ field, header }) => !(isBare(header) && named.has(field)));
}

function isBare(header: string): boolean {
  return BARE.has(normaliseName(header));
}

/**
 * The row among the first HEADER_ROWS that names the most fields, at least `least`; the first of equals. Null when there
 * is none. Columns may still be missing or given twice.
 */
export function findHeader(rows: readonly SheetRow[], least = 2): Header | null {
  let best: Header | null = null;
  let most = least - 1;
  for (const row of rows) {
    if (row.baris > HEADER_ROWS) break;
    // What means nothing in a file of this kind does not count: a title row with "Perusahaan" and "Situs" is no header.
    const header = headerOf(row.baris, namedColumns(row), row.cells);
    const distinct = new Set(header.columns.map((column) => column.field)).size;
    if (distinct > most) {
      best = header;
      most = distinct;
    }
  }
  return best;
}

/**
 * The header of a file of companies names technologies and whose they are; columns of the other kind mean nothing. One
 * that names everything AHSP need is one of AHSP, whatever else stands beside: its jobs must not come in as companies.
 */
export function headerOf(baris: number, columns: readonly Column[], names: Header["names"]): Header {
  const has = (field: Field) => columns.some((column) => column.field === field);
  const meant = has("company_name") ? columns : columns.map(withBareName);
  const isCompanies =
    meant.some((column) => column.field === "company_name") && has("technologies") && !OF_AHSP.every(has);
  if (!isCompanies) {
    return { kind: "ahsp", baris, columns: columns.filter((column) => !OF_COMPANIES.includes(column.field)), names };
  }
  return { kind: "companies", baris, columns: meant.filter((column) => OF_COMPANIES.includes(column.field)), names };
}

/** "nama" alone is the name of whatever the file holds, unlike "nama_ahsp". */
function withBareName(column: Column): Column {
  return normaliseName(column.header) === "nama" ? { ...column, field: "company_name" } : column;
}

export function readingColumns(header: Header): Reading["columns"] {
  return header.columns.map(({ field, kolom, header: name }) => ({ field, kolom, header: name }));
}

export function fieldsOf(header: Header, row: SheetRow): FieldRow {
  const fields: FieldRow["fields"] = {};
  for (const { field, index } of header.columns) fields[field] = row.cells[index] ?? null;
  if (header.kind === "ahsp") return { baris: row.baris, fields };
  const beyond = row.cells.find((cell, index) => index >= header.names.length && !isBlank(cell));
  return { baris: row.baris, fields, ...(beyond === undefined ? {} : { beyond }) };
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
