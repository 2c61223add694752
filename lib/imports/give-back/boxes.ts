import { LIMITS } from "@/lib/imports/read/limits";
import { refOf } from "./comments";
import { COLUMNS } from "./marked-cells";
import type { MarkedCell } from "./sheet";
import type { SheetColumns } from "./sheet-columns";
import { withAttribute } from "./tags";

/** The boxes in which Excel shows comments: VML, which need not be well-formed, so it is looked through as text. */

const NAMESPACES =
  'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"';
const SHAPE_TYPE =
  '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">' +
  '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>';
/** Shapes are numbered in blocks of so many; a workbook uses no block twice. */
const BLOCK = 1024;
/** Beyond this a number of a block is no block that Excel would have given. */
const MOST_BLOCKS = 30_000;
const WIDTH_PX = 320;
const CHARS_A_LINE = 48;
const MOST_LINES = 24;
/** Space between a cell and its box. */
const OFFSET_PX = 15;

/** The blocks of shape numbers that a drawing uses. @param head its beginning */
export function blocksOf(head: string): number[] {
  const list = /<(?:\w{1,20}:)?idmap\b[^>]*\bdata\s*=\s*["']([0-9, ]*)["']/.exec(head)?.[1] ?? "";
  const ids = [...head.matchAll(/_x0000_s([0-9]{1,9})\b/g)].map((match) => Math.floor(Number(match[1]) / BLOCK));
  return [...list.split(",").map(Number), ...ids].filter((block) => block > 0 && block < MOST_BLOCKS);
}

/**
 * A drawing with the boxes of some cells added and those of others taken away, in pieces.
 * @param text of the part; null: the sheet has none
 * @param removed references of cells
 * @param block first of the blocks that nobody uses
 */
export function* mergeBoxes(
  text: string | null,
  { added, removed, block }: { added: readonly MarkedCell[]; removed: ReadonlySet<string>; block: number },
  columns: SheetColumns,
): Generator<string, void, undefined> {
  const blocks = Array.from({ length: Math.floor(added.length / BLOCK) + 1 }, (_, i) => block + i).join(",");
  const drawing = text === null ? null : withoutBoxes(text, removed);
  const end = drawing?.lastIndexOf("</xml") ?? -1;
  if (drawing === null || end < 0) {
    yield `<xml ${NAMESPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${blocks}"/></o:shapelayout>${SHAPE_TYPE}`;
  } else {
    yield withBlocks(drawing.slice(0, end), added.length > 0 ? blocks : "");
    if (added.length > 0 && !drawing.includes('id="_x0000_t202"')) yield declared(drawing, SHAPE_TYPE);
  }
  for (const [i, cell] of added.entries()) {
    const shape = box(cell, block * BLOCK + i + 1, columns);
    yield drawing === null || end < 0 ? shape : declared(drawing, shape);
  }
  yield drawing === null || end < 0 ? "</xml>" : drawing.slice(end);
}

function withBlocks(drawing: string, blocks: string): string {
  if (blocks === "") return drawing;
  return drawing.replace(/<(?:\w{1,20}:)?idmap\b[^<>]*>/, (tag) => {
    const known = blocksOf(tag).join(",");
    return withAttribute(tag, "data", known ? `${known},${blocks}` : blocks);
  });
}

/** An element that may stand in a drawing which does not declare the prefixes that are usual. */
function declared(drawing: string, element: string): string {
  const head = drawing.slice(0, 4096);
  const isUsual = ["v", "o", "x"].every((prefix) => head.includes(`xmlns:${prefix}=`));
  return isUsual ? element : element.replace(/^<v:\w+/, (start) => `${start} ${NAMESPACES}`);
}

function withoutBoxes(drawing: string, removed: ReadonlySet<string>): string {
  if (removed.size === 0) return drawing;
  const start = /<(\w{0,20}:?)shape\s/g;
  let kept = "";
  let copied = 0;
  for (let match = start.exec(drawing); match; match = start.exec(drawing)) {
    const end = `</${match[1]}shape>`;
    const close = drawing.indexOf(end, match.index);
    // A shape that never ends: nor does any after it.
    if (close < 0) break;
    start.lastIndex = close + end.length;
    const shape = drawing.slice(match.index, start.lastIndex);
    const row = /<(?:\w{1,20}:)?Row>\s*([0-9]{1,7})\s*</.exec(shape)?.[1];
    const column = /<(?:\w{1,20}:)?Column>\s*([0-9]{1,5})\s*</.exec(shape)?.[1];
    const ref = refOf({ index: Number(column), baris: Number(row) + 1 });
    if (!shape.includes('ObjectType="Note"') || !removed.has(ref)) continue;
    kept += drawing.slice(copied, match.index);
    copied = start.lastIndex;
  }
  return kept + drawing.slice(copied);
}

function box(cell: MarkedCell, id: number, columns: SheetColumns): string {
  return (
    `<v:shape id="_x0000_s${id}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;width:240pt;height:80pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">` +
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>' +
    '<v:textbox><div style="text-align:left"></div></v:textbox>' +
    `<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor(cell, columns)}</x:Anchor>` +
    `<x:AutoFill>False</x:AutoFill><x:Row>${cell.baris - 1}</x:Row><x:Column>${cell.index}</x:Column></x:ClientData></v:shape>`
  );
}

/** Left column and pixels into it, top row, right column, bottom row: right of the cell, as high as its text needs. */
function anchor({ baris, index, texts }: MarkedCell, columns: SheetColumns): string {
  const left = Math.min(index + 1, COLUMNS - 6);
  let right = left;
  let px = OFFSET_PX + WIDTH_PX;
  while (right < COLUMNS - 1 && px > columns.widthPx(right)) px -= columns.widthPx(right++);
  const text = texts.join("\n").slice(0, CHARS_A_LINE * MOST_LINES);
  const lines = text.split("\n").reduce((sum, line) => sum + Math.ceil((line.length + 1) / CHARS_A_LINE), 2);
  const top = Math.max(0, Math.min(baris - 2, LIMITS.rows - MOST_LINES - 2));
  const bottom = top + Math.min(MOST_LINES, lines);
  return `${left}, ${OFFSET_PX}, ${top}, 4, ${right}, ${Math.round(px)}, ${bottom}, 4`;
}
