/** How the rows of a layout reach the checker. */

import type { Choices } from "@/lib/imports/choices";
import type { FieldRow } from "@/lib/imports/layout";
import type { Field, SheetRow } from "@/lib/imports/types";

/** Takes the rows of a sheet that hold anything, in order; `end` after the last. */
export interface Feed {
  push(row: SheetRow): void;
  end(): void;
}

/** What a feed needs of a checker. */
export interface Target {
  push(row: FieldRow): void;
}

/** That of a layout with rows that say nothing of a job or an item. */
export interface StructuredTarget extends Target {
  /** A name of columns or of a section, a sum, a note: counted, and nothing else. */
  pushStructure(): void;
}

export type Constants = Choices["constants"];

/** Fields of an item: they stand in for missing columns only where a row has an item. */
export const ITEM_FIELDS: readonly Field[] = ["kategori", "kode_item", "uraian_item", "satuan_item", "koefisien"];
/** Fields whose constants the row itself shows; those of the others are added to the job (lib/imports/classify.ts). */
export const NAMING_FIELDS: readonly Field[] = ["kode_ahsp", "nama_ahsp", "company_name", "domain", "technologies"];
