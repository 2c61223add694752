import { ZipFile } from "yazl";
import { numberCell, rowXml, STYLE, sheetEnd, sheetStart, textCell, workbookParts } from "@/lib/format/workbook";
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

/** What the columns are called, so that a file with these names is read back without a question. */
export const FLAT_COLUMNS: readonly { field: Field; header: string; width: number }[] = COLUMNS;

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

/** The template as xlsx: codes are text, koefisien are numbers, the header stays in view. */
export function templateXlsx(): Promise<Buffer> {
  return zipParts([...workbookParts([SHEET]), ["xl/worksheets/sheet1.xml", sheetXml()]]);
}

function sheetXml(): string {
  const columns = COLUMNS.map(({ field, width }) => ({
    width,
    style: field === "koefisien" ? STYLE.number : STYLE.text,
  }));
  const header = COLUMNS.map(({ header: name }, i) => textCell(`${columnLetter(i)}1`, name, STYLE.header));
  const examples = [0, 1].map((example) => {
    const cells = COLUMNS.map((column, i) =>
      cellXml(column.example[example] ?? "", `${columnLetter(i)}${example + 2}`),
    );
    return rowXml(example + 2, cells.join(""));
  });
  return sheetStart(columns) + rowXml(1, header.join("")) + examples.join("") + sheetEnd();
}

function cellXml(value: string | number, r: string): string {
  return typeof value === "number" ? numberCell(r, String(value), STYLE.number) : textCell(r, value);
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
