/** Workbooks whose sheets are hostile or broken: rows, places of cells, sheets beside others. */

import { columnLetter } from "@/lib/imports/layout";
import { SNI_HEADER } from "@/lib/imports/testing/sni";
import { sheetFile, workbook, workbookParts, zip } from "@/lib/imports/testing/workbook";
import { AS_GOOD, edited, type HostileCase, noise, read, refused, row, SHEET, STRINGS } from "./builders";
import { FIRST, HEAD, item, table } from "./table";

export const SHEETS: HostileCase[] = [
  [
    "one cell at XFD1048576",
    () => cellAt("XFD", 1048576),
    refused("FILE_TOO_COMPLEX", { what: "columns", place: "XFD1048576" }),
  ],
  [
    "a cell in column IW",
    () => cellAt("IW", 500),
    refused("FILE_TOO_COMPLEX", { what: "columns", limit: 256, place: "IW500" }),
  ],
  ["row 1,048,577", () => cellAt("A", 1048577), refused("FILE_TOO_COMPLEX", { what: "rows", place: "1048577" })],
  [
    "a cell of 32,768 characters",
    () => sheetFile([row("a".repeat(32768))]),
    refused("FILE_TOO_COMPLEX", { what: "cell_length" }),
  ],
  [
    "an inline cell of 32,768 characters",
    () => sheetFile([row({ inline: "a".repeat(32768) })]),
    refused("FILE_TOO_COMPLEX", { place: "A1" }),
  ],
  [
    "rows out of order",
    () => edited(SHEET, (xml) => xml.replace('<row r="3"', '<row r="2"')),
    refused("FILE_DAMAGED", { place: "row 2" }),
  ],
  [
    "a cell twice",
    () => edited(SHEET, (xml) => xml.replace('r="C3"', 'r="B3"')),
    refused("FILE_DAMAGED", { place: "B3" }),
  ],
  [
    "a cell of another row",
    () => edited(SHEET, (xml) => xml.replace('r="C3"', 'r="C4"')),
    refused("FILE_DAMAGED", { place: "C4" }),
  ],
  [
    "a string that is not there",
    () => edited(SHEET, (xml) => xml.replace(/t="s"><v>3</, 't="s"><v>999999<')),
    refused("FILE_DAMAGED"),
  ],
  ["no header", () => sheetFile([row("apa", "ini")]), refused("HEADER_MISSING")],
  ["a header only", () => sheetFile([row(...SNI_HEADER)]), refused("NO_ROWS")],
  ["an empty sheet", () => sheetFile([]), refused("HEADER_MISSING")],
  // structure
  [
    "a row in a row",
    () => edited(SHEET, (xml) => xml.replace('<c r="C3"', '<row r="3"></row><c r="C3"')),
    refused("FILE_DAMAGED", { part: SHEET }),
  ],
  [
    "a cell in a cell",
    () => edited(SHEET, (xml) => xml.replace(/(<c r="C3"[^>]*>)/, '$1<c r="D3"><v>1</v></c>')),
    refused("FILE_DAMAGED", { part: SHEET }),
  ],
  [
    "a cell in no row",
    () => edited(SHEET, (xml) => xml.replace('<row r="3"', '<c r="A3"><v>1</v></c><row r="3"')),
    refused("FILE_DAMAGED", { part: SHEET }),
  ],
  [
    "two values in a cell",
    () => edited(SHEET, (xml) => xml.replace("<v>83349</v>", "<v>83</v><v>349</v>")),
    refused("FILE_DAMAGED", { part: SHEET }),
  ],
  [
    "a row under another name",
    () => edited(SHEET, (xml) => xml.replace(/<row r="3">(.*?)<\/row>/, '<rov r="3">$1</rov>')),
    refused("FILE_DAMAGED", { part: SHEET }),
  ],
  [
    "a cell under another name",
    () => edited(SHEET, (xml) => xml.replace(/<c r="C3"(.*?)<\/c>/, '<d r="C3"$1</d>')),
    refused("FILE_DAMAGED", { part: SHEET }),
  ],
  [
    "a cell of an unknown type",
    () => edited(SHEET, (xml) => xml.replace('<c r="C3" t="s"', '<c r="C3" t="t"')),
    refused("FILE_DAMAGED", { place: "C3" }),
  ],
  [
    "a truth that is neither",
    () => table(FIRST, item({ xml: '<c r="G3" t="b"><v>2</v></c>' })),
    refused("FILE_DAMAGED", { place: "G3" }),
  ],
  ["no row numbers", () => edited(SHEET, (xml) => xml.replace(/<row r="[0-9]+"/g, "<row")), AS_GOOD],
  ["no references", () => withoutReferences(), read(2)],
  [
    "a string under another name",
    () => edited(STRINGS, (xml) => xml.replace(/<si>(.*?)<\/si>/, "<sj>$1</sj>")),
    refused("FILE_DAMAGED", { part: STRINGS }),
  ],
  [
    "what other programs add to rows",
    () => edited(SHEET, (xml) => xml.replace("</row>", '<extLst><ext uri="x"><row><c/></row></ext></extLst></row>')),
    AS_GOOD,
  ],
  [
    "row 0",
    () => edited(SHEET, (xml) => xml.replace('<row r="1"', '<row r="0"')),
    refused("FILE_DAMAGED", { place: "row 0" }),
  ],
  ["cell A0", () => edited(SHEET, (xml) => xml.replace('r="A3"', 'r="A0"')), refused("FILE_DAMAGED", { place: "A0" })],
  [
    "a row number with a fraction",
    () => edited(SHEET, (xml) => xml.replace('<row r="3"', '<row r="3.5"')),
    refused("FILE_DAMAGED", { place: "row 3.5" }),
  ],
  [
    "a row number with an exponent",
    () => edited(SHEET, (xml) => xml.replace('<row r="3"', '<row r="3e0"')),
    refused("FILE_DAMAGED", { place: "row 3e0" }),
  ],
  [
    "rows backwards",
    () =>
      edited(SHEET, (xml) =>
        xml.replace(/<row.*<\/row>/, (rows) =>
          rows
            .split(/(?<=<\/row>)/)
            .reverse()
            .join(""),
        ),
      ),
    refused("FILE_DAMAGED"),
  ],
  [
    "16,384 columns of names",
    () => sheetFile([Array.from({ length: 16_384 }, (_, i) => columnLetter(i)), FIRST]),
    refused("FILE_TOO_COMPLEX", { what: "columns" }),
  ],
  [
    "a million empty rows below",
    () =>
      edited(SHEET, (xml) => xml.replace("</sheetData>", '<row r="1048576"><c r="A1048576" s="1"/></row></sheetData>')),
    AS_GOOD,
  ],
  [
    "a string number below 0",
    () => edited(SHEET, (xml) => xml.replace(/t="s"><v>3</, 't="s"><v>-3<')),
    refused("FILE_DAMAGED"),
  ],
  [
    "a string of 300,000 characters",
    () => edited(STRINGS, (xml) => xml.replace("Mandor", noise(300_000))),
    refused("FILE_TOO_COMPLEX", { what: "cell_length" }),
  ],
  // sheets
  ["merged cells", merged, read(1, "3A SUMBER_MISSING")],
  [
    "a hidden sheet before the visible one",
    () => workbook({ name: "A", rows: [HEAD, FIRST, FIRST], state: "hidden" }, { name: "B", rows: [HEAD, FIRST] }),
    read(1),
  ],
  ["very hidden sheets only", () => workbook({ name: "A", rows: [HEAD, FIRST], state: "veryHidden" }), read(1)],
  ["two sheets of one name", () => workbook({ name: "A", rows: [["x"]] }, { name: "A", rows: [HEAD, FIRST] }), read(1)],
  [
    "a blank sheet before the table",
    () => workbook({ name: "A", rows: [] }, { name: "B", rows: [HEAD, FIRST] }),
    read(1),
  ],
  ["blank sheets only", () => workbook({ name: "A", rows: [] }, { name: "B", rows: [] }), refused("HEADER_MISSING")],
  [
    "a name of a sheet that is a formula",
    () => workbook({ name: '=HYPERLINK("x")<script>', rows: [HEAD, FIRST] }),
    read(1),
  ],
  ["a header of white space below the table's", () => table(FIRST, row(" ", "\u00a0", "\ufeff")), read(1)],
  ["one kode in two sumber", () => table(FIRST, row("T", "1.1", "Pasang bata", "TK", "Mandor", "OH", 0.5)), read(2)],
  [
    "a klasifikasi of 101 characters",
    () =>
      sheetFile([
        [...HEAD, "klasifikasi"],
        [...FIRST, "k".repeat(101)],
        [...item(1), "k".repeat(100)],
      ]),
    read(1, "2H TEXT_TOO_LONG"),
  ],
  ["a section cut through a character", sectionCut, read(1), { constants: { sumber: "S" } }],
  [
    "a sumber that is an error, in marked text",
    () =>
      sheetFile([
        row("[SUMBER]"),
        row({ error: "#N/A" }),
        row("[AHSP]"),
        row("1.1", "Pasang bata", "m2"),
        row("[TENAGA]"),
        row("L.01", "Pekerja", "OH", 0.5),
      ]),
    read(0, "4 CELL_ERROR", "6 HEADING_REJECTED"),
  ],
];

/** Without gaps between its cells, so that each stands where it did. */
async function withoutReferences(): Promise<Buffer> {
  const all = workbookParts([{ name: "A", rows: [HEAD, FIRST, item(1)] }]);
  all.set(SHEET, String(all.get(SHEET)).replace(/ r="[A-G]?[0-9]+"/g, ""));
  return zip(all);
}

async function cellAt(column: string, baris: number): Promise<Buffer> {
  const far = `<row r="${baris}"><c r="${column}${baris}"><v>1</v></c></row></sheetData>`;
  return edited(SHEET, (xml) => xml.replace("</sheetData>", far));
}

/** Of merged cells only the first holds the value: the row below says nothing about its sumber. */
async function merged(): Promise<Buffer> {
  const all = workbookParts([
    { name: "A", rows: [HEAD, FIRST, row(null, "1.1", "Pasang bata", "TK", "Pekerja", "OH", 1)] },
  ]);
  const xml = String(all.get(SHEET));
  all.set(
    SHEET,
    xml.replace("</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>'),
  );
  return zip(all);
}

/** What is shown of the section's name ends within its last character. */
async function sectionCut(): Promise<Buffer> {
  const section = `A. TENAGA KERJA ${"x".repeat(43)}😀`;
  return sheetFile([
    row("1.1.1", "Pasang 1 m2 bata"),
    row("No", "Uraian", "Kode", "Satuan", "Koefisien"),
    row(section),
    row(1, "Pekerja", "L.01", "OH", 0.5),
  ]);
}
