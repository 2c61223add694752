import type { Flags, Kategori, Reading } from "./types";

/**
 * Every row of the file by its one outcome:
 * rows + further_lines = headings + new + changed + unchanged + duplicate_identical + rejected.
 */
export interface RowLedger {
  rows: number;
  headings: number;
  /** new + changed + unchanged */
  imported: number;
  new: number;
  changed: number;
  unchanged: number;
  duplicate_identical: number;
  rejected: number;
  /** Packed layout, where a row holds several lines: those beyond the first of each row. */
  further_lines?: number;
}

/** A line is new, changed or unchanged as its AHSP is. */
export interface Ledger extends RowLedger {
  ahsp: { new: number; changed: number; unchanged: number; held_back: number };
}

/** What of the file stands in the database after the import, whether this import wrote it or found it there. */
export interface Imported {
  ahsp: number;
  rincian: number;
  per_kategori: Record<Kategori, number>;
  zero_coef: number;
  missing_unit: number;
  ahsp_with_missing_unit: number;
  /** AHSP per sumber */
  sumber: Record<string, number>;
  /** AHSP per klasifikasi; "(none)" counts those without */
  klasifikasi: Record<string, number>;
}

/** Written to imports.report in the transaction that commits the rows. */
export type ImportReport = AhspReport | CompaniesReport;

export interface CompaniesReport {
  kind: "companies";
  reading: Reading;
  ledger: RowLedger;
  /** What of the file stands in the database after the import. */
  imported: {
    companies: number;
    /** distinct ones */
    technologies: number;
    without_technologies: number;
  };
}

export interface AhspReport {
  kind: "ahsp";
  reading: Reading;
  ledger: Ledger;
  imported: Imported;
  flags: Flags;
}

/** Does every row of the file have exactly one outcome? */
export function addsUp(ledger: RowLedger): boolean {
  const { rows, headings, imported, duplicate_identical, rejected, further_lines = 0 } = ledger;
  return (
    imported === ledger.new + ledger.changed + ledger.unchanged &&
    rows + further_lines === headings + imported + duplicate_identical + rejected
  );
}
