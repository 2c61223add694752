/** Builds xlsx files for tests, part by part, so that any of them can be made wrong on purpose. */

import { ZipFile } from "yazl";
import { columnLetter } from "@/lib/imports/layout";

export type CellInput =
  | string // shared string
  | number
  | boolean
  | null
  | undefined
  | { inline: string }
  | { formula: string; value?: string | number | boolean } // without value: the file holds no result
  | { date: number } // serial number in a date style
  | { iso: string } // t="d"
  | { error: string }
  | { styled: true } // empty, but with a style
  | { xml: string }; // the whole <c> element

export interface SheetInput {
  name: string;
  rows: readonly (readonly CellInput[])[];
  state?: "hidden" | "veryHidden";
}

export type Parts = Map<string, string | Buffer>;

const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const DATE_STYLE = 1;

/** An xlsx file of these sheets. */
export async function workbook(...sheets: SheetInput[]): Promise<Buffer> {
  return zip(workbookParts(sheets));
}

/** An xlsx file of one sheet. */
export async function sheetFile(rows: SheetInput["rows"], name = "Sheet1"): Promise<Buffer> {
  return workbook({ name, rows });
}

/** The parts of a workbook; sheets are xl/worksheets/sheet1.xml and so on. */
export function workbookParts(sheets: readonly SheetInput[]): Parts {
  const strings = new Map<string, number>();
  const parts: Parts = new Map();
  parts.set("[Content_Types].xml", contentTypes(sheets.length));
  parts.set("_rels/.rels", relationships([["officeDocument", "xl/workbook.xml"]]));
  const listed = sheets.map(({ name, state }, i) => {
    const visibility = state ? ` state="${state}"` : "";
    return `<sheet name="${escapeXml(name)}" sheetId="${i + 1}"${visibility} r:id="rId${i + 1}"/>`;
  });
  parts.set(
    "xl/workbook.xml",
    `${HEAD}<workbook ${NS} xmlns:r="${RELATIONSHIPS}"><sheets>${listed.join("")}</sheets></workbook>`,
  );
  parts.set(
    "xl/_rels/workbook.xml.rels",
    relationships([
      ...sheets.map((_, i) => ["worksheet", `worksheets/sheet${i + 1}.xml`] as [string, string]),
      ["styles", "styles.xml"],
      ["sharedStrings", "sharedStrings.xml"],
    ]),
  );
  parts.set(
    "xl/styles.xml",
    `${HEAD}<styleSheet ${NS}><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>` +
      '<cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs>' +
      '<cellXfs count="2"><xf numFmtId="3"/><xf numFmtId="164"/></cellXfs></styleSheet>',
  );
  sheets.forEach(({ rows }, i) => {
    parts.set(`xl/worksheets/sheet${i + 1}.xml`, sheetXml(rows, strings));
  });
  const items = [...strings.keys()].map((text) => `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`);
  parts.set("xl/sharedStrings.xml", `${HEAD}<sst ${NS}>${items.join("")}</sst>`);
  return parts;
}

function sheetXml(rows: SheetInput["rows"], strings: Map<string, number>): string {
  const xml = rows.map((cells, row) => {
    const inner = cells.map((cell, column) => cellXml(cell, `${columnLetter(column)}${row + 1}`, strings)).join("");
    return inner && `<row r="${row + 1}">${inner}</row>`;
  });
  return `${HEAD}<worksheet ${NS}><sheetData>${xml.join("")}</sheetData></worksheet>`;
}

function cellXml(cell: CellInput, r: string, strings: Map<string, number>): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "number") return `<c r="${r}"><v>${cell}</v></c>`;
  if (typeof cell === "boolean") return `<c r="${r}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (typeof cell === "string") {
    const index = strings.get(cell) ?? strings.size;
    strings.set(cell, index);
    return `<c r="${r}" t="s"><v>${index}</v></c>`;
  }
  if ("xml" in cell) return cell.xml;
  if ("styled" in cell) return `<c r="${r}" s="${DATE_STYLE}"/>`;
  if ("inline" in cell) return `<c r="${r}" t="inlineStr"><is><t>${escapeXml(cell.inline)}</t></is></c>`;
  if ("date" in cell) return `<c r="${r}" s="${DATE_STYLE}"><v>${cell.date}</v></c>`;
  if ("iso" in cell) return `<c r="${r}" t="d"><v>${cell.iso}</v></c>`;
  if ("error" in cell) return `<c r="${r}" t="e"><v>${escapeXml(cell.error)}</v></c>`;
  const type = { string: ' t="str"', boolean: ' t="b"', number: "", undefined: "" }[typeof cell.value as "string"];
  const value = cell.value === undefined ? "" : `<v>${escapeXml(String(cell.value))}</v>`;
  return `<c r="${r}"${type}><f>${escapeXml(cell.formula)}</f>${value}</c>`;
}

function relationships(targets: [type: string, target: string][]): string {
  const list = targets.map(
    ([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${RELATIONSHIPS}/${type}" Target="${target}"/>`,
  );
  const ns = "http://schemas.openxmlformats.org/package/2006/relationships";
  return `${HEAD}<Relationships xmlns="${ns}">${list.join("")}</Relationships>`;
}

function contentTypes(sheets: number): string {
  const main = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const sheetTypes = Array.from(
    { length: sheets },
    (_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${main}.worksheet+xml"/>`,
  );
  return (
    `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${main}.sheet.main+xml"/>${sheetTypes.join("")}</Types>`
  );
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** A zip of the parts in order. `compress: false` leaves their bytes readable, to be changed behind the checksum. */
export async function zip(
  parts: Iterable<readonly [string, string | Buffer]>,
  { compress = true }: { compress?: boolean } = {},
): Promise<Buffer> {
  const file = new ZipFile();
  for (const [name, content] of parts) file.addBuffer(Buffer.from(content as string), name, { compress });
  file.end();
  const chunks: Buffer[] = [];
  for await (const chunk of file.outputStream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Offsets in a record of the central directory. */
const CENTRAL = { flags: 8, crc: 16, compressed: 20, uncompressed: 24, nameLength: 28, name: 46 } as const;

/** A copy of the zip in which the directory tells something else about a part. */
export function patchDirectory(
  file: Buffer,
  part: string,
  change: { flags?: number; crc?: (crc: number) => number; uncompressed?: number; name?: string },
): Buffer {
  const copy = Buffer.from(file);
  for (let at = copy.indexOf("PK\x01\x02"); at >= 0; at = copy.indexOf("PK\x01\x02", at + 4)) {
    const nameEnd = at + CENTRAL.name + copy.readUInt16LE(at + CENTRAL.nameLength);
    if (copy.toString("utf8", at + CENTRAL.name, nameEnd) !== part) continue;
    if (change.flags !== undefined) copy.writeUInt16LE(change.flags, at + CENTRAL.flags);
    if (change.crc) copy.writeUInt32LE(change.crc(copy.readUInt32LE(at + CENTRAL.crc)) >>> 0, at + CENTRAL.crc);
    if (change.uncompressed !== undefined) copy.writeUInt32LE(change.uncompressed, at + CENTRAL.uncompressed);
    if (change.name !== undefined) copy.write(change.name, at + CENTRAL.name, "utf8");
  }
  return copy;
}
