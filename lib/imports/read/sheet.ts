import { storableText } from "@/lib/format/text";
import { columnIndex, columnLetter } from "@/lib/imports/layout";
import type { Cell, SheetRow } from "@/lib/imports/types";
import { damaged, LIMITS, type Limits, tooComplex } from "./limits";
import { appendText, finishText, isTrue, type Workbook } from "./workbook";
import { type Attributes, type XmlHandler, xmlReader } from "./xml";
import type { Archive } from "./zip";

const NUMBER = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;

/**
 * Rows of a worksheet that hold anything, in order. Of a merged range only the first cell holds its value, as in the
 * file. A row may be used before the sheet has been read to its end, but not kept unless the iteration finishes.
 * @throws PortalError FILE_DAMAGED (part, place), FILE_TOO_COMPLEX (what, limit, place)
 */
export async function* sheetRows(
  archive: Archive,
  workbook: Workbook,
  part: string,
  limits: Limits = LIMITS,
): AsyncGenerator<SheetRow, void, undefined> {
  const ready: SheetRow[] = [];
  const reader = xmlReader(part, new RowHandler(workbook, part, limits, ready), limits);
  for await (const text of archive.text(part, limits.partBytes)) {
    reader.write(text);
    if (ready.length > 0) {
      yield* ready;
      ready.length = 0;
    }
  }
  reader.close();
}

class RowHandler implements XmlHandler {
  private inData = false;
  private inRow = false;
  private baris = 0;
  private cells: Cell[] = [];
  private column = -1;
  private inCell = false;
  private type = "n";
  private style = 0;
  private hasFormula = false;
  private hasValue = false;
  private value = "";
  private inText = false;
  private phonetic = 0;
  /** Depth within what other programs added. */
  private extensions = 0;
  private cellsRead = 0;

  constructor(
    private readonly workbook: Workbook,
    private readonly part: string,
    private readonly limits: Limits,
    private readonly ready: SheetRow[],
  ) {}

  // Between rows, between cells and beside values there is nothing else: what would be passed over there is lost.
  open(name: string, attributes: Attributes): void {
    if (this.extensions > 0 || (name === "extLst" && this.inData)) this.extensions++;
    else if (!this.inData) this.inData = name === "sheetData";
    else if (!this.inRow) {
      if (name !== "row") throw damaged(this.part, `<${name}>`);
      this.openRow(attributes.r);
    } else if (!this.inCell) {
      if (name !== "c") throw damaged(this.part, `<${name}> in row ${this.baris}`);
      this.openCell(attributes);
    } else this.openInCell(name);
  }

  private openInCell(name: string): void {
    if (name === "f") this.hasFormula = true;
    else if (name === "rPh") this.phonetic++;
    else if (name === "c" || name === "row" || (name === "v" && this.hasValue)) throw damaged(this.part, this.place());
    else if (name === (this.type === "inlineStr" ? "t" : "v") && this.phonetic === 0) {
      this.inText = true;
      this.hasValue = true;
    }
  }

  text(text: string): void {
    if (this.inText) this.value = appendText(this.value, text, this.limits, this.place);
  }

  close(name: string): void {
    if (this.extensions > 0) {
      this.extensions--;
      return;
    }
    switch (name) {
      case "v":
      case "t":
        this.inText = false;
        break;
      case "rPh":
        if (this.inCell) this.phonetic--;
        break;
      case "c":
        if (this.inCell) this.closeCell();
        break;
      case "row":
        if (this.inRow && this.cells.length > 0) this.ready.push({ baris: this.baris, cells: this.cells });
        this.inRow = false;
        break;
      case "sheetData":
        this.inData = false;
        break;
    }
  }

  private readonly place = (): string => `${columnLetter(this.column)}${this.baris}`;

  private openRow(r: string | undefined): void {
    const baris = r === undefined ? this.baris + 1 : Number(/^[0-9]+$/.test(r) ? r : Number.NaN);
    if (!Number.isSafeInteger(baris) || baris <= this.baris) throw damaged(this.part, `row ${r}`);
    if (baris > this.limits.rows) throw tooComplex("rows", this.limits.rows, `${baris}`);
    this.baris = baris;
    this.cells = [];
    this.column = -1;
    this.inRow = true;
  }

  private openCell({ r, t, s }: Attributes): void {
    const column = r === undefined ? this.column + 1 : columnOf(r, this.baris);
    // Cells out of order or given twice: one of two values would be lost without a word.
    if (column <= this.column) throw damaged(this.part, r ?? "");
    this.column = column;
    this.type = t ?? "n";
    this.style = s === undefined ? 0 : Number(s);
    this.value = "";
    this.hasFormula = false;
    this.hasValue = false;
    this.inCell = true;
  }

  private closeCell(): void {
    this.inCell = false;
    const cell = this.cell();
    if (cell === null) return;
    if (this.column >= this.limits.columns) throw tooComplex("columns", this.limits.columns, this.place());
    if (++this.cellsRead > this.limits.cells) throw tooComplex("cells", this.limits.cells, this.place());
    this.cells[this.column] = cell;
  }

  private cell(): Cell {
    if (!this.hasValue) return this.hasFormula ? { formula: true } : null;
    const { value, workbook } = this;
    switch (this.type) {
      case "s": {
        const text = /^[0-9]{1,7}$/.test(value) ? workbook.strings[Number(value)] : undefined;
        if (text === undefined) throw damaged(this.part, this.place());
        return text === "" ? null : text;
      }
      case "str":
      case "inlineStr":
        return value === "" ? null : finishText(value, this.limits, this.place);
      case "b":
        if (!isTrue(value) && value !== "0" && value !== "false") throw damaged(this.part, this.place());
        return isTrue(value);
      case "e":
        return { error: storableText(value, 50) };
      case "d":
        return isoDate(finishText(value, this.limits, this.place));
      case "n":
        return this.number(value.trim());
      default:
        // Read as a number, the number of a text would stand for the text.
        throw damaged(this.part, this.place());
    }
  }

  private number(value: string): Cell {
    if (value === "") return this.hasFormula ? { formula: true } : null;
    const number = NUMBER.test(value) ? Number(value) : Number.NaN;
    // What is no number stays text: then one bad cell is one rejected row, not a refused file.
    if (!Number.isFinite(number)) return finishText(value, this.limits, this.place);
    return this.workbook.dates.has(this.style) ? { date: number + this.workbook.dateOffset } : number;
  }
}

/** "AB12" → 27; the row in the reference must be the row that the cell stands in, else -1. */
function columnOf(reference: string, baris: number): number {
  const match = /^([A-Z]{1,3})([0-9]{1,7})$/.exec(reference);
  return match && Number(match[2]) === baris ? columnIndex(match[1] as string) : -1;
}

/** ISO 8601 date cell → serial number of days since 1900 as Excel counts them. */
function isoDate(text: string): Cell {
  const zoned = !text.includes("T") || /(?:Z|[+-]\d\d:\d\d)$/.test(text);
  const ms = Date.parse(zoned ? text : `${text}Z`);
  return Number.isNaN(ms) ? text : { date: ms / 86_400_000 + 25_569 };
}
