/** Packed layout: one row a job, with lists of its items in columns for labour, material and equipment. */

import { Checker, type Owner } from "@/lib/imports/check";
import type { Suspect } from "@/lib/imports/choices";
import type { FieldRow } from "@/lib/imports/layout";
import { type Piece, readPieces } from "@/lib/imports/layouts/pieces";
import { readKoefisien } from "@/lib/imports/parse";
import type { Field, FindingCode, Kategori, Reading } from "@/lib/imports/types";

export const LISTS = [
  ["tenaga", "TK"],
  ["bahan", "BHN"],
  ["alat", "ALT"],
] as const satisfies readonly [Field, Kategori][];
type ListField = (typeof LISTS)[number][0];

const WRONG: Record<"koefisien" | "uraian" | "piece", FindingCode> = {
  koefisien: "KOEFISIEN_MISSING",
  uraian: "URAIAN_MISSING",
  piece: "PIECE_UNREADABLE",
};

interface Item {
  field: ListField;
  piece: Extract<Piece, { uraian: string }>;
  line: { uraian_item: string; satuan_item: string | null; kategori: Kategori };
}

/**
 * A row becomes all of its lines or none: whatever is wrong in it, down to one piece of a list, rejects it as a whole. A
 * row whose lists are blank only names a job. rows + further_lines = headings + lines + duplicate_identical + rejected.
 */
export class PackedChecker extends Checker {
  /** Beside the lines: the list and the piece that each stands in. */
  private readonly pieces: { field: ListField; text: string }[] = [];

  override push(row: FieldRow): void {
    const { reader, counts } = this;
    reader.start(row);
    counts.rows++;
    const owner = this.claimJob(this.sumber, "satuan_pekerjaan");
    const items = LISTS.flatMap(([field, kategori]) => this.readList(row, field, kategori));
    if (owner) owner.items += items.length;
    if (reader.refused || !owner) {
      // Without an item its job would be one without rincian, and kept.
      if (owner && items.length === 0) owner.items++;
      this.countRejected(owner);
    } else if (items.length === 0) counts.headings++;
    else for (const item of items) this.takeLine(row, owner, item);
  }

  private readList(row: FieldRow, field: ListField, kategori: Kategori): Item[] {
    const { reader } = this;
    const list = reader.text(field);
    const items: Item[] = [];
    for (const piece of list ? readPieces(list) : []) {
      if ("wrong" in piece) {
        reader.reject(field, WRONG[piece.wrong], piece.text);
        continue;
      }
      this.evidence.add(piece.koefisien, row.baris);
      const uraian = reader.textOf(piece.uraian, "uraian_item", field);
      const satuan = reader.textOf(piece.satuan, "satuan_item", field);
      if (typeof uraian !== "string" || satuan === undefined) continue;
      items.push({ field, piece, line: { uraian_item: uraian, satuan_item: satuan, kategori } });
    }
    return items;
  }

  private takeLine({ baris }: FieldRow, owner: NonNullable<Owner>, { field, piece, line }: Item): void {
    if (line.satuan_item === null) this.reader.remark(field, "UNIT_MISSING", piece.text);
    this.lines.push({ job: owner.index, baris, urutan: 0, kode_item: null, koefisien: "", ...line });
    this.rowNumbers.push(baris);
    this.owners.push(owner);
    this.koefisien.push(this.reader.intern(piece.koefisien));
    this.pieces.push({ field, text: piece.text });
  }

  /** Gives every line its koefisien, or rejects its row with all of its lines. Nothing in a list is a numeric cell. */
  protected override readAllKoefisien(format: Reading["numberFormat"]): { suspectLines: number; suspects: Suspect[] } {
    const { counts } = this;
    counts.further_lines = 0;
    for (let from = 0, to = 0; from < this.lines.length; from = to) {
      const baris = this.rowNumbers[from] as number;
      this.reader.start({ baris, fields: {} });
      while (to < this.lines.length && this.rowNumbers[to] === baris) this.readOne(to++, format);
      if (this.reader.refused) {
        this.lines.fill(null, from, to);
        this.countRejected(this.owners[from] ?? null);
      } else counts.further_lines += to - from - 1;
    }
    return { suspectLines: 0, suspects: [] };
  }

  private readOne(at: number, format: Reading["numberFormat"]): void {
    const { field, text } = this.pieces[at] as { field: ListField; text: string };
    const read = readKoefisien(this.koefisien[at], format);
    if ("refused" in read) {
      this.reader.reject(field, read.refused.code, text, read.refused.params);
      return;
    }
    const { value, rounded } = read.koefisien;
    const line = this.lines[at];
    if (line) line.koefisien = this.reader.intern(value);
    if (rounded) this.reader.remark(field, "KOEFISIEN_ROUNDED", text, { stored: value });
    if (value === "0") this.reader.remark(field, "KOEFISIEN_ZERO", text);
  }
}
