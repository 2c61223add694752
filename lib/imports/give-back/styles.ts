import type { Severity } from "./marks";
import { attribute, attributesOf, type Element, elementsAt, opened, TagScanner, withAttribute } from "./tags";

/** Colours of marked cells, like no palette has them: a cell that has one was marked here before. */
const COLOURS: Record<Severity, string> = { rejected: "FFFFC9C4", flagged: "FFFFEFB3", info: "FFD4E6FB" };
/** Cell styles that a workbook may have; a cell beyond them stays as it looks. */
const MOST_STYLES = 64_000;
const NO_STYLES =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
  '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills/>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs/></styleSheet>';
/** What follows the fills, and then the cell styles, of a style sheet. */
const AFTER_CELL_XFS = ["cellStyles", "dxfs", "tableStyles", "colors", "extLst"];
const AFTER_FILLS = ["borders", "cellStyleXfs", "cellXfs", ...AFTER_CELL_XFS];

/** The styles of a workbook, to which copies with the colour of a mark are added while its cells are gone through. */
export class StyleBook {
  private readonly text: string;
  private readonly prefix: string;
  private readonly sections: Element[];
  private readonly fills: string[];
  private readonly xfs: string[];
  /** Positions of styles and fills by their XML: what is there already is not added again. */
  private readonly xfAt = new Map<string, number>();
  private readonly fillIds = new Map<string, number>();
  /** Answers given, by style and severity. */
  private readonly given = new Map<string, number>();
  /** Whether any style was coloured by an earlier marking. */
  readonly hasMarks: boolean;
  /** Styles by whether their fill is that of a mark. */
  private readonly coloured: boolean[];

  /** @param text xl/styles.xml; null: the workbook has none */
  constructor(text: string | null) {
    this.text = withRoom(text ?? NO_STYLES);
    this.sections = elementsAt(this.text, 1);
    this.prefix = this.sections.find(({ tag }) => tag.name === "cellXfs")?.tag.prefix ?? "";
    this.fills = this.items("fills");
    // The first two mean no fill and a grey pattern, whatever stands there.
    const patterns = ["none", "gray125"];
    for (const pattern of patterns.slice(this.fills.length)) {
      this.fills.push(this.tags(`<fill><patternFill patternType="${pattern}"/></fill>`));
    }
    this.xfs = this.items("cellXfs");
    if (this.xfs.length === 0)
      this.xfs.push(this.tags('<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'));
    const severities = this.fills.map(severityOf);
    this.coloured = this.xfs.map((xf) => (severities[this.fillId(xf)] ?? null) !== null);
    this.hasMarks = this.coloured.includes(true);
    for (const [at, fill] of this.fills.entries()) if (!this.fillIds.has(fill)) this.fillIds.set(fill, at);
    for (const [at, xf] of this.xfs.entries()) if (!this.xfAt.has(xf)) this.xfAt.set(xf, at);
  }

  /** The style that looks like style `s` with the colour of a mark. */
  marked(s: number, severity: Severity): number {
    return this.once(`${s} ${severity}`, () => {
      const xf = this.xfs[s] ?? (this.xfs[0] as string);
      const had = this.fillAt(xf);
      // Marked before: the new colour stands over what the cell had then.
      const under = severityOf(had) ? (fillBefore(had) ?? "") : had;
      return this.copy(s, xf, withAttribute(headOf(xf), "fillId", this.fill(markFill(severity, under))));
    });
  }

  /** The style that looks like style `s` did before it was marked; `s` itself when it was not. */
  cleared(s: number): number {
    if (!this.coloured[s]) return s;
    return this.once(`${s}`, () => {
      const xf = this.xfs[s] as string;
      const before = fillBefore(this.fillAt(xf));
      return this.copy(s, xf, withAttribute(headOf(xf), "fillId", before ? this.fill(before) : 0));
    });
  }

  /** The style sheet with what was added. */
  toString(): string {
    let text = this.text;
    for (const { tag, from, to } of this.sections.toReversed()) {
      const items = tag.name === "fills" ? this.fills : tag.name === "cellXfs" ? this.xfs : null;
      if (!items) continue;
      const head = withAttribute(opened(tag.text), "count", items.length);
      text = `${text.slice(0, from)}${head}${items.join("")}</${tag.prefix}${tag.name}>${text.slice(to)}`;
    }
    return text;
  }

  private items(name: string): string[] {
    const section = this.sections.find(({ tag }) => tag.name === name);
    return section ? elementsAt(section.inner, 0).map(({ text }) => text) : [];
  }

  private fillId(xf: string): number {
    return Number(attribute(headOf(xf), "fillId") ?? 0);
  }

  private fillAt(xf: string): string {
    return this.fills[this.fillId(xf)] ?? "";
  }

  private fill(fill: string): number {
    const xml = this.tags(fill);
    const known = this.fillIds.get(xml);
    if (known !== undefined) return known;
    const at = this.fills.push(xml) - 1;
    this.fillIds.set(xml, at);
    return at;
  }

  /** Position of style `s`, which is `xf`, with another head. */
  private copy(s: number, xf: string, head: string): number {
    const text = withAttribute(head, "applyFill", 1) + xf.slice(headOf(xf).length);
    const known = this.xfAt.get(text);
    if (known !== undefined) return known;
    if (this.xfs.length >= MOST_STYLES) return s;
    const at = this.xfs.push(text) - 1;
    this.xfAt.set(text, at);
    return at;
  }

  private once(key: string, find: () => number): number {
    const known = this.given.get(key);
    if (known !== undefined) return known;
    const found = find();
    this.given.set(key, found);
    return found;
  }

  private tags(xml: string): string {
    return this.prefix ? xml.replace(/<(\/?)/g, `<$1${this.prefix}`) : xml;
  }
}

/** A style sheet that has fills and cell styles, where these may be left out. */
function withRoom(text: string): string {
  return withSection(withSection(text, "fills", AFTER_FILLS), "cellXfs", AFTER_CELL_XFS);
}

function withSection(text: string, name: string, following: readonly string[]): string {
  const root = elementsAt(text, 0)[0];
  if (!root) return text;
  const sections = elementsAt(text, 1);
  if (sections.some(({ tag }) => tag.name === name)) return text;
  const section = `<${root.tag.prefix}${name}/>`;
  if (root.tag.kind === "empty")
    return `${text.slice(0, root.from)}${opened(root.tag.text)}${section}</${rootName(root)}>`;
  const at = sections.find(({ tag }) => following.includes(tag.name))?.from ?? root.tag.to + root.inner.length;
  return text.slice(0, at) + section + text.slice(at);
}

function rootName({ tag }: Element): string {
  return tag.prefix + tag.name;
}

function headOf(xf: string): string {
  return elementsAt(xf, 0)[0]?.tag.text ?? "";
}

/** Attributes of one of the colours of a fill; null: it has none. */
function colour(fill: string, which: "fgColor" | "bgColor"): string | null {
  for (const tag of new TagScanner().scan(fill)) {
    if (tag.name === which && tag.kind !== "close") return attributesOf(tag) || null;
  }
  return null;
}

function isSolid(fill: string): boolean {
  return /patternType\s*=\s*["']solid["']/.test(fill);
}

function severityOf(fill: string): Severity | null {
  const rgb = isSolid(fill) ? attribute(`<c ${colour(fill, "fgColor")}>`, "rgb")?.toUpperCase() : undefined;
  return (Object.keys(COLOURS) as Severity[]).find((severity) => COLOURS[severity] === rgb) ?? null;
}

/** A solid fill shows its first colour only: the second holds the one that the cell had before. */
function markFill(severity: Severity, before: string): string {
  const had = (isSolid(before) && colour(before, "fgColor")) || 'indexed="64"';
  return `<fill><patternFill patternType="solid"><fgColor rgb="${COLOURS[severity]}"/><bgColor ${had}/></patternFill></fill>`;
}

/** The fill under that of a mark; null: none. */
function fillBefore(fill: string): string | null {
  const had = colour(fill, "bgColor");
  if (!had || /^indexed\s*=\s*["']64["']$/.test(had)) return null;
  return `<fill><patternFill patternType="solid"><fgColor ${had}/><bgColor indexed="64"/></patternFill></fill>`;
}
