import { describe, expect, it } from "vitest";
import { readPieces } from "@/lib/imports/layouts/pieces";
import { addsUp, analyseWith } from "@/lib/imports/testing/layouts";
import { short } from "@/lib/imports/testing/rows";
import type { AnalyseOptions, Cell } from "@/lib/imports/types";

describe("a piece of a list", () => {
  it.each<[string, [uraian: string, satuan: string | null, koefisien: string]]>([
    ["Pekerja 0,3", ["Pekerja", null, "0,3"]],
    ["  Pekerja   0.3  OH ", ["Pekerja", "OH", "0.3"]],
    ["Pekerja (OH) 0,3", ["Pekerja", "OH", "0,3"]],
    ["Pekerja 0,3 (OH)", ["Pekerja", "OH", "0,3"]],
    ["Pekerja (0,3 OH)", ["Pekerja", "OH", "0,3"]],
    ["Pekerja (0,3)", ["Pekerja", null, "0,3"]],
    ["Pekerja: 0,3 OH", ["Pekerja", "OH", "0,3"]],
    ["Pekerja = 0,3", ["Pekerja", null, "0,3"]],
    ["Pekerja=0,3 OH", ["Pekerja", "OH", "0,3"]],
    ["Pekerja - 0,3 OH", ["Pekerja", "OH", "0,3"]],
    ["Semen Portland (PC) 326 kg", ["Semen Portland (PC)", "kg", "326"]],
    ["Semen Portland (PC) 326", ["Semen Portland (PC)", null, "326"]],
    ["Kayu balok 5/7 0,012 m3", ["Kayu balok 5/7", "m3", "0,012"]],
    ["Besi beton Ø10 1,05 kg", ["Besi beton Ø10", "kg", "1,05"]],
    ["Paku 5 cm 0,2 kg", ["Paku 5 cm", "kg", "0,2"]],
    ["Mortar 1:4 0,02 m3", ["Mortar 1:4", "m3", "0,02"]],
    ["Sewa alat 1.234,5 jam operasi", ["Sewa alat", "jam operasi", "1.234,5"]],
    ["Debu 8e-05", ["Debu", null, "8e-05"]],
    ["Pekerja -0,3", ["Pekerja", null, "-0,3"]],
  ])("%j is read", (text, [uraian, satuan, koefisien]) => {
    expect(readPieces(text)).toEqual([{ text: text.trim(), uraian, satuan, koefisien }]);
  });

  it.each([
    ["Pekerja", "koefisien"],
    ["Pekerja OH", "koefisien"],
    ["Pekerja 0,3OH", "koefisien"],
    ["0,3 OH", "uraian"],
    ["0,3", "uraian"],
    ["Pekerja 0,3 orang per hari kerja", "piece"],
    ["Pekerja 0,3, Mandor 0,03", "piece"],
    ["Pekerja 0,3 OH, Mandor 0,03 OH", "piece"],
  ])("%j cannot be read", (text, wrong) => {
    expect(readPieces(text)).toEqual([{ text, wrong }]);
  });

  it("ends at a semicolon or a line break", () => {
    expect(readPieces(" ;A 1;\nB 2 ;; C 3\r\n").map(({ text }) => text)).toEqual(["A 1", "B 2", "C 3"]);
    expect(readPieces(" ")).toEqual([]);
  });
});

const HEADER = ["Sumber", "Kode", "Nama", "Satuan", "Tenaga Kerja", "Bahan", "Peralatan"];
const read = async (rows: Cell[][], options: Partial<AnalyseOptions> = {}) => {
  const analysis = await analyseWith([HEADER, ...rows], options);
  expect(analysis.reading.layout).toBe("packed");
  expect(addsUp(analysis)).toBe(true);
  return analysis;
};

describe("a packed row", () => {
  it("becomes a job with all lines of its lists", async () => {
    const { jobs, lines, counts, reading } = await read([
      ["S", "1.1", "Bata", "m2", "Pekerja 0,3 OH; Mandor 0,03 OH", "Semen 9,6 kg", null],
      ["S", "1.2", "Kosong", "m3"],
    ]);
    expect(jobs.map((job) => [job.kode_ahsp, job.satuan])).toEqual([
      ["1.1", "m2"],
      ["1.2", "m3"],
    ]);
    expect(lines.map((l) => [l.baris, l.urutan, l.kategori, l.uraian_item, l.satuan_item, l.koefisien])).toEqual([
      [2, 1, "TK", "Pekerja", "OH", "0.3"],
      [2, 2, "TK", "Mandor", "OH", "0.03"],
      [2, 3, "BHN", "Semen", "kg", "9.6"],
    ]);
    expect(counts).toEqual({ rows: 2, further_lines: 2, headings: 1, lines: 3, duplicate_identical: 0, rejected: 0 });
    expect(reading.columns.map(({ field }) => field).slice(3)).toEqual(["satuan_pekerjaan", "tenaga", "bahan", "alat"]);
  });

  it("with a piece that cannot be read is rejected as a whole, and names the piece", async () => {
    const analysis = await read([
      ["S", "1", "A", null, "Pekerja 0,3 OH; Mandor", "Bata 70,5 buah"],
      ["S", "2", "B", null, "Pekerja 0,3 OH", "Bata 1.2.3 buah; Pasir 0,1 m3; Air -1 l"],
      ["S", "3", "C", null, "Pekerja 0,3 OH"],
      [null, "4", "D", null, "Pekerja 0,3 OH; Mandor 1 OH"],
      ["S", "5", "E", null, { error: "#N/A" }],
    ]);
    expect(analysis.findings.map(({ baris, kolom, code, value }) => [baris, kolom, code, value])).toEqual([
      [2, "E", "KOEFISIEN_MISSING", "Mandor"],
      [3, "F", "KOEFISIEN_NOT_A_NUMBER", "Bata 1.2.3 buah"],
      [3, "F", "KOEFISIEN_NEGATIVE", "Air -1 l"],
      [5, "A", "SUMBER_MISSING", null],
      [6, "E", "CELL_ERROR", "#N/A"],
    ]);
    expect(analysis.counts).toEqual({
      rows: 5,
      further_lines: 0,
      headings: 0,
      lines: 1,
      duplicate_identical: 0,
      rejected: 4,
    });
    expect(analysis.jobs.map((job) => job.kode_ahsp)).toEqual(["3"]);
  });

  it("counts repeated pieces as duplicates, and remarks on what is odd", async () => {
    const analysis = await read([
      ["S", "1", "A", null, "Pekerja 0,3 OH; Pekerja 0,30 OH; Pekerja 0,4 OH; Mandor 0; Tukang 0,12345678 OH"],
      ["S", "1", "A", null, "Pekerja 0,3 OH"],
    ]);
    expect(short(analysis)).toEqual([
      "2E UNIT_MISSING",
      "2E KOEFISIEN_ZERO",
      "2E KOEFISIEN_ROUNDED",
      "2 DUPLICATE_IDENTICAL",
      "2 DUPLICATE_CONFLICTING",
      "3 DUPLICATE_IDENTICAL",
    ]);
    expect(analysis.counts).toEqual({
      rows: 2,
      further_lines: 4,
      headings: 0,
      lines: 4,
      duplicate_identical: 2,
      rejected: 0,
    });
  });

  it("proves the number format of the file by its pieces", async () => {
    const rows: Cell[][] = [["S", "1", "A", null, "Pekerja 1.234 OH; Mandor 0.5 OH"]];
    expect((await read(rows)).lines[0]?.koefisien).toBe("1.234");
    await expect(read([["S", "1", "A", null, "Pekerja 1.234 OH"]])).rejects.toMatchObject({
      code: "NUMBER_FORMAT_AMBIGUOUS",
    });
    expect((await read(rows, { numberFormat: "stored" }).catch((error) => error)).counts).toMatchObject({
      rejected: 1,
    });
  });

  it("is read by columns that a person chose", async () => {
    const rows = [
      ["Kd", "Nm", "Orang"],
      ["1", "A", "Pekerja 0,3 OH"],
    ];
    const columns = { kode_ahsp: "A", nama_ahsp: "B", tenaga: "C" } as const;
    const { lines, reading } = await analyseWith(rows, { columns, headerRow: 1, constants: { sumber: "S" } });
    expect([lines.length, reading.layout, reading.headerRow]).toEqual([1, "packed", 1]);
  });
});
