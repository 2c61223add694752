import { PortalError } from "@/lib/errors";
import { damaged, LIMITS, type Limits } from "@/lib/imports/read/limits";
import { readWorkbook } from "@/lib/imports/read/workbook";
import { Archive } from "@/lib/imports/read/zip";
import { blocksOf, mergeBoxes } from "./boxes";
import { type Comments, mergeComments } from "./comments";
import { markedRows } from "./marked-cells";
import type { Mark } from "./marks";
import { addRelationships, addTypes, type Relationship, sheetPackage } from "./package";
import { type NewPart, partNames, readPart, replaceParts, strictText } from "./parts";
import { SheetMarker } from "./sheet";
import { StyleBook } from "./styles";
import { replaceTags } from "./tags";

/** The comments of a sheet, and their boxes, are held in memory; a part beyond this is refused. */
const COMMENT_BYTES = 128 * 1024 * 1024;
/** Where a drawing says which numbers it uses. */
const HEAD_CHARS = 16 * 1024;

/**
 * A workbook with marked cells: coloured, and with a comment that says why. Everything else is as it was: values,
 * formulas, formats, and the bytes of all other parts. Marks of an earlier marking are taken away, so that a corrected
 * workbook shows what is left to correct.
 *
 * A sheet has at most COMMENT_LIMIT comments; marked cells beyond them, in the order of the sheet, are only coloured, as
 * is a cell with a threaded comment. Any sheet that can be read can be marked: it is streamed. Held in memory are the
 * marks, the styles, the comments and both zips.
 * @param sheet its name
 * @throws PortalError SHEET_MISSING, and those of openXlsx
 */
export async function markWorkbook(
  bytes: Buffer,
  sheet: string,
  marks: Iterable<Mark>,
  limits: Limits = LIMITS,
): Promise<Buffer> {
  const archive = await Archive.open(bytes, limits);
  const found = (await readWorkbook(archive, limits)).sheets.find(({ name }) => name === sheet)?.part.toLowerCase();
  const names = await partNames(bytes);
  const part = names.find((name) => name.toLowerCase() === found);
  if (part === undefined) throw new PortalError("SHEET_MISSING");
  const read = (name: string) => readPart(archive, name, limits);
  const old = await sheetPackage(part, names, read);
  const rows = markedRows(marks);
  const styles = new StyleBook(old.styles.text);
  if (rows.size === 0 && !styles.hasMarks && !old.hasComments) return bytes;
  const marker = new SheetMarker(rows, styles, old.boxes.id, part);
  const isNew = { comments: !old.hasComments && rows.size > 0, boxes: () => marker.drawing === old.boxes.id };

  async function* newParts(sheetPart: string): AsyncGenerator<NewPart, void, undefined> {
    const text = strictText(archive, sheetPart, limits, limits.partBytes);
    yield [sheetPart, replaceTags(text, (tag) => marker.visit(tag))];
    yield [old.styles.part, [styles.toString()]];
    const { office, main } = marker.namespaces;
    if (old.styles.missing) {
      const { workbook, missing } = old.styles;
      yield [workbook.part, [addRelationships(workbook.text, [missing], office)]];
    }
    let comments: Comments = { pieces: [], added: [], removed: new Set() };
    if (old.hasComments || isNew.comments) {
      const before = await readPart(archive, old.comments.part, limits, COMMENT_BYTES);
      comments = mergeComments(before, marker.marked, main);
      yield [old.comments.part, comments.pieces];
    }
    yield* drawings(comments);
    const added = [...(isNew.comments ? [old.comments] : []), ...(isNew.boxes() ? [old.boxes] : [])];
    if (added.length > 0) yield [old.related.part, [addRelationships(old.related.text, added, office)]];
    else if (old.related.text !== null) yield [old.related.part, [old.related.text]];
  }

  /** Which of the drawings holds the boxes is known when the sheet has been gone through. */
  async function* drawings({ added, removed }: Comments): AsyncGenerator<NewPart, void, undefined> {
    const block = added.length > 0 ? await freeBlock(archive, names) : 0;
    for (const drawing of old.drawings) {
      const text = archive.text(drawing.part, COMMENT_BYTES);
      if (drawing.id !== marker.drawing) yield [drawing.part, text];
      else yield [drawing.part, mergeBoxes(await whole(text), { added, removed, block }, marker.columns)];
    }
    if (isNew.boxes()) yield [old.boxes.part, mergeBoxes(null, { added, removed, block }, marker.columns)];
    else if (added.length > 0 && !old.drawings.some(({ id }) => id === marker.drawing)) throw damaged(old.related.part);
  }

  const types = addTypes(old.types.text, [
    ...(isNew.comments ? [{ part: old.comments.part, type: "comments" as const }] : []),
    ...(old.styles.missing ? [{ part: old.styles.part, type: "styles" as const }] : []),
  ]);
  const parts = (relationships: readonly Relationship[]) => relationships.map((relationship) => relationship.part);
  return replaceParts(bytes, {
    first: [old.types.part, [types]],
    left: [
      part,
      old.styles.part,
      old.related.part,
      ...(old.styles.missing ? [old.styles.workbook.part] : []),
      ...parts(old.drawings),
      ...(old.hasComments ? [old.comments.part] : []),
    ],
    last: newParts(part),
  });
}

/** The first block of shape numbers that no drawing of the workbook uses. */
async function freeBlock(archive: Archive, names: readonly string[]): Promise<number> {
  let last = 0;
  for (const name of names) {
    if (!name.toLowerCase().endsWith(".vml")) continue;
    let head = "";
    for await (const text of archive.text(name, COMMENT_BYTES)) {
      head += text;
      if (head.length >= HEAD_CHARS) break;
    }
    last = Math.max(last, ...blocksOf(head.slice(0, HEAD_CHARS)));
  }
  return last + 1;
}

async function whole(pieces: AsyncIterable<string>): Promise<string> {
  const all: string[] = [];
  for await (const piece of pieces) all.push(piece);
  return all.join("");
}
