import { columnLetter } from "@/lib/imports/layout";
import { LIMITS } from "@/lib/imports/read/limits";
import type { MarkedCell } from "./sheet";
import { attribute, elementsAt, escapeXml, opened, unescapeXml } from "./tags";

/** Comments of a sheet. Excel opens files with more only after a repair; marked cells beyond them are only coloured. */
export const COMMENT_LIMIT = 65_000;
/** By this author are the comments that a marking wrote; the next one takes them away. */
const AUTHOR = "AHSP Portal";
const HEADING = `${AUTHOR}:\n`;
/** What goes before a remark that was added to the comment of a person. */
const GAP = "\n\n";

/** A comment as it stands in the part. */
interface Existing {
  ref: string;
  author: string;
  xml: string;
}

export interface Comments {
  /** The new text of the part, in pieces. */
  pieces: Iterable<string>;
  /** Cells that have a comment now and had none before. */
  added: MarkedCell[];
  /** References of cells that had a comment and have none any more. */
  removed: Set<string>;
}

/**
 * The comments of a sheet with those of its marked cells. A person's comment stays, and what is said about its cell
 * follows below it. A threaded comment is left as it is: Excel would lose what was added.
 * @param text of the part; null: the sheet has no comments
 * @param namespace of the worksheet
 */
export function mergeComments(text: string | null, marked: readonly MarkedCell[], namespace: string): Comments {
  const old = existing(text);
  const p = old.prefix;
  const had = new Set(old.comments.map(({ ref }) => ref));
  const kept = new Map(old.comments.filter(({ author }) => author !== AUTHOR).map((comment) => [comment.ref, comment]));
  for (const comment of kept.values()) comment.xml = withoutRemarks(comment.xml);
  const added: MarkedCell[] = [];
  const fresh: MarkedCell[] = [];
  const removed = new Set([...had].filter((ref) => !kept.has(ref)));
  for (const cell of marked) {
    const ref = refOf(cell);
    const person = kept.get(ref);
    if (person) {
      if (!person.author.startsWith("tc=")) person.xml = withRemark(person.xml, cell);
    } else if (kept.size + fresh.length < COMMENT_LIMIT) {
      fresh.push(cell);
      removed.delete(ref);
      if (!had.has(ref)) added.push(cell);
    }
  }
  const known = old.authors.indexOf(AUTHOR);
  const authorId = known < 0 ? old.authors.length : known;
  function* pieces(): Generator<string, void, undefined> {
    const start =
      old.start ?? `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="${namespace}">`;
    const author = known < 0 ? `<${p}author>${AUTHOR}</${p}author>` : "";
    yield `${start}<${p}authors>${old.authorsXml}${author}</${p}authors><${p}commentList>`;
    for (const { xml } of kept.values()) yield xml;
    for (const cell of fresh) {
      const body = run(p, `${HEADING}${cell.texts.join("\n")}`, LIMITS.cellChars);
      yield `<${p}comment ref="${refOf(cell)}" authorId="${authorId}"><${p}text>${body}</${p}text></${p}comment>`;
    }
    yield `</${p}commentList>${old.rest}</${p}comments>`;
  }
  return { pieces: pieces(), added, removed };
}

function existing(text: string | null) {
  const root = text === null ? undefined : elementsAt(text, 0)[0];
  if (text === null || !root) {
    return { prefix: "", start: null, authors: [] as string[], authorsXml: "", comments: [] as Existing[], rest: "" };
  }
  const sections = elementsAt(root.inner, 0);
  const authorsXml = sections.find(({ tag }) => tag.name === "authors")?.inner ?? "";
  const authors = elementsAt(authorsXml, 0).map(({ inner }) => unescapeXml(inner));
  const list = sections.find(({ tag }) => tag.name === "commentList");
  const comments = elementsAt(list?.inner ?? "", 0).map(({ tag, text: xml }) => ({
    ref: attribute(tag.text, "ref") ?? "",
    author: authors[Number(attribute(tag.text, "authorId"))] ?? "",
    xml,
  }));
  const rest = sections.filter(({ tag }) => tag.name !== "authors" && tag.name !== "commentList");
  return {
    prefix: root.tag.prefix,
    start: text.slice(0, root.from) + opened(root.tag.text),
    authors,
    authorsXml,
    comments,
    rest: rest.map((section) => section.text).join(""),
  };
}

export function refOf({ baris, index }: { baris: number; index: number }): string {
  return `${columnLetter(index)}${baris}`;
}

/** What Excel writes comments in. */
const FONT = '<rPr><sz val="9"/><color indexed="81"/><rFont val="Tahoma"/><family val="2"/></rPr>';

/** @param most characters, at least those of "…" */
function run(prefix: string, text: string, most: number): string {
  const xml = `<r>${FONT}<t xml:space="preserve">${escapeXml(literal(cut(text, most)))}</t></r>`;
  // Only tags hold a <: in the text it is escaped.
  return prefix ? xml.replace(/<(\/?)/g, `<$1${prefix}`) : xml;
}

/** A text that looks like SpreadsheetML's escape of a character (_x000D_) must not become that character. */
function literal(text: string): string {
  return text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_");
}

/** Never within a surrogate pair: the half is left out when it is written. */
function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/** Without what an earlier marking added below it. */
function withoutRemarks(comment: string): string {
  let kept = comment;
  for (const { tag, text, from, to } of elementsAt(comment, 2).toReversed()) {
    if (tag.name === "r" && textOf(text).trimStart().startsWith(HEADING)) kept = kept.slice(0, from) + kept.slice(to);
  }
  return kept;
}

function withRemark(comment: string, { texts }: MarkedCell): string {
  const body = elementsAt(comment, 1).find(({ tag }) => tag.name === "text");
  if (!body) return comment;
  const { prefix, text: head } = body.tag;
  // Text that stands alone becomes the first of two runs.
  const parts = elementsAt(body.inner, 0).map(({ tag, text }) => ({
    late: tag.name === "rPh" || tag.name === "phoneticPr",
    xml: tag.name === "t" ? `<${prefix}r>${text}</${prefix}r>` : text,
  }));
  const room = LIMITS.cellChars - textOf(body.inner).length;
  if (room <= HEADING.length + GAP.length) return comment;
  const at = parts.findIndex(({ late }) => late);
  const remark = { late: false, xml: run(prefix, `${GAP}${HEADING}${texts.join("\n")}`, room) };
  parts.splice(at < 0 ? parts.length : at, 0, remark);
  const inner = parts.map(({ xml }) => xml).join("");
  return `${comment.slice(0, body.from)}${opened(head)}${inner}</${prefix}text>${comment.slice(body.to)}`;
}

function textOf(xml: string): string {
  return unescapeXml(xml.replace(/<[^>]*>/g, ""));
}
