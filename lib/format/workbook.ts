/** The parts of an xlsx workbook as text, for whoever zips them: template and export. */

/** Cell formats. `text` keeps a kode that is typed over what was typed; `decimal` shows six decimals at most. */
export const STYLE = { number: 0, text: 1, header: 2, count: 3, decimal: 4 } as const;

const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Everything of a workbook but its sheets, which are xl/worksheets/sheet1.xml and so on. */
export function workbookParts(sheets: readonly string[]): [name: string, content: string][] {
  const files = sheets.map((_, i) => `worksheets/sheet${i + 1}.xml`);
  const types = files.map((file) => `<Override PartName="/xl/${file}" ContentType="${MAIN}.worksheet+xml"/>`);
  const listed = sheets.map((name, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`);
  return [
    [
      "[Content_Types].xml",
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
        `<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${MAIN}.sheet.main+xml"/>` +
        `${types.join("")}<Override PartName="/xl/styles.xml" ContentType="${MAIN}.styles+xml"/></Types>`,
    ],
    ["_rels/.rels", relationships([["officeDocument", "xl/workbook.xml"]])],
    ["xl/workbook.xml", `${HEAD}<workbook ${NS} xmlns:r="${OFFICE}"><sheets>${listed.join("")}</sheets></workbook>`],
    [
      "xl/_rels/workbook.xml.rels",
      relationships([...files.map((file): [string, string] => ["worksheet", file]), ["styles", "styles.xml"]]),
    ],
    [
      "xl/styles.xml",
      `${HEAD}<styleSheet ${NS}><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0#####"/></numFmts>` +
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf xfId="0"/>' +
        '<xf numFmtId="49" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" xfId="0" applyNumberFormat="1" applyFont="1"/>' +
        '<xf numFmtId="3" xfId="0" applyNumberFormat="1"/><xf numFmtId="164" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>',
    ],
  ];
}

/** A sheet up to its first row, which stays in view. `width` in characters. */
export function sheetStart(columns: readonly { width: number; style: number }[]): string {
  const cols = columns.map(
    ({ width, style }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" style="${style}" customWidth="1"/>`,
  );
  return (
    `${HEAD}<worksheet ${NS}><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
    `<cols>${cols.join("")}</cols><sheetData>`
  );
}

/** A sheet from its last row on. @param filtered cells that get buttons to filter by, e.g. "A1:M200" */
export function sheetEnd(filtered?: string): string {
  return `</sheetData>${filtered ? `<autoFilter ref="${filtered}"/>` : ""}</worksheet>`;
}

export function rowXml(baris: number, cells: string): string {
  return `<row r="${baris}">${cells}</row>`;
}

/** @param number decimal text, which becomes a double: exact up to 15 significant digits */
export function numberCell(r: string, number: string, style: number): string {
  return `<c r="${r}" s="${style}"><v>${number}</v></c>`;
}

/** A text in the cell itself, never a formula. */
export function textCell(r: string, text: string, style: number = STYLE.text): string {
  // Without it, space at the ends is dropped by some who read this.
  const space = /^\s|\s$|[\n\t]/.test(text) ? ' xml:space="preserve"' : "";
  return `<c r="${r}" s="${style}" t="inlineStr"><is><t${space}>${escapeXml(text)}</t></is></c>`;
}

const SPECIAL: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

// What XML cannot hold is written as _xHHHH_, and so is a _ before what only looks like that.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const UNUSUAL = /[&<>"\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)/g;

function escapeXml(text: string): string {
  return text.replace(
    UNUSUAL,
    (char) => SPECIAL[char] ?? `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
  );
}

function relationships(targets: [type: string, target: string][]): string {
  const list = targets.map(
    ([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${list.join("")}</Relationships>`;
}
