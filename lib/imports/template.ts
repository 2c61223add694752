import { ZipFile } from "yazl";
import { columnLetter } from "@/lib/imports/layout";
import type { Field } from "@/lib/imports/types";

/** Files to fill in: every column of the flat layout, and two rows that show how, marked by their sumber "Contoh". */

const COLUMNS: readonly { field: Field; header: string; example: [string | number, string | number]; width: number }[] =
  [
    { field: "sumber", header: "Sumber", example: ["Contoh", "Contoh"], width: 14 },
    { field: "kode_ahsp", header: "Kode AHSP", example: ["1.1.1", "1.1.1"], width: 14 },
    {
      field: "nama_ahsp",
      header: "Nama AHSP",
      example: ["Pasang 1 m2 dinding bata", "Pasang 1 m2 dinding bata"],
      width: 40,
    },
    { field: "klasifikasi", header: "Klasifikasi", example: ["Cipta Karya", "Cipta Karya"], width: 18 },
    { field: "sub_klasifikasi", header: "Sub Klasifikasi", example: ["Dinding", "Dinding"], width: 18 },
    { field: "satuan_pekerjaan", header: "Satuan Pekerjaan", example: ["m2", "m2"], width: 18 },
    { field: "kategori", header: "Kategori", example: ["Tenaga Kerja", "Bahan"], width: 16 },
    { field: "kode_item", header: "Kode Item", example: ["L.01", "M.01"], width: 12 },
    { field: "uraian_item", header: "Uraian Item", example: ["Pekerja", "Bata merah"], width: 30 },
    { field: "satuan_item", header: "Satuan Item", example: ["OH", "buah"], width: 12 },
    { field: "koefisien", header: "Koefisien", example: [0.3, 70.5], width: 12 },
  ];

const BOM = "\ufeff";
const SHEET = "AHSP";

/** The template as csv in UTF-8 with mark, semicolons and decimal comma: a spreadsheet opens it as a table. */
export function templateCsv(): Buffer {
  const rows = [
    COLUMNS.map(({ header }) => header),
    ...[0, 1].map((i) => COLUMNS.map(({ example }) => asCsv(example[i]))),
  ];
  return Buffer.from(BOM + rows.map((row) => `${row.join(";")}\r\n`).join(""));
}

function asCsv(value: string | number | undefined): string {
  return typeof value === "number" ? String(value).replace(".", ",") : (value ?? "");
}

const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** Cell styles. Columns of text have the text format: a kode that is typed stays the kode that was typed. */
const STYLE = { number: 0, text: 1, header: 2 } as const;

/** The template as xlsx: codes are text, koefisien are numbers, the header stays in view. */
export function templateXlsx(): Promise<Buffer> {
  return zipParts([
    [
      "[Content_Types].xml",
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
        `<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${MAIN}.sheet.main+xml"/>` +
        `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${MAIN}.worksheet+xml"/>` +
        `<Override PartName="/xl/styles.xml" ContentType="${MAIN}.styles+xml"/></Types>`,
    ],
    ["_rels/.rels", relationships([["officeDocument", "xl/workbook.xml"]])],
    [
      "xl/workbook.xml",
      `${HEAD}<workbook ${NS} xmlns:r="${OFFICE}"><sheets><sheet name="${SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      "xl/_rels/workbook.xml.rels",
      relationships([
        ["worksheet", "worksheets/sheet1.xml"],
        ["styles", "styles.xml"],
      ]),
    ],
    [
      "xl/styles.xml",
      `${HEAD}<styleSheet ${NS}><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/>' +
        '<xf numFmtId="49" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>',
    ],
    ["xl/worksheets/sheet1.xml", sheetXml()],
  ]);
}

function sheetXml(): string {
  const columns = COLUMNS.map(({ field, width }, i) => {
    const style = field === "koefisien" ? STYLE.number : STYLE.text;
    return `<col min="${i + 1}" max="${i + 1}" width="${width}" style="${style}" customWidth="1"/>`;
  });
  const header = COLUMNS.map(({ header: name }, i) => cellXml(name, `${columnLetter(i)}1`, STYLE.header));
  const examples = [0, 1].map((example) => {
    const cells = COLUMNS.map((column, i) =>
      cellXml(column.example[example] ?? "", `${columnLetter(i)}${example + 2}`, STYLE.text),
    );
    return `<row r="${example + 2}">${cells.join("")}</row>`;
  });
  return (
    `${HEAD}<worksheet ${NS}><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
    `<cols>${columns.join("")}</cols><sheetData><row r="1">${header.join("")}</row>${examples.join("")}</sheetData></worksheet>`
  );
}

/** The texts of the template hold nothing that XML would have to escape. */
function cellXml(value: string | number, r: string, style: number): string {
  if (typeof value === "number") return `<c r="${r}" s="${STYLE.number}"><v>${value}</v></c>`;
  return `<c r="${r}" s="${style}" t="inlineStr"><is><t>${value}</t></is></c>`;
}

function relationships(targets: [type: string, target: string][]): string {
  const list = targets.map(
    ([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${list.join("")}</Relationships>`;
}

/** The same bytes every time. */
async function zipParts(parts: [name: string, content: string][]): Promise<Buffer> {
  const file = new ZipFile();
  for (const [name, content] of parts) file.addBuffer(Buffer.from(content), name, { mtime: new Date(2025, 0, 1) });
  file.end();
  const chunks: Buffer[] = [];
  for await (const chunk of file.outputStream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
