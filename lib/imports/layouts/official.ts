/**
 * The official sheet: per job a title, a row that names the columns, sections of items (A Tenaga Kerja, B Bahan,
 * C Peralatan), then sums and prices, which are no rincian. Each block becomes a row that names a job and its item rows.
 */

import { parseDecimal } from "@/lib/format/number";
import { columnLetter, type Header, isBlank } from "@/lib/imports/layout";
import { type Constants, type Feed, ITEM_FIELDS, type StructuredTarget } from "@/lib/imports/layouts/feed";
import { type OfficialColumn, readOfficialHeader } from "@/lib/imports/layouts/official-header";
import { addToTitle, readTitle, type Title, unitOfTitle } from "@/lib/imports/layouts/official-title";
import { filledCells, isSectionName, isSum, lettered } from "@/lib/imports/layouts/words";
import { kategoriOf } from "@/lib/imports/parse";
import type { Cell, Field, SheetRow } from "@/lib/imports/types";

/** Rows that are looked at ahead, to see whether a row with a kode begins a block. */
const AHEAD = 8;
const COLUMN_NUMBER = /^\(?[0-9a-h]\)?(?:\s*=.*)?$/i;
const NOTE = /^(?:[-–—.\s]+|nihil|tidak ada|(?:catatan|keterangan)(?!\p{L}).*|.*:)$/isu;
const ENDING = new Set(["D", "E", "F", "G", "H", "IV", "V"]);

export class OfficialFeed implements Feed {
  private readonly ahead: SheetRow[] = [];
  private columns: OfficialColumn[];
  /** Columns that later names do not move. */
  private readonly fixed: OfficialColumn[];
  /** Of the next block, while its title is read. */
  private title: Title | null = null;
  /** Between blocks there are titles, below the sums of one and above the next. */
  private inside = false;
  private hasItems = false;
  private section: string | null = null;
  private readonly sections = new Set<string>();

  constructor(
    header: Header,
    private readonly byHand: ReadonlySet<Field>,
    private readonly constants: Constants,
    private readonly checker: StructuredTarget,
  ) {
    this.columns = header.columns.map((column) =>
      "until" in column ? (column as OfficialColumn) : { ...column, until: column.index },
    );
    this.fixed = this.columns.filter((column) => byHand.has(column.field) || !ITEM_FIELDS.includes(column.field));
  }

  push(row: SheetRow): void {
    this.ahead.push(row);
    if (this.ahead.length > AHEAD) this.takeNext();
  }

  end(): void {
    while (this.ahead.length > 0) this.takeNext();
    this.dropTitle();
  }

  private takeNext(): void {
    const row = this.ahead.shift() as SheetRow;
    const columns = readOfficialHeader(row);
    const name = lettered(filledCells(row).map((cell) => cell.text));
    if (columns) this.takeHeader(row, columns);
    else if (this.isSumRow(row, name)) this.takeSum(name.letter);
    else if (this.isSectionRow(row, name)) this.takeSection(row, name.text);
    else this.takeOther(row);
  }

  private takeSum(letter: string): void {
    if (ENDING.has(letter)) this.inside = false;
    this.checker.pushStructure();
  }

  private takeOther(row: SheetRow): void {
    if (this.inside && this.maySayTitle(row) && this.leadsToBlock()) this.inside = false;
    const isTitle = !this.inside && !this.isItem(row) && !this.isItemBelowTitle(row);
    if (isTitle) this.takeTitle(row);
    // An item below the sums of a block belongs to no job, unless every row belongs to the one that a person named.
    else if (this.inside || this.title || this.constants.kode_ahsp) {
      if (!this.inside && this.title) this.openBlock(row);
      this.takeItem(row);
    } else this.openBlock(row);
  }

  // Blocks

  private takeHeader(row: SheetRow, columns: OfficialColumn[]): void {
    this.columns = [...this.fixed, ...columns.filter((column) => !this.byHand.has(column.field))];
    // On a new page of the same block the columns are named again.
    const again = this.inside && !this.title && !(this.hasItems && this.beginsAnew());
    if (again || this.openBlock(row)) this.checker.pushStructure();
  }

  private takeSection(row: SheetRow, name: string): void {
    const kategori = kategoriOf(name);
    const anew = !this.inside || (this.hasItems && kategori === "TK" && this.sections.size > 0);
    const opened = !anew || this.openBlock(row);
    this.section = name;
    this.sections.add(kategori ?? name);
    if (opened) this.checker.pushStructure();
  }

  /** Names the job of a block. → false when there is no title: then `row` itself is refused for it, and counted */
  private openBlock(row: SheetRow): boolean {
    const { title, constants } = this;
    this.title = null;
    this.inside = true;
    this.hasItems = false;
    this.section = null;
    this.sections.clear();
    const kode_ahsp = title?.kode ?? constants.kode_ahsp ?? null;
    const first = filledCells(row)[0];
    // A text where the name would be, so that the row is refused for its kode and its items with it.
    const nama_ahsp = title?.nama ?? constants.nama_ahsp ?? (kode_ahsp === null ? String(first?.text ?? "?") : null);
    const at = title?.row ?? row;
    const fields: Partial<Record<Field, Cell>> = { kode_ahsp, nama_ahsp };
    for (const { field, index } of this.fixed)
      if (!ITEM_FIELDS.includes(field)) fields[field] = at.cells[index] ?? null;
    const satuan = title && unitOfTitle(title);
    if (satuan) fields.satuan_pekerjaan = satuan;
    const places = { ...title?.places };
    if (satuan) places.satuan_pekerjaan ??= places.nama_ahsp ?? columnLetter(0);
    this.checker.push({ baris: at.baris, fields, places });
    return title !== null;
  }

  private takeTitle(row: SheetRow): void {
    const next = addToTitle(this.title, row);
    // Of the rows of a title, that of the kode is counted as the one that names the job; the others are structure.
    if (next?.row === row) this.dropTitle();
    else this.checker.pushStructure();
    this.title = next ?? this.title;
  }

  private dropTitle(): void {
    if (this.title) this.checker.pushStructure();
    this.title = null;
  }

  /** Whether the names of columns, or the first section, follow before any item. */
  private leadsToBlock(): boolean {
    for (const row of this.ahead) {
      if (readOfficialHeader(row)) return true;
      if (this.startsSections(row)) return true;
      if (this.isItem(row) || this.isSumRow(row, lettered(filledCells(row).map((cell) => cell.text)))) return false;
    }
    return false;
  }

  /** Within a block: a kode or a label, and not that of an item whose koefisien is missing. */
  private maySayTitle(row: SheetRow): boolean {
    const at = this.column("kode_item")?.index;
    const found = readTitle(row);
    return found.length > 0 && isBlank(this.cell(row, "satuan_item")) && !found.some(({ index }) => index === at);
  }

  /** Whether the sections that follow are those of another job. */
  private beginsAnew(): boolean {
    for (const row of this.ahead) {
      if (this.startsSections(row)) return this.sections.size > 0;
      if (this.isItem(row)) return false;
    }
    return false;
  }

  private startsSections(row: SheetRow): boolean {
    const name = lettered(filledCells(row).map((cell) => cell.text));
    if (!this.hasNothingBeside(row) || !isSectionName(name)) return false;
    return name.letter === "A" || name.letter === "I" || kategoriOf(name.text) === "TK";
  }

  // Rows

  private takeItem(row: SheetRow): void {
    const uraian = this.uraian(row);
    if (this.isNote(row, uraian?.cell)) {
      this.checker.pushStructure();
      return;
    }
    const fields: Partial<Record<Field, Cell>> = {};
    const places: Partial<Record<Field, string>> = {};
    for (const field of ITEM_FIELDS) {
      const column = this.column(field);
      if (!column) {
        fields[field] = this.constants[field] ?? null;
        continue;
      }
      fields[field] = row.cells[column.index] ?? null;
      places[field] = column.kolom;
    }
    if (uraian) {
      fields.uraian_item = uraian.cell;
      places.uraian_item = columnLetter(uraian.index);
    }
    if (!this.inside) {
      fields.kode_ahsp = this.constants.kode_ahsp ?? null;
      fields.nama_ahsp = this.constants.nama_ahsp ?? null;
    }
    if (!this.column("kategori")) fields.kategori = this.section ?? this.constants.kategori ?? null;
    this.hasItems = true;
    this.checker.push({ baris: row.baris, fields, places });
  }

  /** Of cells under one merged name, the first that holds anything. */
  private uraian(row: SheetRow): { cell: Cell; index: number } | null {
    const column = this.column("uraian_item");
    if (!column) return null;
    for (let index = column.index; index <= column.until; index++) {
      const cell = row.cells[index];
      if (!isBlank(cell)) return { cell: cell as Cell, index };
    }
    return null;
  }

  /** Nothing of an item: numbers of the columns, prices alone, "nihil", remarks. */
  private isNote(row: SheetRow, uraian: Cell | undefined): boolean {
    const filled = filledCells(row);
    if (!this.hasItems && filled.length > 2 && filled.every(({ cell }) => COLUMN_NUMBER.test(String(cell))))
      return true;
    if (!this.hasNothingBeside(row)) return false;
    return isBlank(uraian) || (typeof uraian === "string" && NOTE.test(uraian.trim()));
  }

  private isSumRow(row: SheetRow, { letter, text }: { letter: string; text: string }): boolean {
    return isSum(text) && (ENDING.has(letter) || this.hasNothingBeside(row));
  }

  private isSectionRow(row: SheetRow, name: { letter: string; text: string }): boolean {
    return this.hasNothingBeside(row) && (isSectionName(name) || (this.inside && /^[ABC]$/.test(name.letter)));
  }

  /** Whether kode, satuan and koefisien of an item are blank. */
  private hasNothingBeside(row: SheetRow): boolean {
    return (["kode_item", "satuan_item", "koefisien"] as const).every((field) => isBlank(this.cell(row, field)));
  }

  private isItem(row: SheetRow): boolean {
    const koefisien = this.cell(row, "koefisien");
    const isNumber =
      typeof koefisien === "number" ||
      (typeof koefisien === "string" && (parseDecimal(koefisien, "comma").ok || parseDecimal(koefisien, "point").ok));
    return isNumber && this.uraian(row) !== null && !isBlank(this.cell(row, "satuan_item"));
  }

  /** An item without koefisien in a block without names of columns and sections: its kode is not that of a job. */
  private isItemBelowTitle(row: SheetRow): boolean {
    const named = this.title?.kode && this.title.nama;
    return (
      Boolean(named) &&
      this.uraian(row) !== null &&
      !isBlank(this.cell(row, "kode_item")) &&
      !isBlank(this.cell(row, "satuan_item"))
    );
  }

  private cell(row: SheetRow, field: Field): Cell | undefined {
    const column = this.column(field);
    return column && row.cells[column.index];
  }

  private column(field: Field): OfficialColumn | undefined {
    return this.columns.find((column) => column.field === field);
  }
}
