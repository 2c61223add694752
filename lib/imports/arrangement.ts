/** How a table is to be read: what was chosen, and what its first rows say about the rest. */

import { PortalError } from "@/lib/errors";
import type { Choices } from "@/lib/imports/choices";
import { applyColumns, assertUnshared, assertUsable, headerAt } from "@/lib/imports/chosen-columns";
import { type Column, findHeader, HEADER_ROWS, type Header, headerOf } from "@/lib/imports/layout";
import { detectLayout } from "@/lib/imports/layouts/detection";
import { type MarkedColumns, markedColumns } from "@/lib/imports/layouts/marked-columns";
import { readOfficialHeader } from "@/lib/imports/layouts/official-header";
import type { Detection, Field, Layout, SheetRow } from "@/lib/imports/types";

export interface Arrangement {
  header: Header;
  detection: Detection;
  /** Constants that stand in: for fields without a column, and for blank cells of FILLED. */
  constants: Choices["constants"];
  /** Required fields that neither a column nor a constant gives. */
  missing: Field[];
  /** Fields whose column a person chose. */
  byHand: ReadonlySet<Field>;
  /** Marked layout only. */
  marked: MarkedColumns | null;
}

/** Fields whose constant also stands in where a cell is blank. */
const FILLED: readonly Field[] = ["sumber", "klasifikasi", "sub_klasifikasi"];
/** Of an official sheet these stand in titles; a column of such a name means something else. */
const TITLED: readonly Field[] = ["kode_ahsp", "nama_ahsp"];
const LISTS: readonly Field[] = ["tenaga", "bahan", "alat"];
const REQUIRED: Record<Layout | "companies", readonly Field[]> = {
  flat: ["kode_ahsp", "nama_ahsp", "uraian_item", "koefisien", "sumber"],
  block: ["kode_ahsp", "nama_ahsp", "uraian_item", "koefisien", "sumber"],
  marked: ["kode_ahsp", "nama_ahsp", "uraian_item", "koefisien", "sumber"],
  official: ["uraian_item", "koefisien", "sumber"],
  packed: ["kode_ahsp", "nama_ahsp", "sumber"],
  companies: ["company_name", "technologies"],
};

/**
 * @param rows the first rows of the sheet: HEADER_ROWS, and some below
 * @throws PortalError HEADER_MISSING (rows: which were looked at), COLUMN_TWICE (field, first, second: column letters),
 *   COLUMN_SHARED (kolom, first, second: fields), CHOICE_INVALID (field)
 */
export function arrange(rows: readonly SheetRow[], options: Partial<Choices>): Arrangement {
  assertUsable(options);
  const named = nameColumns(rows, options);
  const detection: Detection = options.layout
    ? { layout: options.layout, reason: "CHOSEN", params: {} }
    : detectLayout(rows, named);
  const byHand = new Set(Object.keys(options.columns ?? {}) as Field[]);
  const marked = detection.layout === "marked" ? markedColumns(rows) : null;
  const header = ofLayout(detection.layout, rows, named, marked, options);
  // Jobs and items of a marked file stand in rows of their own, so that their columns may be the same.
  for (const columns of marked ? [marked.job, marked.item] : [header.columns]) {
    assertOnce(columns);
    assertUnshared(columns);
  }
  const has = new Set(header.columns.map((column) => column.field));
  const chosen = Object.entries(options.constants ?? {}) as [Field, string][];
  const constants = Object.fromEntries(
    chosen.filter(([field, value]) => value?.trim() && (!has.has(field) || FILLED.includes(field))),
  ) as Arrangement["constants"];
  for (const field of marked?.given ?? []) has.add(field);
  const required = REQUIRED[header.kind === "companies" ? "companies" : detection.layout];
  const missing = required.filter((field) => !has.has(field) && constants[field] === undefined);
  if (detection.layout === "packed" && !LISTS.some((field) => has.has(field))) missing.push(...LISTS);
  return { header, detection, constants, missing, byHand, marked };
}

/** @throws PortalError COLUMN_MISSING (columns: field names joined by ", "; row) */
export function assertComplete({ missing, header }: Arrangement): void {
  if (missing.length > 0) throw new PortalError("COLUMN_MISSING", { columns: missing.join(", "), row: header.baris });
}

/** The row that names columns, with those that were chosen; null when none does and none was chosen. */
function nameColumns(rows: readonly SheetRow[], options: Partial<Choices>): Header | null {
  const chosen = Object.values(options.columns ?? {}).some((kolom) => kolom);
  const { headerRow } = options;
  const found =
    typeof headerRow === "number"
      ? headerAt(rows, headerRow)
      : (findHeader(rows) ?? (chosen ? findHeader(rows, 1) : null));
  if (found && found.columns.length === 0 && !chosen) return null;
  if (!found && !chosen) return null;
  const baris = found?.baris ?? 0;
  const names = found?.names ?? [];
  return headerOf(baris, applyColumns(found?.columns ?? [], options.columns ?? {}, names), names);
}

function ofLayout(
  layout: Layout,
  rows: readonly SheetRow[],
  named: Header | null,
  marked: MarkedColumns | null,
  options: Partial<Choices>,
): Header {
  const { columns: byHand = {} } = options;
  if (marked) {
    marked.job = applyColumns(marked.job, only(byHand, isOfJob), marked.names);
    marked.item = applyColumns(
      marked.item,
      only(byHand, (field) => !isOfJob(field)),
      marked.names,
    );
    return { kind: "ahsp", baris: marked.baris, columns: [...marked.job, ...marked.item], names: marked.names };
  }
  if (layout === "official") return officialHeader(rows, options) ?? ofItems(orMissing(named, options));
  const header = orMissing(named, options);
  return { ...header, columns: header.kind === "companies" ? header.columns : usedBy(layout, header.columns) };
}

/** Of an official sheet whose columns bear other names, with those that were chosen. */
function ofItems(header: Header): Header {
  return { ...header, columns: header.columns.filter(({ field }) => !TITLED.includes(field)) };
}

function officialHeader(
  rows: readonly SheetRow[],
  { headerRow, columns: byHand = {} }: Partial<Choices>,
): Header | null {
  const row = rows.find((one) => (headerRow ? one.baris === headerRow : readOfficialHeader(one) !== null));
  const columns = row && readOfficialHeader(row);
  if (!columns) return null;
  const all = applyColumns(
    columns,
    only(byHand, (field) => !TITLED.includes(field)),
    row.cells,
  );
  return ofItems({ kind: "ahsp", baris: row.baris, columns: all, names: row.cells });
}

function orMissing(header: Header | null, { headerRow }: Partial<Choices>): Header {
  if (!header) throw new PortalError("HEADER_MISSING", { rows: headerRow ?? `1–${HEADER_ROWS}` });
  return header;
}

/** Columns that mean something in a layout; those of lists and those of single items do not occur together. */
function usedBy(layout: Layout, columns: readonly Column[]): Column[] {
  if (layout !== "packed") return columns.filter((column) => !LISTS.includes(column.field));
  const has = (field: Field) => columns.some((column) => column.field === field);
  return columns
    .map((column): Column => {
      // Without a column of items, a bare `satuan` is the unit of the job.
      const isUnit = column.field === "satuan_item" && !has("satuan_pekerjaan");
      return isUnit ? { ...column, field: "satuan_pekerjaan" } : column;
    })
    .filter((column) => isOfJob(column.field) || LISTS.includes(column.field));
}

function isOfJob(field: Field): boolean {
  return (
    !LISTS.includes(field) && !["kategori", "kode_item", "uraian_item", "satuan_item", "koefisien"].includes(field)
  );
}

function only(columns: Choices["columns"], wanted: (field: Field) => boolean): Choices["columns"] {
  return Object.fromEntries(Object.entries(columns).filter(([field]) => wanted(field as Field)));
}

function assertOnce(columns: readonly Column[]): void {
  const seen = new Map<Field, string>();
  for (const { field, kolom } of columns) {
    const first = seen.get(field);
    if (first !== undefined) throw new PortalError("COLUMN_TWICE", { field, first, second: kolom });
    seen.set(field, kolom);
  }
}
