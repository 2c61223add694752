/** What a package says about its parts: their types, and how one belongs to another. */

import path from "node:path";
import { damaged } from "@/lib/imports/read/limits";
import { attribute, elementsAt, opened, unescapeXml } from "./tags";

export interface Relationship {
  id: string;
  /** Its last segment: "comments". */
  type: string;
  /** Full name of the part. */
  part: string;
}

/** A part and its text; null where the package does not have it. */
interface Described<T = string | null> {
  part: string;
  text: T;
}

/** What of a package matters when cells of one of its sheets are marked. Parts are named as the zip writes them. */
export interface SheetPackage {
  types: Described<string>;
  /** `missing`: the relationship that has to be added to the `workbook`'s, because it has no styles. */
  styles: Described & { workbook: Described; missing: Relationship | null };
  /** The relationships of the sheet. */
  related: Described;
  hasComments: boolean;
  /** The comments that the sheet has, or the part and relationship that they would get. */
  comments: Relationship;
  /** The same for a drawing with their boxes, which the sheet may have among its drawings. */
  boxes: Relationship;
  drawings: Relationship[];
}

const SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const TYPES = "[Content_Types].xml";
const NO_RELATIONSHIPS =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>';

/**
 * @param sheet part of the sheet
 * @param names of all parts of the zip
 * @param read text of a part; null: there is no such part
 */
export async function sheetPackage(
  sheet: string,
  names: readonly string[],
  read: (part: string) => Promise<string | null>,
): Promise<SheetPackage> {
  const written = new Map(names.map((name) => [name.toLowerCase(), name]));
  const describe = async (name: string) => {
    const part = written.get(name.toLowerCase()) ?? name;
    return { part, text: await read(part) };
  };
  const relatedOf = (source: string, text: string | null) =>
    relationships(text, source).flatMap((found) => {
      const part = written.get(found.part.toLowerCase());
      return part === undefined ? [] : [{ ...found, part }];
    });
  const types = await describe(TYPES);
  if (types.text === null) throw damaged(TYPES);
  const roots = relatedOf("", (await describe(relationshipsOf(""))).text);
  const main = roots.find(({ type }) => type === "officeDocument")?.part ?? "";
  const workbook = await describe(relationshipsOf(main));
  const known = relatedOf(main, workbook.text).find(({ type }) => type === "styles");
  const styles = known ?? { id: freeId(workbook.text), type: "styles", part: freeName(names, "xl/styles", ".xml") };
  const related = await describe(relationshipsOf(sheet));
  const all = relatedOf(sheet, related.text);
  const id = freeId(related.text);
  const comments = all.find(({ type }) => type === "comments");
  return {
    types: { part: types.part, text: types.text },
    styles: {
      part: styles.part,
      text: known ? await read(known.part) : null,
      workbook,
      missing: known ? null : styles,
    },
    related,
    hasComments: comments !== undefined,
    comments: comments ?? { id, type: "comments", part: freeName(names, "xl/comments", ".xml") },
    boxes: { id: `${id}Kotak`, type: "vmlDrawing", part: freeName(names, "xl/drawings/vmlDrawing", ".vml") },
    drawings: all.filter(({ type }) => type === "vmlDrawing"),
  };
}

/** Where the relationships of a part stand; "" for those of the package. */
function relationshipsOf(part: string): string {
  const { dir, base } = path.posix.parse(part);
  return path.posix.join(dir, "_rels", `${base}.rels`);
}

/** Relationships of the part `source` to other parts, from their text; null: it has none. */
function relationships(text: string | null, source: string): Relationship[] {
  const found: Relationship[] = [];
  for (const { tag } of text === null ? [] : elementsAt(text, 1)) {
    const value = (name: string) => unescapeXml(attribute(tag.text, name) ?? "");
    const target = value("Target");
    if (tag.name !== "Relationship" || target === "" || value("TargetMode") === "External") continue;
    const part = target.startsWith("/") ? target.slice(1) : path.posix.join(path.posix.dirname(source), target);
    found.push({ id: value("Id"), type: value("Type").split("/").at(-1) ?? "", part });
  }
  return found;
}

/** An Id that no relationship of this text has. */
function freeId(text: string | null): string {
  let n = 1;
  while (text?.includes(`"rIdTanda${n}"`) || text?.includes(`'rIdTanda${n}'`)) n++;
  return `rIdTanda${n}`;
}

/** @param namespace before the last segment of the type */
export function addRelationships(text: string | null, added: readonly Relationship[], namespace: string): string {
  return append(text ?? NO_RELATIONSHIPS, (prefix) =>
    added
      .map(({ id, type, part }) => `<${prefix}Relationship Id="${id}" Type="${namespace}/${type}" Target="/${part}"/>`)
      .join(""),
  );
}

/** The types of the package with those of new parts, and of drawings by their extension. */
export function addTypes(text: string, added: readonly { part: string; type: "comments" | "styles" }[]): string {
  const known = elementsAt(text, 1);
  const hasVml = known.some(
    ({ tag }) => tag.name === "Default" && attribute(tag.text, "Extension")?.toLowerCase() === "vml",
  );
  return append(text, (prefix) => {
    const drawings = `<${prefix}Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>`;
    const parts = added.map(
      ({ part, type }) => `<${prefix}Override PartName="/${part}" ContentType="${SPREADSHEET}.${type}+xml"/>`,
    );
    return (hasVml ? "" : drawings) + parts.join("");
  });
}

/** The first name of the kind `base1.ext` that no part has. */
function freeName(names: readonly string[], base: string, extension: string): string {
  const taken = new Set(names.map((name) => name.toLowerCase()));
  let n = 1;
  while (taken.has(`${base}${n}${extension}`.toLowerCase())) n++;
  return `${base}${n}${extension}`;
}

/** A text with elements added at the end of its root. */
function append(text: string, elements: (prefix: string) => string): string {
  const root = elementsAt(text, 0)[0];
  if (!root) return text;
  const { tag, inner, to } = root;
  const end = `</${tag.prefix}${tag.name}>`;
  return `${text.slice(0, tag.from)}${opened(tag.text)}${inner}${elements(tag.prefix)}${end}${text.slice(to)}`;
}
