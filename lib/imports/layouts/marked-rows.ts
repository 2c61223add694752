/** What each row of a marked file is: a marker such as [AHSP], the row of a job, an item, names of columns. */

import { parseDecimal } from "@/lib/format/number";
import { fieldNamed, namedColumns } from "@/lib/imports/layout";
import { filledCells, isKode, isSum } from "@/lib/imports/layouts/words";
import { kategoriOf } from "@/lib/imports/parse";
import type { Cell, Field, SheetRow } from "@/lib/imports/types";

const MARKER = /^\[\s*([^[\]]{1,40}?)\s*\]$/;
const JOB = new Set(["ahsp", "analisa", "pekerjaan", "job"]);
const ITEMS = new Set(["item", "items", "rincian", "komponen", "uraian", "detail"]);
const END = new Set(["end", "akhir", "selesai", "total", "jumlah", "harga", "overhead"]);
/** Fields of jobs that a marker may give to all that follow. */
const CARRIED: readonly Field[] = ["sumber", "klasifikasi", "sub_klasifikasi"];

export interface Marker {
  text: string;
  /** `unknown` markers name a section as well; its items are then of no known kategori. */
  means: "job" | "items" | "section" | "end" | "unknown" | "field";
  field: Field | null;
  index: number;
}

/** The marker that a row begins with; null when it begins with something else. */
export function markerOf(row: SheetRow): Marker | null {
  const first = filledCells(row)[0];
  const match = first?.text ? MARKER.exec(first.text) : null;
  if (!first || !match) return null;
  const word = match[1] as string;
  const lower = word.toLowerCase();
  const field = fieldNamed(word);
  const found = (means: Marker["means"]): Marker => ({ text: `[${word}]`, means, field: null, index: first.index });
  if (JOB.has(lower)) return found("job");
  if (ITEMS.has(lower)) return found("items");
  if (END.has(lower) || lower.startsWith("/")) return found("end");
  if (field && CARRIED.includes(field)) return { ...found("field"), field };
  return found(kategoriOf(word) ? "section" : "unknown");
}

export type MarkedRow =
  | { is: "structure" }
  | { is: "names"; of: "job" | "item" | "both" }
  | { is: "value"; field: Field; cell: Cell }
  /** `from`: the first position that belongs to it, behind the marker of the same row. */
  | { is: "job"; from: number }
  /** Stands where the row of a job should, and is that of an item: the job is not named. */
  | { is: "unnamed" }
  | { is: "item"; from: number; section: string | null };

/** Walks over the rows from the first. */
export class MarkedWalk {
  private expects: "start" | "job" | "item" | "end" | Field = "start";
  private section: string | null = null;

  next(row: SheetRow): MarkedRow {
    const marker = markerOf(row);
    if (marker) return this.take(marker, row);
    if (isNames(row)) {
      const of = this.expects === "job" ? "job" : this.expects === "item" ? "item" : "both";
      return { is: "names", of };
    }
    switch (this.expects) {
      case "job":
        this.expects = "item";
        return isItemRow(row) ? { is: "unnamed" } : { is: "job", from: 0 };
      case "item":
        return isSumRow(row) ? { is: "structure" } : this.item(0);
      case "end":
        return { is: "structure" };
      case "start":
        // Above the first marker a title may stand, but no item: that is refused later, for want of a job.
        return filledCells(row).length >= 3 ? this.item(0) : { is: "structure" };
      default: {
        const field = this.expects;
        this.expects = "start";
        return { is: "value", field, cell: filledCells(row)[0]?.cell ?? null };
      }
    }
  }

  private take(marker: Marker, row: SheetRow): MarkedRow {
    const from = marker.index + 1;
    const rest = filledCells(row).filter((cell) => cell.index >= from);
    switch (marker.means) {
      case "job":
        this.section = null;
        this.expects = rest.length > 0 ? "item" : "job";
        return rest.length > 0 ? { is: "job", from } : { is: "structure" };
      case "end":
        this.expects = "end";
        return { is: "structure" };
      case "field":
        this.expects = rest.length > 0 ? "start" : (marker.field as Field);
        return rest.length > 0
          ? { is: "value", field: marker.field as Field, cell: rest[0]?.cell ?? null }
          : { is: "structure" };
      default:
        this.section = marker.means === "items" ? null : marker.text;
        this.expects = "item";
        return rest.length > 0 ? this.item(from) : { is: "structure" };
    }
  }

  private item(from: number): MarkedRow {
    return { is: "item", from, section: this.section };
  }
}

/** Whether a row names columns: two at least, and most of what it holds. */
function isNames(row: SheetRow): boolean {
  const named = new Set(namedColumns(row).map((column) => column.field)).size;
  return named >= 2 && named * 2 > filledCells(row).length;
}

/** A number behind the first cell, which is no kode of a job: "L.01;Pekerja;OH;0,3". A job may have a price, and its kode. */
function isItemRow(row: SheetRow): boolean {
  const [first, ...others] = filledCells(row);
  const isNumber = (text: string) => parseDecimal(text, "comma").ok || parseDecimal(text, "point").ok;
  if (!others.some(({ cell }) => isNumber(String(cell)))) return false;
  const text = String(first?.cell).trim();
  return !isKode(text) || /^\p{L}+\.[0-9]+$/u.test(text);
}

/** "JUMLAH TENAGA;;;": of what a spreadsheet exports below its items. */
function isSumRow(row: SheetRow): boolean {
  const texts = filledCells(row).filter((cell) => cell.text !== null && /\p{L}/u.test(cell.text));
  return texts.length === 1 && isSum(texts[0]?.text ?? "");
}
