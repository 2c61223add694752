import path from "node:path";
import { PortalError } from "@/lib/errors";
import { damaged, type Limits, tooComplex } from "./limits";
import { dateStyles } from "./styles";
import { prefixed, readXml } from "./xml";
import type { Archive } from "./zip";

export interface Sheet {
  name: string;
  part: string;
  visible: boolean;
}

/** What the rows of any sheet of a workbook need. */
export interface Workbook {
  sheets: Sheet[];
  strings: string[];
  /** Cell styles (index of `s`) that show a number as a date or time. */
  dates: ReadonlySet<number>;
  /** Days to add to a serial number so that it counts from 1900. */
  dateOffset: number;
}

interface Relationship {
  type: string;
  part: string;
}

/**
 * The workbook of an archive: its worksheets in order, shared strings and date styles.
 * @throws PortalError FILE_TYPE_UNKNOWN (a zip, but no workbook), SHEET_MISSING, FILE_DAMAGED, FILE_TOO_COMPLEX
 */
export async function readWorkbook(archive: Archive, limits: Limits): Promise<Workbook> {
  const part = await workbookPart(archive, limits);
  const related = await relationships(archive, part, limits);
  const listed: { name: string; id: string | undefined; visible: boolean }[] = [];
  let dateOffset = 0;
  await readXml(
    archive,
    part,
    limits.metaBytes,
    {
      open(name, attributes) {
        if (name === "workbookPr" && isTrue(attributes.date1904)) dateOffset = 1462;
        if (name !== "sheet") return;
        const visible = (attributes.state ?? "visible") === "visible";
        listed.push({ name: attributes.name ?? "", id: prefixed(attributes, "id"), visible });
      },
    },
    limits,
  );
  const sheets: Sheet[] = [];
  for (const { name, id, visible } of listed) {
    const target = related.get(id ?? "");
    // Chart and dialog sheets have no rows.
    if (target?.type.endsWith("/worksheet")) sheets.push({ name, part: target.part, visible });
  }
  if (sheets.length === 0) throw new PortalError("SHEET_MISSING");
  const find = (type: string) => [...related.values()].find((r) => r.type.endsWith(type) && archive.has(r.part))?.part;
  const stringsPart = find("/sharedStrings");
  const stylesPart = find("/styles");
  return {
    sheets,
    strings: stringsPart ? await sharedStrings(archive, stringsPart, limits) : [],
    dates: stylesPart ? await dateStyles(archive, stylesPart, limits) : new Set(),
    dateOffset,
  };
}

async function workbookPart(archive: Archive, limits: Limits): Promise<string> {
  if (!archive.has("_rels/.rels")) throw new PortalError("FILE_TYPE_UNKNOWN");
  const roots = await relationships(archive, "", limits);
  const part = [...roots.values()].find((r) => r.type.endsWith("/officeDocument"))?.part;
  // Word files and binary workbooks are told by their main part as well.
  if (!part || !/\.xml$/i.test(part) || !archive.has(part)) throw new PortalError("FILE_TYPE_UNKNOWN");
  if (!archive.has(relationshipsOf(part))) throw new PortalError("FILE_TYPE_UNKNOWN");
  return part;
}

function relationshipsOf(part: string): string {
  const { dir, base } = path.posix.parse(part);
  return path.posix.join(dir, "_rels", `${base}.rels`);
}

async function relationships(archive: Archive, source: string, limits: Limits): Promise<Map<string, Relationship>> {
  const found = new Map<string, Relationship>();
  await readXml(
    archive,
    relationshipsOf(source),
    limits.metaBytes,
    {
      open(name, { Id, Type, Target, TargetMode }) {
        if (name !== "Relationship" || TargetMode === "External" || !Id || !Type || !Target) return;
        const part = Target.startsWith("/") ? Target.slice(1) : path.posix.join(path.posix.dirname(source), Target);
        found.set(Id, { type: Type, part });
      },
    },
    limits,
  );
  return found;
}

async function sharedStrings(archive: Archive, part: string, limits: Limits): Promise<string[]> {
  const strings: string[] = [];
  let value = "";
  let inItem = false;
  let inText = false;
  let phonetic = 0;
  let extensions = 0;
  await readXml(
    archive,
    part,
    limits.sharedStringsBytes,
    {
      open(name) {
        if (extensions > 0 || name === "extLst") extensions++;
        // Cells tell strings by their number: one that was passed over would give all the others to wrong cells.
        else if (name === "si" ? inItem : !inItem && name !== "sst") throw damaged(part, `<${name}>`);
        else if (name === "si") {
          inItem = true;
          value = "";
        } else if (name === "rPh") phonetic++;
        else if (name === "t") inText = phonetic === 0;
      },
      text(text) {
        if (inText) value = appendText(value, text, limits, () => `${part} #${strings.length + 1}`);
      },
      close(name) {
        if (extensions > 0) extensions--;
        else if (name === "t") inText = false;
        else if (name === "rPh") phonetic--;
        else if (name === "si") {
          inItem = false;
          if (strings.length >= limits.sharedStrings) throw tooComplex("strings", limits.sharedStrings, part);
          strings.push(finishText(value, limits, () => `${part} #${strings.length + 1}`));
        }
      },
    },
    limits,
  );
  if (inText || phonetic !== 0) throw damaged(part);
  return strings;
}

/** Bounded while it grows: an escape (_x000D_) takes seven characters for one. */
export function appendText(value: string, text: string, limits: Limits, place: () => string): string {
  if (value.length + text.length > limits.cellChars * 7) throw tooComplex("cell_length", limits.cellChars, place());
  return value + text;
}

/** Resolves SpreadsheetML's escapes of characters that XML cannot hold, then holds the text to the limit of a cell. */
export function finishText(value: string, limits: Limits, place: () => string): string {
  const text = value.includes("_x")
    ? value.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : value;
  if (text.length > limits.cellChars) throw tooComplex("cell_length", limits.cellChars, place());
  return text;
}

export function isTrue(value: string | undefined): boolean {
  return value === "1" || value === "true";
}
