import { columnIndex, columnLetter } from "@/lib/imports/layout";
import { damaged } from "@/lib/imports/read/limits";
import { type CellMark, COLUMNS, type RowMarks, together } from "./marked-cells";
import { SheetColumns } from "./sheet-columns";
import type { StyleBook } from "./styles";
import { attribute, opened, prefixedAttribute, type Tag, withAttribute } from "./tags";

/** A cell that was marked, where it was found or made. */
export interface MarkedCell {
  baris: number;
  /** Column from 0. */
  index: number;
  texts: readonly string[];
}

/** Namespaces of worksheets, and of relationships to their parts; the strict variant has its own. */
const TRANSITIONAL = {
  main: "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
  office: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
};
const STRICT = {
  main: "http://purl.oclc.org/ooxml/spreadsheetml/main",
  office: "http://purl.oclc.org/ooxml/officeDocument/relationships",
};
/** What follows the place of legacyDrawing in a worksheet. */
const AFTER_DRAWING = new Set(
  "legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst".split(" "),
);

/**
 * Goes through the tags of a worksheet and colours its marked cells. A marked cell that the sheet does not hold is put
 * in its place, in the style of its row or column; colours of an earlier marking go.
 */
export class SheetMarker {
  /** In the order of the sheet; complete when the sheet has been gone through. */
  readonly marked: MarkedCell[] = [];
  readonly columns = new SheetColumns();
  namespaces = TRANSITIONAL;
  /** Relationship of the drawing that holds the boxes of comments: that of the sheet, or the one that was added. */
  drawing: string | null = null;
  /** Rows that are still to come, ascending. */
  private readonly awaited: number[];
  private next = 0;
  private prefix = "";
  private inData = false;
  private baris = 0;
  private row: { first: CellMark | null; cells: [number, CellMark][]; style: number | null } | null = null;
  private column = -1;

  /** @param newDrawing relationship to add where the sheet has no drawing of its own */
  constructor(
    private readonly rows: ReadonlyMap<number, RowMarks>,
    private readonly styles: StyleBook,
    private readonly newDrawing: string,
    private readonly part: string,
  ) {
    this.awaited = [...rows.keys()].sort((a, b) => a - b);
  }

  /** What stands in the place of a tag; null: itself. @throws PortalError FILE_DAMAGED: rows or cells out of order */
  visit(tag: Tag): string | null {
    if (tag.depth === 0) return this.root(tag);
    if (tag.depth === 1) return this.section(tag);
    if (!this.inData) {
      if (tag.depth === 2 && tag.name === "col" && tag.kind !== "close") this.columns.add(tag.text);
      return null;
    }
    if (tag.depth === 2 && tag.name === "row") return tag.kind === "close" ? this.closeRow(tag) : this.openRow(tag);
    if (tag.depth === 3 && tag.name === "c" && tag.kind !== "close") return this.cell(tag);
    return null;
  }

  private root(tag: Tag): string | null {
    if (tag.kind === "open") {
      this.prefix = tag.prefix;
      if (tag.text.includes(STRICT.main)) this.namespaces = STRICT;
    }
    return tag.kind === "close" ? this.addDrawing(tag) : null;
  }

  private section(tag: Tag): string | null {
    if (tag.name === "sheetData") {
      this.inData = tag.kind === "open";
      if (tag.kind === "open") return null;
      const rows = this.missingRows(Number.POSITIVE_INFINITY);
      if (tag.kind === "close") return rows + tag.text;
      return rows === "" ? null : `${opened(tag.text)}${rows}</${this.prefix}sheetData>`;
    }
    if (tag.kind === "close") return null;
    if (tag.name === "dimension") return this.dimension(tag);
    if (tag.name === "sheetFormatPr") this.columns.setDefault(tag.text);
    else if (tag.name === "legacyDrawing") this.drawing = prefixedAttribute(tag.text, "id") ?? null;
    else if (AFTER_DRAWING.has(tag.name)) return this.addDrawing(tag);
    return null;
  }

  private addDrawing(tag: Tag): string | null {
    if (this.drawing !== null || this.rows.size === 0) return null;
    this.drawing = this.newDrawing;
    return `<${this.prefix}legacyDrawing xmlns:r="${this.namespaces.office}" r:id="${this.newDrawing}"/>${tag.text}`;
  }

  private openRow(tag: Tag): string | null {
    const r = attribute(tag.text, "r");
    const baris = r === undefined ? this.baris + 1 : Number(r);
    if (!Number.isInteger(baris) || baris <= this.baris) throw damaged(this.part, `row ${r}`);
    const before = this.missingRows(baris);
    this.baris = baris;
    this.column = -1;
    this.row = null;
    if (this.awaited[this.next] !== baris) {
      // Without marks only the colours of earlier ones matter.
      return before === "" ? null : before + tag.text;
    }
    this.next++;
    this.row = this.marksOf(baris, tag.text);
    const head = withSpans(tag.text, this.row.cells);
    if (tag.kind === "open") return before + head;
    return `${before}${opened(head)}${this.rest()}</${this.prefix}row>`;
  }

  private closeRow(tag: Tag): string | null {
    return this.row ? this.rest() + tag.text : null;
  }

  /** Cells of the row that were marked and have not come, and the end of the row. */
  private rest(): string {
    const first = this.row?.first;
    if (this.row && first) this.row.cells = mergeFirst(this.row.cells, 0, first);
    const cells = this.missingCells(COLUMNS);
    this.row = null;
    return cells;
  }

  private cell(tag: Tag): string | null {
    if (!this.row && !this.styles.hasMarks) return null;
    const r = attribute(tag.text, "r");
    const index = r === undefined ? this.column + 1 : columnOf(r, this.baris);
    if (index <= this.column) throw damaged(this.part, r ?? "");
    this.column = index;
    const s = Number(attribute(tag.text, "s") ?? 0);
    if (!this.row) return this.styled(tag, s, this.styles.cleared(s));
    if (this.row.first) {
      this.row.cells = mergeFirst(this.row.cells, index, this.row.first);
      this.row.first = null;
    }
    const before = this.missingCells(index);
    const [place, mark] = this.row.cells[0] ?? [-1, null];
    if (place !== index || !mark) {
      const text = this.styled(tag, s, this.styles.cleared(s));
      return before === "" ? text : before + (text ?? tag.text);
    }
    this.row.cells.shift();
    this.marked.push({ baris: this.baris, index, texts: mark.texts });
    return before + withAttribute(tag.text, "s", this.styles.marked(s, mark.severity));
  }

  private styled(tag: Tag, from: number, to: number): string | null {
    return from === to ? null : withAttribute(tag.text, "s", to);
  }

  /** Marked cells of the row in columns before this one, which the sheet does not hold. */
  private missingCells(until: number): string {
    let cells = "";
    while (this.row?.cells[0] && this.row.cells[0][0] < until) {
      const [index, mark] = this.row.cells.shift() as [number, CellMark];
      const s = this.styles.marked(this.row.style ?? this.columns.styleOf(index), mark.severity);
      cells += `<${this.prefix}c r="${columnLetter(index)}${this.baris}" s="${s}"/>`;
      this.marked.push({ baris: this.baris, index, texts: mark.texts });
    }
    return cells;
  }

  /** Marked rows before this one, which the sheet does not hold. */
  private missingRows(until: number): string {
    let rows = "";
    for (let baris = this.awaited[this.next]; baris !== undefined && baris < until; baris = this.awaited[++this.next]) {
      this.baris = baris;
      this.row = this.marksOf(baris, "");
      rows += `<${this.prefix}row r="${baris}">${this.rest()}</${this.prefix}row>`;
    }
    return rows;
  }

  private marksOf(baris: number, tag: string): NonNullable<SheetMarker["row"]> {
    const { first, cells } = this.rows.get(baris) as RowMarks;
    const styled = /^(?:1|true)$/.test(attribute(tag, "customFormat") ?? "");
    return {
      first,
      cells: [...cells].sort(([a], [b]) => a - b),
      style: styled ? Number(attribute(tag, "s") ?? 0) : null,
    };
  }

  /** The used range says nothing that counts, but some programs read no further than it. */
  private dimension(tag: Tag): string | null {
    const match = /^([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?$/.exec(attribute(tag.text, "ref") ?? "");
    if (!match || this.awaited.length === 0) return null;
    const [, left = "A", top, right = left, bottom = top] = match;
    let [least, most] = [columnIndex(left), columnIndex(right)];
    for (const { cells } of this.rows.values()) {
      for (const index of cells.keys()) [least, most] = [Math.min(least, index), Math.max(most, index)];
    }
    const from = Math.min(Number(top), this.awaited[0] as number);
    const to = Math.max(Number(bottom), this.awaited.at(-1) as number);
    return withAttribute(tag.text, "ref", `${columnLetter(least)}${from}:${columnLetter(most)}${to}`);
  }
}

function mergeFirst(cells: [number, CellMark][], index: number, first: CellMark): [number, CellMark][] {
  const merged = new Map(cells);
  merged.set(index, together(first, merged.get(index) ?? first));
  return [...merged].sort(([a], [b]) => a - b);
}

/** `spans` (1:10) says between which columns the cells of a row stand. */
function withSpans(tag: string, cells: [number, CellMark][]): string {
  const spans = attribute(tag, "spans")
    ?.match(/[0-9]+/g)
    ?.map(Number);
  const first = cells[0]?.[0];
  const last = cells.at(-1)?.[0];
  if (!spans || first === undefined || last === undefined) return tag;
  const [from, to] = [Math.min(...spans), Math.max(...spans)];
  if (first + 1 >= from && last + 1 <= to) return tag;
  return withAttribute(tag, "spans", `${Math.min(from, first + 1)}:${Math.max(to, last + 1)}`);
}

/** "AB12" → 27; -1 when it is no cell of this row. */
function columnOf(reference: string, baris: number): number {
  const match = /^([A-Z]{1,3})([0-9]{1,7})$/.exec(reference);
  return match && Number(match[2]) === baris ? columnIndex(match[1] as string) : -1;
}
