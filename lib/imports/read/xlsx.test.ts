import { describe, expect, it, vi } from "vitest";
import { readTable } from "@/lib/imports/read/read";
import { isDateFormat } from "@/lib/imports/read/styles";
import { openXlsx } from "@/lib/imports/read/xlsx";
import { rowsOfFile } from "@/lib/imports/testing/rows";
import { type CellInput, sheetFile, workbook, workbookParts, zip } from "@/lib/imports/testing/workbook";

// Whole files and processes on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });

const cell = async (input: CellInput) => (await rowsOfFile(await sheetFile([[input]])))[0]?.cells[0] ?? null;
const HEADER = ["sumber", "kode", "nama", "uraian", "koefisien"];

describe("a cell", () => {
  it.each<[string, CellInput, unknown]>([
    ["shared text", " Pekerja  <1> & \u00a0", " Pekerja  <1> & \u00a0"],
    ["inline text", { inline: "Mandor" }, "Mandor"],
    [
      "inline rich text without its phonetic guide",
      { xml: '<c r="A1" t="inlineStr"><is><r><t>Pe</t></r><rPh><t>x</t></rPh><r><t>kerja</t></r></is></c>' },
      "Pekerja",
    ],
    ["number", 0.1, 0.1],
    ["number in exponent form", { xml: '<c r="A1"><v>8.0000000000000007E-5</v></c>' }, 8e-5],
    ["true", true, true],
    ["false", false, false],
    ["date by style", { date: 45678 }, { date: 45678 }],
    ["iso date", { iso: "2025-01-21" }, { date: 45678 }],
    ["iso date and time", { iso: "2025-01-21T12:00:00" }, { date: 45678.5 }],
    ["error", { error: "#N/A" }, { error: "#N/A" }],
    ["formula with text", { formula: "J2", value: "AHSP 2025" }, "AHSP 2025"],
    ["formula with number", { formula: "1+1", value: 2 }, 2],
    ["formula with an empty result", { xml: '<c r="A1" t="str"><f>J2</f><v></v></c>' }, null],
    ["formula without result", { formula: "J2" }, { formula: true }],
    ["formula with an empty number", { xml: '<c r="A1"><f>J2</f><v></v></c>' }, { formula: true }],
    ["styled and empty", { styled: true }, null],
    ["escaped control character", "a_x0001_b_x005F_x0001_", "a\u0001b_x0001_"],
    ["number that is none stays text", { xml: '<c r="A1"><v>NaN</v></c>' }, "NaN"],
    ["number that JS cannot hold stays text", { xml: '<c r="A1"><v>1e999</v></c>' }, "1e999"],
  ])("that is %s", async (_, input, expected) => expect(await cell(input)).toEqual(expected));

  it("without a reference stands right of the one before", async () => {
    const file = await sheetFile([["a", { xml: "<c><v>2</v></c>" }, { xml: "<c><v>3</v></c>" }]]);
    expect(await rowsOfFile(file)).toEqual([{ baris: 1, cells: ["a", 2, 3] }]);
  });

  it("counts dates from 1900 also in a 1904 workbook", async () => {
    const parts = workbookParts([{ name: "S", rows: [[{ date: 100 }]] }]);
    parts.set(
      "xl/workbook.xml",
      String(parts.get("xl/workbook.xml")).replace("<sheets>", '<workbookPr date1904="1"/><sheets>'),
    );
    expect(await rowsOfFile(await zip(parts))).toEqual([{ baris: 1, cells: [{ date: 1562 }] }]);
  });
});

describe("rows", () => {
  it("that hold nothing are left out, the others keep their numbers", async () => {
    const rows = await rowsOfFile(await sheetFile([[], ["a"], [{ styled: true }, ""], [null, null, 1]]));
    expect(rows.map((row) => [row.baris, row.cells.length])).toEqual([
      [2, 1],
      [4, 3],
    ]);
  });

  it("of a merged range hold their value in the first cell only", async () => {
    const parts = workbookParts([
      {
        name: "S",
        rows: [
          ["a", 1],
          [null, 2],
        ],
      },
    ]);
    const sheet = String(parts.get("xl/worksheets/sheet1.xml"));
    parts.set(
      "xl/worksheets/sheet1.xml",
      sheet.replace("</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells>'),
    );
    expect((await rowsOfFile(await zip(parts)))[1]?.cells[0]).toBeUndefined();
  });

  it("a million styled empty ones cost nothing", async () => {
    const parts = workbookParts([{ name: "S", rows: [["a"]] }]);
    const empty = Array.from({ length: 1_000_000 }, (_, i) => `<row r="${i + 2}"><c r="A${i + 2}" s="1"/></row>`).join(
      "",
    );
    const sheet = String(parts.get("xl/worksheets/sheet1.xml"));
    parts.set("xl/worksheets/sheet1.xml", sheet.replace("</sheetData>", `${empty}</sheetData>`));
    expect(await rowsOfFile(await zip(parts))).toEqual([{ baris: 1, cells: ["a"] }]);
  });

  it("may carry namespace prefixes, absolute targets and upper-case part names", async () => {
    const parts = workbookParts([{ name: "S", rows: [["a", 2]] }]);
    const sheet = String(parts.get("xl/worksheets/sheet1.xml"))
      .replace(/<(\/?)(worksheet|sheetData|row|c|v)\b/g, "<$1x:$2")
      .replace("xmlns=", "xmlns:x=");
    const rels = String(parts.get("xl/_rels/workbook.xml.rels")).replace(
      "worksheets/sheet1.xml",
      "/XL/Worksheets/sheet1.xml",
    );
    parts.set("xl/worksheets/sheet1.xml", sheet);
    parts.set("xl/_rels/workbook.xml.rels", rels);
    expect(await rowsOfFile(await zip(parts))).toEqual([{ baris: 1, cells: ["a", 2] }]);
  });
});

describe("the sheet that is read", () => {
  const sheetOf = async (...sheets: Parameters<typeof workbook>) => (await readTable(await workbook(...sheets))).sheet;
  const good = { rows: [HEADER] };

  it("is the first visible one with a complete header", async () => {
    expect(
      await sheetOf(
        { name: "Sampul", rows: [["Judul"]] },
        { name: "Rekap", rows: [["kode", "nama"]] },
        { name: "Data", ...good },
      ),
    ).toBe("Data");
    expect(await sheetOf({ name: "Lama", ...good, state: "hidden" }, { name: "Baru", ...good })).toBe("Baru");
    expect(await sheetOf({ name: "A", ...good }, { name: "B", ...good })).toBe("A");
  });

  it("else the first with a recognisable header, else the first", async () => {
    expect(await sheetOf({ name: "Sampul", rows: [["Judul"]] }, { name: "Rekap", rows: [["kode", "nama"]] })).toBe(
      "Rekap",
    );
    expect(await sheetOf({ name: "A", rows: [["x"]] }, { name: "B", rows: [] })).toBe("A");
    expect(await sheetOf({ name: "A", rows: [["x"]], state: "veryHidden" })).toBe("A");
  });

  it("may be read again from its start", async () => {
    const file = await openXlsx(await workbook({ name: "A", rows: [["x"], ["y"]] }));
    const [sheet] = file.sheets;
    for (let time = 0; time < 2; time++) {
      const rows = [];
      for await (const row of file.rows(sheet as NonNullable<typeof sheet>)) rows.push(row);
      expect(rows).toHaveLength(2);
    }
  });
});

it.each([
  ["dd/mm/yyyy", true],
  ["[$-421]d mmmm yyyy;@", true],
  ["[h]:mm", true],
  ["General", false],
  ["#,##0", false],
  ['0.0 "hari"', false],
  ["0\\d", false],
  ['[Red]-"Rp"#,##0.00_);[Blue]0', false],
  ["0.00E+00", false],
  ["@", false],
])("number format %j shows a date: %s", (code, expected) => expect(isDateFormat(code)).toBe(expected));
