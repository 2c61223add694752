/**
 * The tags of an XML text where they stand, so that one of them can be changed and every other character stays. For text
 * that a strict reader accepts as well: what is well-formed is not decided here.
 */

export interface Tag {
  kind: "open" | "close" | "empty";
  /** Without prefix. */
  name: string;
  /** With its colon ("x:"), or "". */
  prefix: string;
  /** From < to >. */
  text: string;
  /** Where it stands. */
  from: number;
  to: number;
  /** Elements around it. */
  depth: number;
}

// The name must end where it ends: no second try with a part of it.
const MARKUP =
  /<(?:!--[\s\S]*?-->|!\[CDATA\[[\s\S]*?\]\]>|\?[\s\S]*?\?>|(\/?)([^\s<>/!?="']+)(?=[\s/>])[^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*>)/y;

/** Cuts a text into its tags; comments, CDATA and instructions are none. */
export class TagScanner {
  /** Where the text ends that is done: from there a tag has begun, and its end is still to come. */
  end = 0;
  private depth = 0;

  *scan(text: string): Generator<Tag, void, undefined> {
    let at = text.indexOf("<");
    this.end = text.length;
    while (at >= 0) {
      MARKUP.lastIndex = at;
      const match = MARKUP.exec(text);
      if (!match) {
        this.end = at;
        return;
      }
      const to = at + match[0].length;
      if (match[2] !== undefined) yield this.tag(match[0], match[1] === "/", match[2], at);
      at = text.indexOf("<", to);
    }
  }

  private tag(text: string, closes: boolean, whole: string, from: number): Tag {
    const kind = closes ? "close" : text.charCodeAt(text.length - 2) === 47 ? "empty" : "open"; // "/"
    if (closes) this.depth--;
    const depth = this.depth;
    if (kind === "open") this.depth++;
    const colon = whole.indexOf(":") + 1;
    return { kind, name: whole.slice(colon), prefix: whole.slice(0, colon), text, from, to: from + text.length, depth };
  }
}

/**
 * A text in pieces, in which some tags are replaced. `visit` gives what stands in the place of a tag, or null to leave
 * it. A tag that never ends is given back as it is.
 */
export async function* replaceTags(
  pieces: AsyncIterable<string>,
  visit: (tag: Tag) => string | null,
): AsyncGenerator<string, void, undefined> {
  const scanner = new TagScanner();
  let rest = "";
  for await (const piece of pieces) {
    const text = rest + piece;
    let out = "";
    let copied = 0;
    for (const tag of scanner.scan(text)) {
      const replacement = visit(tag);
      if (replacement === null) continue;
      out += text.slice(copied, tag.from) + replacement;
      copied = tag.to;
    }
    out += text.slice(copied, scanner.end);
    rest = text.slice(scanner.end);
    if (out) yield out;
  }
  if (rest) yield rest;
}

/** An element as it stands in a text. */
export interface Element {
  tag: Tag;
  /** All of it, with its tags. */
  text: string;
  /** Between its tags. */
  inner: string;
  from: number;
  to: number;
}

/** The elements at this depth of a whole text (the root has depth 0), in order. */
export function elementsAt(text: string, depth: number): Element[] {
  const found: Element[] = [];
  let open: Tag | null = null;
  const add = (tag: Tag, inner: string, to: number) =>
    found.push({ tag, text: text.slice(tag.from, to), inner, from: tag.from, to });
  for (const tag of new TagScanner().scan(text)) {
    if (tag.depth !== depth) continue;
    if (tag.kind === "empty") add(tag, "", tag.to);
    else if (tag.kind === "open") open = tag;
    else if (open) add(open, text.slice(open.to, tag.from), tag.to);
  }
  return found;
}

// White space stands before each: without it a long name would be looked through from each of its letters.
const ATTRIBUTE = /\s([^\s=<>"'/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Value of an attribute as it is written (entities are not resolved); undefined when the tag does not have it. */
export function attribute(tag: string, name: string): string | undefined {
  for (const match of tag.matchAll(ATTRIBUTE)) if (match[1] === name) return match[2] ?? match[3];
  return undefined;
}

/** Value of the attribute with this local name that has a prefix (`r:id`). */
export function prefixedAttribute(tag: string, local: string): string | undefined {
  for (const match of tag.matchAll(ATTRIBUTE)) if (match[1]?.endsWith(`:${local}`)) return match[2] ?? match[3];
  return undefined;
}

/** All attributes of a tag, as they are written. */
export function attributesOf({ text, prefix, name, kind }: Tag): string {
  return text.slice(1 + prefix.length + name.length, kind === "empty" ? -2 : -1).trim();
}

/** A start tag with an attribute set. @param value holds nothing that would have to be escaped */
export function withAttribute(tag: string, name: string, value: string | number): string {
  for (const match of tag.matchAll(ATTRIBUTE)) {
    if (match[1] !== name) continue;
    return `${tag.slice(0, match.index)} ${name}="${value}"${tag.slice(match.index + match[0].length)}`;
  }
  const end = tag.endsWith("/>") ? 2 : 1;
  return `${tag.slice(0, -end).trimEnd()} ${name}="${value}"${tag.slice(-end)}`;
}

/** A tag of an empty element as one that begins an element. */
export function opened(tag: string): string {
  return tag.endsWith("/>") ? `${tag.slice(0, -2).trimEnd()}>` : tag;
}

/** Text between tags, with what XML cannot hold left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}

const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** What a text between tags says. */
export function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-z]+));/g, (all, hex, decimal, name) => {
    if (name) return NAMED[name] ?? all;
    const code = Number.parseInt(hex ?? decimal, hex ? 16 : 10);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}
