import sql, { type Sql } from "sql-template-tag";
import { FLAT_COLUMNS } from "@/lib/imports/template";
import type { Field } from "@/lib/imports/types";
import { statsTable } from "@/lib/stats/spec";
import { identifier } from "@/lib/table/sql";

/** One column of the file. */
export interface ExportColumn {
  header: string;
  /** `koefisien`: a decimal as exact text. */
  kind: "text" | "count" | "koefisien";
  /** In characters. */
  width: number;
  /** Where its value comes from: of `chosen` (ahsp), or of `a` and `r` (rincian). See lib/export/query.ts. */
  value: Sql;
}

/** A row of the file, in the order of its columns. Null: nothing. */
export type ExportRow = readonly (string | number | null)[];

const WIDTH: Record<string, number> = { nama_ahsp: 60, kode_ahsp: 16 };

/** @param names of exportRequest @param label name of a column in the language of who asks */
export function ahspColumns(names: readonly string[], label: (name: string) => string): ExportColumn[] {
  const columns: Record<string, { kind: string }> = statsTable.columns;
  return names.map((name) => ({
    header: label(name),
    kind: columns[name]?.kind === "count" ? "count" : "text",
    width: WIDTH[name] ?? 18,
    value: identifier(name),
  }));
}

const FLAT_VALUES: Partial<Record<Field, Sql>> = {
  sumber: sql`a.sumber`,
  kode_ahsp: sql`a.kode_ahsp`,
  nama_ahsp: sql`a.nama_ahsp`,
  klasifikasi: sql`a.klasifikasi`,
  sub_klasifikasi: sql`a.sub_klasifikasi`,
  satuan_pekerjaan: sql`a.satuan`,
  source_file: sql`a.source_file`,
  kategori: sql`r.kategori`,
  kode_item: sql`r.kode_item`,
  uraian_item: sql`r.uraian_item`,
  satuan_item: sql`r.satuan_item`,
  koefisien: sql`trim_scale(r.koefisien)::text`,
};

/** The columns of the import's template, and the source file that only an export knows. Named as the import reads them. */
export const RINCIAN_COLUMNS: readonly ExportColumn[] = FLAT_COLUMNS.flatMap((column) =>
  column.field === "kategori"
    ? [{ field: "source_file" as const, header: "Source File", width: 24 }, column]
    : [column],
).map(({ field, header, width }) => ({
  header,
  width,
  kind: field === "koefisien" ? "koefisien" : "text",
  value: FLAT_VALUES[field] ?? sql`NULL`,
}));
