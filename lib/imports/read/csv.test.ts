import { describe, expect, it } from "vitest";
import { delimiterOf } from "@/lib/imports/read/csv";
import { rowsOfFile } from "@/lib/imports/testing/rows";

const read = (text: string) => rowsOfFile(Buffer.from(text));

describe("rows of a CSV file", () => {
  it("are numbered as a spreadsheet numbers them: blank lines count, line breaks within quotes do not", async () => {
    const rows = await read('judul\n\n"a\nb\r\nc";2\n\n\n3;4\n');
    expect(rows).toEqual([
      { baris: 1, cells: ["judul"] },
      { baris: 3, cells: ["a\nb\r\nc", "2"] },
      { baris: 6, cells: ["3", "4"] },
    ]);
  });

  it.each(["\n", "\r\n", "\r"])("are the same with line ends %j, also across chunks", async (end) => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `kode${i},"nama, ""${i}"""`);
    const rows = await read(lines.join(end));
    expect(rows).toHaveLength(20_000);
    expect(rows.at(-1)).toEqual({ baris: 20_000, cells: ["kode19999", 'nama, "19999"'] });
  });

  it("name the line, not the record, when a quote is wrong", async () => {
    await expect(read('a,"1\n2"\nb,c\n\nd,"e"f\n')).rejects.toMatchObject({ code: "CSV_QUOTE", params: { line: 5 } });
    await expect(read('a,b\rc,"d\re\r')).rejects.toMatchObject({ code: "CSV_QUOTE", params: { line: 2 } });
    await expect(read('a,b\r\n1,Pipa 2" besi\r\n')).rejects.toMatchObject({ code: "CSV_QUOTE", params: { line: 2 } });
  });

  it("keep rows of different lengths as they are", async () => {
    expect((await read("a,b,c\n1\n1,2,3,4\n")).map((row) => row.cells.length)).toEqual([3, 1, 4]);
  });
});

describe("the delimiter", () => {
  it.each([
    ["sumber;kode_ahsp;nama_ahsp;uraian;koefisien", ";"],
    ["sumber,kode_ahsp,nama_ahsp,uraian,koefisien", ","],
    ["sumber\tkode_ahsp\tnama_ahsp\turaian\tkoefisien", "\t"],
    ["sumber|kode_ahsp|nama_ahsp|uraian|koefisien", "|"],
    ["Daftar AHSP, edisi 2025, semua, bidang\n\nkode;nama;koef", ";"],
    ['"kode";"nama, lengkap";"koef"', ";"],
    ['kode,"nama;x;y;z",koef', ","],
    ["a|b|c,d", "|"],
    ["tanpa pemisah", ","],
  ])("of %j is %j", (text, delimiter) => {
    expect(delimiterOf(Buffer.from(text), "utf-8")).toBe(delimiter);
  });
});
