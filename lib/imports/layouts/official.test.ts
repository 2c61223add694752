import { describe, expect, it } from "vitest";
import { addsUp, analyseWith } from "@/lib/imports/testing/layouts";
import { short } from "@/lib/imports/testing/rows";
import type { AnalyseOptions, Cell } from "@/lib/imports/types";

const HEADER: Cell[] = ["No", "Uraian", "Kode", "Satuan", "Koefisien", "Harga Satuan (Rp)", "Jumlah Harga (Rp)"];
const BLOCK: Cell[][] = [
  HEADER,
  ["A", "TENAGA KERJA"],
  [1, "Pekerja", "L.01", "OH", "0,3"],
  ["B", "BAHAN"],
  [1, "Bata", "M.01", "bh", "70,5"],
];
const read = (rows: Cell[][], options: Partial<AnalyseOptions> = {}) =>
  analyseWith(rows, { constants: { sumber: "SE 30/2025" }, ...options });
const lines = async (rows: Cell[][], options?: Partial<AnalyseOptions>) => {
  const analysis = await read(rows, options);
  expect(addsUp(analysis)).toBe(true);
  expect(analysis.reading.layout).toBe("official");
  return analysis.lines.map((l) =>
    [l.job, l.kategori, l.kode_item, l.uraian_item, l.satuan_item, l.koefisien].join("|"),
  );
};

const TWO = ["0|TK|L.01|Pekerja|OH|0.3", "0|BHN|M.01|Bata|bh|70.5"];

describe("the title of a block", () => {
  it.each<[string, Cell[][], string, string, string | null]>([
    [
      "kode and nama side by side",
      [["A.4.4.1.1", "Pasang 1 m2 dinding bata"]],
      "A.4.4.1.1",
      "Pasang 1 m2 dinding bata",
      "m2",
    ],
    ["in one cell", [["4.4.1.1. Pasang 1 m’ pagar"]], "4.4.1.1", "Pasang 1 m’ pagar", "m’"],
    ["after a number", [[null, 1, "T.01.a", "Galian 1 m3 tanah"]], "T.01.a", "Galian 1 m3 tanah", "m3"],
    ["nama below", [["10.1.(10a)"], [null, "Analisa 1 kg pembesian"]], "10.1.(10a)", "Analisa 1 kg pembesian", "kg"],
    ["nama far below", [["U.1.1.1 (c)"], [], [], ["Sewa alat per jam"]], "U.1.1.1 (c)", "Sewa alat per jam", "jam"],
    ["a unit of its own", [["1.1.1", "Mobilisasi", "Ls"]], "1.1.1", "Mobilisasi", "Ls"],
    [
      "a Satuan cell",
      [
        ["1.1.1", "Pasang pompa"],
        ["Satuan", "unit"],
      ],
      "1.1.1",
      "Pasang pompa",
      "unit",
    ],
    ["labels", [["Kode : 1.1.1"], ["Nama Pekerjaan :", "Galian"], ["Satuan :", ":", "m3"]], "1.1.1", "Galian", "m3"],
    [
      "labels of Bina Marga",
      [
        ["ITEM PEMBAYARAN NO.", ": 3.1.(1a)"],
        ["JENIS PEKERJAAN", ": Galian biasa"],
        ["SATUAN PEMBAYARAN", ": M3"],
      ],
      "3.1.(1a)",
      "Galian biasa",
      "M3",
    ],
    [
      "the last of several kode",
      [
        ["1", "PEKERJAAN TANAH"],
        ["1.1", "Galian"],
        ["1.1.1", "Galian biasa"],
      ],
      "1.1.1",
      "Galian biasa",
      null,
    ],
    ["no known unit", [["1.1.1", "Pasang 1 anu"]], "1.1.1", "Pasang 1 anu", null],
    ["a kode that became a number", [[1.2, "Galian 1 m3"]], "1.2", "Galian 1 m3", "m3"],
  ])("with %s is found", async (_, title, kode, nama, satuan) => {
    const analysis = await read([["ANALISA HARGA SATUAN"], ...title, ...BLOCK]);
    expect(analysis.jobs.map((job) => [job.kode_ahsp, job.nama_ahsp, job.satuan, job.sumber])).toEqual([
      [kode, nama, satuan, "SE 30/2025"],
    ]);
    expect(short(analysis)).toEqual([]);
    expect(analysis.counts).toMatchObject({ rows: 1 + title.filter((row) => row.length > 0).length + 5, lines: 2 });
  });

  it("that is missing refuses the block, and never gives its items to the job above", async () => {
    const analysis = await read([["1.1", "A"], ...BLOCK, ["D", "Jumlah (A+B)"], ...BLOCK]);
    expect(short(analysis)).toEqual(["8 KODE_MISSING", "10 HEADING_REJECTED", "12 HEADING_REJECTED"]);
    expect(analysis.jobs).toHaveLength(1);
    expect(analysis.counts).toEqual({ rows: 12, headings: 7, lines: 2, duplicate_identical: 0, rejected: 3 });
  });

  it("without sums between the blocks is told from an item by what follows", async () => {
    const again = await lines([["1.1", "A"], ...BLOCK, ["1.2", "B"], ...BLOCK, ["1.3", "C"], ...BLOCK.slice(1)]);
    expect(again).toEqual([0, 1, 2].flatMap((job) => TWO.map((line) => line.replace("0", String(job)))));
  });
});

describe("the rows of a block", () => {
  const item: Cell[] = [1, "Pekerja", "L.01", "OH", "0,3"];
  it.each<[string, Cell[][]]>([
    ["a letter and a name", BLOCK],
    ["one cell", [HEADER, ["A. TENAGA KERJA"], item, ["B. BAHAN / MATERIAL"], BLOCK[4] as Cell[]]],
    ["names alone", [HEADER, [null, "Tenaga"], item, [null, " bahan "], BLOCK[4] as Cell[]]],
    ["roman numbers", [HEADER, ["I.", "Tenaga"], item, ["II.", "Bahan"], BLOCK[4] as Cell[]]],
    ["lower case and spaces", [HEADER, [" a. ", "  Upah "], item, ["b)", "Material"], BLOCK[4] as Cell[]]],
    [
      "column numbers, a second row of names, and sums",
      [
        HEADER,
        [null, null, null, null, null, "(Rp)", "(Rp)"],
        ["1", "2", "3", "4", "5", "6", "7 = 5 x 6"],
        ...BLOCK.slice(1, 3),
        [null, "JUMLAH TENAGA KERJA", null, null, null, null, 30],
        ...BLOCK.slice(3),
        [null, null, null, null, "Jumlah harga bahan"].slice(0, 2).concat("Jumlah harga bahan"),
        ["C", "PERALATAN"],
        [null, "-"],
        ["Sub Jumlah"],
        ["D", "Jumlah harga tenaga, bahan dan peralatan (A+B+C)"],
        ["E", "Overhead & profit", "15% x D", null, 0.15],
        ["F", "Harga satuan pekerjaan (D+E)"],
        ["Catatan: harga belum termasuk PPN"],
      ],
    ],
    ["the columns named again on a new page", [...BLOCK.slice(0, 4), HEADER, BLOCK[4] as Cell[]]],
    [
      "other columns, and items under a merged name",
      [
        ["No.", "Uraian", null, "Satuan", "Kode", "Koef."],
        ["A", "Tenaga"],
        [1, null, "Pekerja", "OH", "L.01", "0,3"],
        ["B", "Bahan"],
        [1, "Bata", null, "bh", "M.01", "70,5"],
      ],
    ],
  ])("with %s are sections and items", async (_, block) => {
    expect(await lines([["1.1", "A"], ...block])).toEqual(TWO);
  });

  it("without a section are of kategori LAIN, and flagged", async () => {
    const analysis = await read([["1.1", "A"], HEADER, item, ["C", "ALAT"], [1, "Truk", "E.1", "jam", 1]]);
    expect(analysis.lines.map((line) => line.kategori)).toEqual(["LAIN", "ALT"]);
    expect(short(analysis)).toEqual(["3 KATEGORI_EMPTY"]);
  });

  it("in a section of no known kategori are refused", async () => {
    const analysis = await read([["1.1", "A"], ...BLOCK, ["C", "ANGKUTAN"], [1, "Truk", "E.1", "jam", "1,5"]]);
    expect(short(analysis)).toEqual(["8 KATEGORI_UNKNOWN"]);
  });

  it("are items although they look like sums or titles", async () => {
    const rows: Cell[][] = [
      ["1.1", "A"],
      HEADER,
      ["A", "Tenaga"],
      ["", "Total station", "E.05", "jam", "0,5"],
      ["1.2", "Pekerja", "L.01", "OH", "0,3"],
      ["", "Alat", null, "Ls", "1"],
    ];
    expect(await lines(rows)).toEqual([
      "0|TK|E.05|Total station|jam|0.5",
      "0|TK|L.01|Pekerja|OH|0.3",
      "0|TK||Alat|Ls|1",
    ]);
  });

  it("with a missing koefisien are refused, in the last row of a block too", async () => {
    for (const bad of [
      [1, "Pasir", "M.02", "m3"],
      [1, "Pasir", "M.02"],
      [1, "Pasir"],
      ["1.2", "Pasir", null, "m3"],
    ]) {
      const analysis = await read([["1.1", "A"], ...BLOCK, bad as Cell[], ["1.2", "B"], ...BLOCK]);
      expect(short(analysis).filter((one) => !one.includes("UNIT"))).toEqual(["7E KOEFISIEN_MISSING"]);
      expect(analysis.jobs.map((job) => [job.kode_ahsp, job.rejected])).toEqual([
        ["1.1", 1],
        ["1.2", 0],
      ]);
    }
  });

  it("tell the column that they stand in, where a block has columns of its own", async () => {
    const analysis = await read([
      ["1.1", "A"],
      ...BLOCK,
      ["D", "Jumlah"],
      ["1.2", "B"],
      ["Uraian", "Koefisien", "Satuan"],
      ["Tenaga"],
      ["Pekerja", "banyak", "OH"],
    ]);
    expect(short(analysis)).toEqual(["11B KOEFISIEN_NOT_A_NUMBER"]);
  });
});

it("all rows belong to the one job that a person named", async () => {
  const constants = { sumber: "S", kode_ahsp: "9.9", nama_ahsp: "Satu" };
  const analysis = await read([...BLOCK, ["D", "Jumlah"], [1, "Pasir", "M.02", "m3", "0,1"]], { constants });
  expect(analysis.jobs.map((job) => [job.kode_ahsp, job.nama_ahsp])).toEqual([["9.9", "Satu"]]);
  expect(analysis.lines.map((line) => line.uraian_item)).toEqual(["Pekerja", "Bata", "Pasir"]);
  expect(addsUp(analysis)).toBe(true);
});

it("an item below the sums, without a title, belongs to nobody", async () => {
  const analysis = await read([["1.1", "A"], ...BLOCK, ["D", "Jumlah"], [1, "Pasir", "M.02", "m3", "0,1"]]);
  expect(short(analysis)).toEqual(["8 KODE_MISSING"]);
});

describe("an official sheet", () => {
  const rows = [["1.1", "A"], ...BLOCK];
  it("needs a constant for its sumber", async () => {
    await expect(analyseWith(rows)).rejects.toMatchObject({
      code: "COLUMN_MISSING",
      params: { columns: "sumber", row: 2 },
    });
  });
  it("takes columns by hand for every block", async () => {
    const hidden = rows.map((row) => row.map((cell) => (cell === "Koefisien" ? "Angka" : cell)));
    const options = {
      layout: "official",
      columns: { koefisien: "E", uraian_item: "B", kode_item: "C", satuan_item: "D" },
    } as const;
    expect(await lines(hidden, options)).toEqual(TWO);
    expect((await read(rows, { columns: { kode_item: null } })).lines[0]?.kode_item).toBeNull();
  });
  it("takes klasifikasi and the unit from constants only where its titles do not say them", async () => {
    const { jobs } = await read([["1.1", "Pasang 1 m2"], ...BLOCK, ["D", "Jumlah"], ["1.2", "Lain"], ...BLOCK], {
      constants: { sumber: "S", klasifikasi: "Cipta Karya", satuan_pekerjaan: "unit" },
    });
    expect(jobs.map((job) => [job.satuan, job.klasifikasi])).toEqual([
      ["m2", "Cipta Karya"],
      ["unit", "Cipta Karya"],
    ]);
  });
});

it("kode and nama of a job are never read from a column", async () => {
  const rows: Cell[][] = [
    ["1.1", "A"],
    ["No", "Uraian", "Kode", "Satuan", "Angka"],
    ["A", "TENAGA"],
    [1, "Pekerja", "L.01", "OH", "0,3"],
  ];
  const analysis = await read(rows, { layout: "official", columns: { koefisien: "E" } });
  expect(analysis.jobs.map((job) => [job.kode_ahsp, job.nama_ahsp])).toEqual([["1.1", "A"]]);
  expect(analysis.reading.columns.map(({ field }) => field)).toEqual(["uraian_item", "satuan_item", "koefisien"]);
  const named = [rows[0] as Cell[], ["No", "Uraian", "Kode", "Satuan", "Koefisien"], ...rows.slice(2)];
  expect((await read(named, { columns: { kode_ahsp: "B" } })).lines[0]?.uraian_item).toBe("Pekerja");
});
