import { describe, expect, it } from "vitest";
import type { Choices, Encoding } from "@/lib/imports/choices";
import { readTable } from "@/lib/imports/read/read";
import { workbook } from "@/lib/imports/testing/workbook";
import type { SheetRow } from "@/lib/imports/types";

const CSV = "sumber;kode;nama;uraian;koef\nS;1.1;Pasang “1 m²” – 5 €;Pekerja;0,5\n";
const NAMA = "Pasang “1 m²” – 5 €";
const BOM = "\ufeff";
const IN_1252 = Buffer.from(
  CSV.replace("“", "\x93").replace("”", "\x94").replace("–", "\x96").replace("€", "\x80"),
  "latin1",
);
const ASCII = Buffer.from(CSV.replace(/[^\n -~]/g, "x"));

async function read(bytes: Buffer, choices: Partial<Choices> = {}) {
  const { rows, ...table } = await readTable(bytes, choices);
  const all: SheetRow[] = [];
  for await (const row of rows) all.push(row);
  return { ...table, rows: all };
}
const outcome = async (bytes: Buffer, encoding: Encoding | null) => {
  try {
    const { encoding: used, rows } = await read(bytes, { encoding });
    return `${used} ${rows[1]?.cells[2]}`;
  } catch (error) {
    const { code, params } = error as { code: string; params: object };
    return { code, params };
  }
};

describe("the encoding of a csv", () => {
  it.each<[string, Buffer, Encoding | null, string]>([
    ["utf-8, by its bytes", Buffer.from(CSV), null, "utf-8"],
    ["utf-8 as declared", Buffer.from(CSV), "utf-8", "utf-8"],
    ["utf-8 with mark as declared", Buffer.from(BOM + CSV), "utf-8", "utf-8"],
    ["utf-16le with mark", Buffer.from(BOM + CSV, "utf16le"), null, "utf-16le"],
    ["utf-16le as declared, without mark", Buffer.from(CSV, "utf16le"), "utf-16le", "utf-16le"],
    ["utf-16be as declared, without mark", Buffer.from(CSV, "utf16le").swap16(), "utf-16be", "utf-16be"],
    ["utf-16be as declared, with mark", Buffer.from(BOM + CSV, "utf16le").swap16(), "utf-16be", "utf-16be"],
    ["windows-1252 as declared, with quotes, dash and euro", IN_1252, "windows-1252", "windows-1252"],
  ])("%s is read", async (_, bytes, declared, used) => {
    expect(await outcome(bytes, declared)).toBe(`${used} ${NAMA}`);
  });

  it("may be declared as anything that ASCII is part of", async () => {
    expect(await outcome(ASCII, "windows-1252")).toMatch(/^windows-1252 Pasang x1 mx/);
    expect(await outcome(ASCII, "utf-8")).toMatch(/^utf-8 Pasang x1 mx/);
  });

  const refused = (line: number) => ({ code: "FILE_ENCODING", params: { line } });
  it.each<[string, Buffer, Encoding | null, number]>([
    ["windows-1252 that nobody declared", IN_1252, null, 2],
    ["windows-1252 declared as utf-8", IN_1252, "utf-8", 2],
    ["utf-8 declared as windows-1252", Buffer.from(CSV), "windows-1252", 2],
    ["utf-8 with mark declared as windows-1252", Buffer.from(BOM + ASCII), "windows-1252", 1],
    ["utf-8 with mark declared as utf-16le", Buffer.from(BOM + CSV), "utf-16le", 1],
    ["utf-8 declared as utf-16le", Buffer.from(CSV), "utf-16le", 1],
    ["utf-16le declared as utf-16be", Buffer.from(CSV, "utf16le"), "utf-16be", 1],
    ["utf-16be with mark declared as utf-16le", Buffer.from(BOM + CSV, "utf16le").swap16(), "utf-16le", 1],
    ["utf-16le with mark declared as utf-8", Buffer.from(BOM + CSV, "utf16le"), "utf-8", 1],
    ["utf-16le declared as windows-1252", Buffer.from(CSV, "utf16le"), "windows-1252", 1],
    ["a byte that windows-1252 does not know", Buffer.concat([ASCII, Buffer.of(0x81)]), "windows-1252", 3],
    ["half a character of utf-16", Buffer.from(CSV, "utf16le").subarray(0, -1), "utf-16le", 1],
  ])("%s is refused", async (_, bytes, declared, line) => {
    expect(await outcome(bytes, declared)).toEqual(refused(line));
  });

  it("of a workbook is its own affair", async () => {
    const bytes = await workbook({ name: "A", rows: [["kode", "nama"]] });
    expect(await read(bytes, { encoding: "windows-1252" })).toMatchObject({ format: "xlsx", encoding: null });
  });
});

describe("the sheet", () => {
  const complete = ["sumber", "kode", "nama", "uraian", "koef"];
  const book = () =>
    workbook(
      { name: "Sampul", rows: [["x"]] },
      { name: "Sebagian", rows: [["kode", "nama"]] },
      { name: "Lengkap", rows: [complete] },
      { name: "Tersembunyi", rows: [complete], state: "hidden" },
    );

  it("is the chosen one, hidden or not, and all are told", async () => {
    const { sheet, sheets, rows } = await read(await book(), { sheet: "Tersembunyi" });
    expect(sheet).toBe("Tersembunyi");
    expect(rows[0]?.cells).toEqual(complete);
    expect(sheets.map(({ name, visible }) => `${name} ${visible}`)).toEqual([
      "Sampul true",
      "Sebagian true",
      "Lengkap true",
      "Tersembunyi false",
    ]);
  });
  it("is else the first that has every column, counting what was chosen", async () => {
    expect((await read(await book())).sheet).toBe("Lengkap");
    const columns = { uraian_item: "C", koefisien: "D" } as const;
    expect((await read(await book(), { columns, constants: { sumber: "S" } })).sheet).toBe("Sebagian");
  });
  it("that is not there is missing", async () => {
    await expect(read(await book(), { sheet: "Lain" })).rejects.toHaveProperty("code", "SHEET_MISSING");
    await expect(read(Buffer.from(CSV), { sheet: "Lain" })).rejects.toHaveProperty("code", "SHEET_MISSING");
  });
  it("of a csv is one", async () => {
    const { sheet, sheets } = await read(Buffer.from(CSV), { sheet: "csv" });
    expect([sheet, sheets]).toEqual([null, [{ name: "csv", visible: true }]]);
  });
});
