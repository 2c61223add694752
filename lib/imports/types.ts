/** The shapes that flow through an import: file → cells → rows of fields → jobs and lines, with findings. */

import type { ErrorParams } from "@/lib/errors";
import type { NumberFormat } from "@/lib/format/number";
import type { Choices, Encoding, KodeRule, Layout, Suspect } from "./choices";

export type { Layout, NumberFormat };

/** A cell as the file holds it. Text is exact; a number is a real numeric cell; dates are kept apart from numbers. */
export type Cell =
  | string
  | number
  | boolean
  | null
  | { date: number } // cell with a date format: the serial number, counted from 1900 whatever the workbook counts from
  | { error: string } // #N/A, #REF! …
  | { formula: true }; // a formula whose result the file does not hold

/** One row of the sheet. `baris` is its number as the person sees it (1 = first row). Cells may be sparse. */
export interface SheetRow {
  baris: number;
  cells: Cell[];
}

/** What a file holds; its header says it (lib/imports/layout.ts). */
export const IMPORT_KINDS = ["ahsp", "companies"] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** What a column can mean. */
export const FIELDS = [
  "sumber",
  "kode_ahsp",
  "nama_ahsp",
  "klasifikasi",
  "sub_klasifikasi",
  "satuan_pekerjaan",
  "source_file",
  "kategori",
  "kode_item",
  "uraian_item",
  "satuan_item",
  "koefisien",
  // packed layout: lists of "name koefisien; name koefisien"
  "tenaga",
  "bahan",
  "alat",
  // companies
  "company_name",
  "domain",
  "technologies",
] as const;
export type Field = (typeof FIELDS)[number];

export const KATEGORI = ["TK", "BHN", "ALT", "LAIN"] as const;
export type Kategori = (typeof KATEGORI)[number];

/** Why a file is taken to have its layout. Sentences: messages `detection.<CODE>`. */
export const DETECTION_REASONS = [
  "CHOSEN",
  "COMPANIES",
  "FLAT_ROWS",
  "BLOCK_HEADINGS", // params: headings, items (rows among the first)
  "OFFICIAL_SECTIONS", // params: row, text (the first section name)
  "MARKED_MARKERS", // params: row, text (the first marker)
  "PACKED_LISTS", // params: columns (letters)
] as const;
export interface Detection {
  layout: Layout;
  reason: (typeof DETECTION_REASONS)[number];
  params: ErrorParams;
}

/** A sheet of a workbook; a csv has one, named "csv". */
export interface SheetInfo {
  name: string;
  visible: boolean;
}

export interface ParsedJob {
  /** Position of the job in the file, from 0: lines name their job by it. */
  seq: number;
  /** First row that names the job. */
  baris: number;
  sumber: string;
  kode_ahsp: string;
  nama_ahsp: string;
  klasifikasi: string | null;
  sub_klasifikasi: string | null;
  satuan: string | null;
  source_file: string | null;
  /**
   * Rows of this job that were rejected: a stored job is never replaced by one with missing lines. A rejected row that
   * does not say its kode counts for the job of the row above it.
   */
  rejected: number;
}

export interface ParsedLine {
  job: number; // ParsedJob.seq
  baris: number;
  urutan: number; // 1, 2, 3 … within the job, in file order
  kategori: Kategori;
  kode_item: string | null; // null: the writer assigns one
  uraian_item: string;
  satuan_item: string | null;
  koefisien: string; // canonical decimal: digits, at most one point, no exponent, at most 6 decimals
  /** Text of the cell where a person repaired the koefisien. */
  koefisien_raw?: string;
}

/** One company, as its row gives it. */
export interface ParsedCompany {
  baris: number;
  name: string;
  /** Lower case; null: the company is known by its name. */
  domain: string | null;
  /** In the order of the cell, each once, none blank. */
  technologies: string[];
}

/**
 * `rejected` and `duplicate` decide what becomes of a row: it is not imported, and has only findings of the one kind
 * or the other. `flagged` is a remark beside that: it decides nothing and may stand at any row, so that the numbers in
 * Flags count exactly the findings of their code. `info` is a remark that need not be looked into; what repeats is told
 * once, with the number of its places (lib/imports/remarks/remarks.ts).
 */
export type FindingKind = "rejected" | "duplicate" | "flagged" | "info";

/** The closed list of what can be said about a row. Sentences: messages `findings.<CODE>.reason` and `.remedy`. */
export const FINDING_CODES = [
  // rejected
  "KODE_MISSING",
  "SUMBER_MISSING",
  "NAMA_MISSING",
  "URAIAN_MISSING",
  "KOEFISIEN_MISSING",
  "KOEFISIEN_NOT_A_NUMBER", // params: none; value is the text
  "KOEFISIEN_NEGATIVE",
  "KOEFISIEN_TOO_LARGE", // over 14 integer digits
  "KOEFISIEN_IS_DATE",
  "CELL_IS_DATE", // a text field, such as a kode, that the spreadsheet turned into a date; value is yyyy-mm-dd
  "CELL_ERROR", // #N/A and the like
  "CELL_FORMULA_WITHOUT_VALUE",
  "TEXT_TOO_LONG", // params: length, limit
  "TEXT_HAS_CONTROL_CHARACTER",
  "KATEGORI_UNKNOWN",
  "PIECE_UNREADABLE", // packed layout: a piece of a list that is not "name koefisien unit"
  "HEADING_REJECTED", // block layout: the row that names the job of this item was itself rejected; params: heading (row)
  "AHSP_HELD_BACK", // the stored job was kept, because rows of the new one were rejected; params: rejected
  "COMPANY_NAME_MISSING",
  "TECHNOLOGIES_NOT_A_LIST", // begins with [ and is no JSON array of texts
  "CELLS_BEYOND_HEADER", // the row is longer than the header: a list with unquoted commas, as a rule
  "COMPANY_TWICE", // the same company with other content; params: first (row)
  // duplicate
  "DUPLICATE_IDENTICAL", // params: first (row number of the line it repeats)
  // flagged
  "DUPLICATE_CONFLICTING", // params: first; same item, another koefisien; all are kept
  "KATEGORI_EMPTY",
  "ONE_KODE_TWO_NAMES", // params: first (row), name (the name that was kept)
  "JOB_FIELD_CONFLICT", // params: first (row), kept
  "KOEFISIEN_ROUNDED", // more than six decimals; params: stored
  "KOEFISIEN_ZERO",
  "UNIT_MISSING",
  "SUSPECT_DECIMAL_SEPARATOR", // a whole-number numeric cell in a column of text decimals
  "MOJIBAKE", // name of a job that was decoded twice; params: restored
  "TECHNOLOGY_BLANK", // empty places in the list, left out; params: count
  "TECHNOLOGY_REPEATED", // named more than once, kept once; params: count
  // info
  "KOEFISIEN_REPAIRED", // a person said what a suspect cell means; params: raw, stored
  "UNIT_SPELLING", // params: suggested (the usual spelling), count (of that), places (of this), more
  "DOUBLE_SPACE", // U+00A0 and the like as well; params: text (as it would be), count (of places), more
  "ITEM_MOJIBAKE", // params: restored, count (of places), more
  "JOB_UNIT_UNKNOWN", // params: count (of jobs), more
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

export interface Finding {
  baris: number;
  /** Column letter in the sheet (A, B …); null when the row as a whole is meant. */
  kolom: string | null;
  field: Field | null;
  kind: FindingKind;
  code: FindingCode;
  /** The cell's text as the file holds it, at most 200 characters. */
  value: string | null;
  params: ErrorParams;
}

/** How the file was understood; shown to the person. */
export interface Reading {
  format: "xlsx" | "csv";
  sheet: string | null;
  sheets: SheetInfo[];
  /** csv only. */
  encoding: Encoding | null;
  /** 0: no row names the columns. */
  headerRow: number;
  columns: { field: Field; kolom: string; header: string }[];
  /** What names the columns (lib/imports/signature.ts); null when nothing does. */
  signature: string | null;
  /** Values that stand in for columns or for blank cells. */
  constants: Partial<Record<Field, string>>;
  layout: Layout;
  detection: Detection;
  numberFormat: NumberFormat | "stored"; // without meaning when numberFormatFrom is `none`
  /** `declared` by a person; `evidence`: proven by the whole column; `none`: no text number needed it. */
  numberFormatFrom: "declared" | "evidence" | "none";
}

/**
 * Rows of the file by what became of them before the comparison with what is stored:
 * rows + further_lines = headings + lines + duplicate_identical + rejected.
 */
export interface RowCounts {
  rows: number; // below the header (official, marked: of the whole sheet) that hold anything
  /** Rows without an item: those that only name a job; in official and marked layout also names of columns and sections, sums and notes. */
  headings: number;
  lines: number; // that can be imported
  duplicate_identical: number;
  rejected: number;
  /** Packed layout only, where a row holds several lines: its lines beyond the first. A rejected row has none. */
  further_lines?: number;
}

/** Rows of the file, whatever became of them, and distinct jobs (`ahsp`); names are those of the jobs that are kept. */
export interface Flags {
  conflicting_duplicates: { lines: number; keys: number; ahsp: number };
  kategori_empty_rows: number;
  suspect_decimal_separator: { lines: number; ahsp: number };
  one_kode_two_names: { row: number; kode: string }[];
  mojibake: { ahsp_names: number };
}

/** What the pure stages make of a file, by what it holds. */
export type Analysis = AhspAnalysis | CompaniesAnalysis;

/** Its counts add up as RowCounts says, always. */
export interface AhspAnalysis {
  kind: "ahsp";
  reading: Reading;
  jobs: ParsedJob[];
  lines: ParsedLine[];
  suspects: Suspect[];
  findings: Finding[];
  counts: RowCounts;
  flags: Flags;
}

/** A company is a line: rows = lines + duplicate_identical + rejected, always. */
export interface CompaniesAnalysis {
  kind: "companies";
  reading: Reading;
  companies: ParsedCompany[];
  findings: Finding[];
  counts: RowCounts;
}

/** What a person chose. `numberFormat` null: determine it from the whole column, or fail with NUMBER_FORMAT_AMBIGUOUS. */
export type AnalyseOptions = Partial<Choices> & {
  numberFormat: Choices["numberFormat"];
  /** Hand the rows of the sheet over as they are, too (lib/imports/read/spawn.ts). */
  keepRows?: boolean;
  /** What people decided about suspect cells, by sheet and row: one of the candidates (lib/imports/separators.ts). */
  repairs?: Record<string, Record<number, string>>;
  /** Rules that were saved, by sumber: in force where nobody chose rules for this file. */
  savedRules?: Record<string, KodeRule[]>;
  patches?: Patches;
};

/** Cells that people corrected after the upload, by row and then by column from 0. */
export type Patches = Record<number, Record<number, Cell>>;
