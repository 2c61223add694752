import { COLUMNS } from "./marked-cells";
import { attribute } from "./tags";

/** Width of a column that says none, in characters. */
const DEFAULT_WIDTH = 9;
const MOST_WIDTH = 255;

/** What the columns of a sheet are like where their cells say nothing. Columns count from 0. */
export class SheetColumns {
  private readonly runs: { from: number; to: number; style: number; widthPx: number }[] = [];
  private defaultPx = pixels(DEFAULT_WIDTH);

  /** @param tag sheetFormatPr */
  setDefault(tag: string): void {
    const width = Number(attribute(tag, "defaultColWidth") ?? DEFAULT_WIDTH);
    if (width > 0) this.defaultPx = pixels(width);
  }

  /** @param tag col */
  add(tag: string): void {
    const from = Number(attribute(tag, "min")) - 1;
    const to = Number(attribute(tag, "max")) - 1;
    if (!(from >= 0 && to >= from) || this.runs.length >= COLUMNS) return;
    const width = Number(attribute(tag, "width") ?? Number.NaN);
    const hidden = /^(?:1|true)$/.test(attribute(tag, "hidden") ?? "");
    const widthPx = hidden ? 0 : width >= 0 ? pixels(width) : this.defaultPx;
    this.runs.push({ from, to, style: Number(attribute(tag, "style") ?? 0), widthPx });
  }

  /** Style of a cell that is not there. */
  styleOf(index: number): number {
    return this.runOf(index)?.style ?? 0;
  }

  widthPx(index: number): number {
    return this.runOf(index)?.widthPx ?? this.defaultPx;
  }

  private runOf(index: number) {
    return this.runs.find(({ from, to }) => from <= index && index <= to);
  }
}

/** Characters of the usual font are seven pixels wide. */
function pixels(characters: number): number {
  return Math.round(Math.min(characters, MOST_WIDTH) * 7 + 5);
}
