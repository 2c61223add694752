import { describe, expect, it } from "vitest";
import { analyseRows, HEADER, short } from "@/lib/imports/testing/rows";
import type { Cell } from "@/lib/imports/types";

type Row = Cell[];
const flat = (
  kode: Cell,
  nama: Cell,
  uraian: Cell,
  koefisien: Cell,
  more: { sumber?: Cell; kategori?: Cell; kodeItem?: Cell; satuan?: Cell } = {},
): Row => {
  const { sumber = "SNI", kategori = "TK", kodeItem = null, satuan = "OH" } = more;
  return [sumber, kode, nama, kategori, kodeItem, uraian, satuan, koefisien];
};
const heading = (kode: Cell, nama: Cell, sumber: Cell = null, satuan: Cell = null): Row => [
  sumber,
  kode,
  nama,
  null,
  null,
  null,
  satuan,
];
const item = (uraian: Cell, koefisien: Cell, more = {}): Row =>
  flat(null, null, uraian, koefisien, { sumber: null, ...more });
/** What is found beside that nothing says the unit of these jobs. */
const check = async (rows: Row[], header: Cell[] = HEADER) => {
  const analysis = await analyseRows([header, ...rows]);
  return { ...analysis, findings: analysis.findings.filter((finding) => finding.code !== "JOB_UNIT_UNKNOWN") };
};

describe("a flat row", () => {
  it("becomes a line of its job", async () => {
    const { jobs, lines, counts, findings } = await check([
      flat(" 1.1 ", "Beton", "Pekerja", "0,6", { kodeItem: "L.01" }),
    ]);
    expect(jobs).toEqual([
      {
        seq: 0,
        baris: 2,
        sumber: "SNI",
        kode_ahsp: "1.1",
        nama_ahsp: "Beton",
        klasifikasi: null,
        sub_klasifikasi: null,
        satuan: null,
        source_file: null,
        rejected: 0,
      },
    ]);
    expect(lines).toEqual([
      {
        job: 0,
        baris: 2,
        urutan: 1,
        kategori: "TK",
        kode_item: "L.01",
        uraian_item: "Pekerja",
        satuan_item: "OH",
        koefisien: "0.6",
      },
    ]);
    expect(counts).toEqual({ rows: 1, headings: 0, lines: 1, duplicate_identical: 0, rejected: 0 });
    expect(findings).toEqual([]);
  });

  it.each<[string, Row, string[]]>([
    ["kode", flat(null, "B", "P", 1), ["3B KODE_MISSING"]],
    ["nama", flat("1", " ", "P", 1), ["3C NAMA_MISSING"]],
    ["sumber", flat("1", "B", "P", 1, { sumber: null }), ["3A SUMBER_MISSING"]],
    ["uraian and koefisien", flat("1", "B", null, null), ["3F URAIAN_MISSING", "3H KOEFISIEN_MISSING"]],
    [
      "everything but a unit",
      [null, null, null, null, null, null, "OH"],
      [
        "3B KODE_MISSING",
        "3C NAMA_MISSING",
        "3A SUMBER_MISSING",
        "3F URAIAN_MISSING",
        "3D KATEGORI_EMPTY",
        "3H KOEFISIEN_MISSING",
      ],
    ],
    [
      "everything, but holds a cell beyond the columns",
      [...Array(12).fill(null), "x"],
      [
        "3B KODE_MISSING",
        "3C NAMA_MISSING",
        "3A SUMBER_MISSING",
        "3F URAIAN_MISSING",
        "3D KATEGORI_EMPTY",
        "3G UNIT_MISSING",
        "3H KOEFISIEN_MISSING",
      ],
    ],
  ])("that lacks %s is rejected once, with every reason", async (_, row, findings) => {
    const analysis = await check([flat("1", "B", "Mandor", 1), row]);
    expect(short(analysis)).toEqual(findings);
    expect(analysis.counts).toMatchObject({ rows: 2, lines: 1, rejected: 1 });
  });

  it("that is rejected is counted by its job, also when it does not say its kode", async () => {
    const rows = [
      flat("1", "A", "P", 1),
      flat("1", "A", "Q", -1),
      flat(null, "A", "R", 1),
      flat({ error: "#N/A" }, "A", "S", 1),
      flat("1", "A", "T", 1, { sumber: null }),
      flat("2", "B", "P", 1),
      flat("x".repeat(51), "C", "P", 1),
      flat("9", "C", "P", 1, { sumber: null }),
      flat(null, "C", "P", 1),
    ];
    const { jobs, counts } = await check(rows);
    expect(jobs.map((job) => [job.kode_ahsp, job.rejected])).toEqual([
      ["1", 4],
      ["2", 1],
    ]);
    expect(counts.rejected).toBe(7);
  });

  it("with a text that breaks a limit, a control character or a broken cell is rejected", async () => {
    const analysis = await check([
      flat("1", "B", "P", 1, { satuan: "s".repeat(21) }),
      flat("1", "B", "P\u0000", 1),
      flat("1", "B", "P", 1, { kategori: "otomatis" }),
      flat("1", "B", { formula: true }, { error: "#REF!" }),
      flat({ date: 45678 }, "B", "P", { date: 1 }),
      flat("1", "B", "P", 1),
    ]);
    expect(short(analysis)).toEqual([
      "2G TEXT_TOO_LONG",
      "3F TEXT_HAS_CONTROL_CHARACTER",
      "4D KATEGORI_UNKNOWN",
      "5F CELL_FORMULA_WITHOUT_VALUE",
      "5H CELL_ERROR",
      "6B CELL_IS_DATE",
      "6H KOEFISIEN_IS_DATE",
    ]);
    expect(analysis.findings[0]).toMatchObject({
      field: "satuan_item",
      kind: "rejected",
      value: "s".repeat(21),
      params: { length: 21, limit: 20 },
    });
    expect(analysis.counts).toMatchObject({ lines: 1, rejected: 5 });
  });

  it("keeps remarks apart from what became of it", async () => {
    const analysis = await check([
      flat("1", "B", "P", "0,1234567", { kategori: null, satuan: null }),
      flat("1", "B", "Q", "0"),
      flat("1", "B", "R", "-1", { kategori: null }),
    ]);
    expect(analysis.findings.map(({ baris, kind, code, params }) => [baris, kind, code, params])).toEqual([
      [2, "flagged", "KATEGORI_EMPTY", {}],
      [2, "flagged", "UNIT_MISSING", {}],
      [2, "flagged", "KOEFISIEN_ROUNDED", { stored: "0.123457" }],
      [3, "flagged", "KOEFISIEN_ZERO", {}],
      [4, "flagged", "KATEGORI_EMPTY", {}],
      [4, "rejected", "KOEFISIEN_NEGATIVE", {}],
    ]);
    expect(analysis.flags.kategori_empty_rows).toBe(2);
    expect(analysis.lines.map((line) => line.kategori)).toEqual(["LAIN", "TK"]);
  });
});

describe("a job", () => {
  it("is gathered from all over the file, its lines numbered in file order", async () => {
    const { jobs, lines } = await check([
      flat("1", "A", "P", 1),
      flat("2", "B", "P", 1),
      flat("1", "A", "Q", 1),
      flat("1", "A", "P", 1, { sumber: "Lain" }),
    ]);
    expect(jobs.map((job) => `${job.sumber} ${job.kode_ahsp}`)).toEqual(["SNI 1", "SNI 2", "Lain 1"]);
    expect(lines.map((line) => [line.job, line.urutan])).toEqual([
      [0, 1],
      [1, 1],
      [0, 2],
      [2, 1],
    ]);
  });

  it("keeps its first name, and each other name is told once", async () => {
    const analysis = await check([
      flat("1", "A", "P", 1),
      flat("1", "B", "Q", 1),
      flat("1", "B", "R", 1),
      flat("1", "C", "S", 1),
    ]);
    expect(analysis.jobs[0]?.nama_ahsp).toBe("A");
    expect(analysis.findings.map(({ baris, code, value, params }) => [baris, code, value, params])).toEqual([
      [3, "ONE_KODE_TWO_NAMES", "B", { first: 2, name: "A" }],
      [5, "ONE_KODE_TWO_NAMES", "C", { first: 2, name: "A" }],
    ]);
    expect(analysis.flags.one_kode_two_names).toEqual([
      { row: 3, kode: "1" },
      { row: 5, kode: "1" },
    ]);
  });

  it("takes the first value of its other fields, and tells each contradiction once", async () => {
    const header = [...HEADER, "klasifikasi", "source_file", "satuan_pekerjaan"];
    const rows = [
      [...flat("1", "A", "P", 1), null, "a.xlsx", "m3"],
      [...flat("1", "A", "Q", 1), "Cipta Karya", "b.xlsx", "m3"],
      [...flat("1", "A", "R", 1), "Bina Marga", "b.xlsx", "m2"],
    ];
    const analysis = await check(rows, header);
    expect(analysis.jobs[0]).toMatchObject({ klasifikasi: "Cipta Karya", source_file: "a.xlsx", satuan: "m3" });
    expect(analysis.findings.map(({ baris, kolom, field, params }) => [baris, kolom, field, params])).toEqual([
      [3, "J", "source_file", { first: 2, kept: "a.xlsx" }],
      [4, "I", "klasifikasi", { first: 3, kept: "Cipta Karya" }],
      [4, "K", "satuan_pekerjaan", { first: 2, kept: "m3" }],
    ]);
  });

  it("never takes the unit of an item for its own", async () => {
    expect((await check([flat("1", "A", "P", 1)])).jobs[0]?.satuan).toBeNull();
  });

  it("whose every line was rejected is not made, and nothing is noted about it", async () => {
    const analysis = await check([
      flat("1", "mÂ²", "P", -1),
      flat("1", "other", "P", null),
      flat("2", "B", "P", 1),
      flat("3", "C", null, 1),
    ]);
    expect(analysis.jobs.map((job) => [job.seq, job.kode_ahsp])).toEqual([[0, "2"]]);
    expect(analysis.lines[0]?.job).toBe(0);
    expect(short(analysis)).toEqual(["2H KOEFISIEN_NEGATIVE", "3H KOEFISIEN_MISSING", "5F URAIAN_MISSING"]);
    expect(analysis.flags.mojibake.ahsp_names).toBe(0);
  });

  it("with a name that was decoded twice is flagged once", async () => {
    const analysis = await check([flat("1", "1 mÂ²", "P", 1), flat("1", "1 mÂ²", "Q", 1)]);
    expect(short(analysis)).toEqual(["2C MOJIBAKE"]);
    expect(analysis.flags.mojibake.ahsp_names).toBe(1);
  });
});

describe("lines that repeat an item", () => {
  it("are duplicates when they are the same, and kept when the koefisien differs", async () => {
    const analysis = await check([
      flat("1", "A", "P", "0,5"),
      flat("1", "A", "P", "0,50"),
      flat("1", "A", "P", "0,7"),
      flat("2", "B", "P", "0,5"),
      flat("1", "A", "P", "0,7"),
      flat("1", "A", "P", "0,5", { kodeItem: "L" }),
      flat("1", "A", "P", 0.5),
    ]);
    expect(analysis.findings.map(({ baris, kind, code, params }) => [baris, kind, code, params])).toEqual([
      [3, "duplicate", "DUPLICATE_IDENTICAL", { first: 2 }],
      [4, "flagged", "DUPLICATE_CONFLICTING", { first: 2 }],
      [6, "duplicate", "DUPLICATE_IDENTICAL", { first: 4 }],
      [8, "duplicate", "DUPLICATE_IDENTICAL", { first: 2 }],
    ]);
    expect(analysis.lines.map((line) => [line.baris, line.urutan])).toEqual([
      [2, 1],
      [4, 2],
      [5, 1],
      [7, 3],
    ]);
    expect(analysis.flags.conflicting_duplicates).toEqual({ lines: 1, keys: 1, ahsp: 1 });
  });

  it("are not compared with rejected ones", async () => {
    const analysis = await check([flat("1", "A", "P", -1), flat("1", "A", "P", 1)]);
    expect(analysis.counts).toMatchObject({ lines: 1, rejected: 1, duplicate_identical: 0 });
  });
});

describe("a lost decimal separator", () => {
  it("is suspected of whole numbers in a column of text decimals", async () => {
    const rows = ["0.6", "1.25", "0.1", "0.2", 83349, 26.406, 0, "0.3", "0.4"].map((koefisien, i) =>
      flat("1", "A", `P${i}`, koefisien),
    );
    const analysis = await check([...rows, flat("2", "B", "P", 1054), flat("2", "B", "P", 1054)]);
    expect(short(analysis).filter((finding) => finding.includes("SUSPECT"))).toEqual([
      "6H SUSPECT_DECIMAL_SEPARATOR",
      "11H SUSPECT_DECIMAL_SEPARATOR",
      "12H SUSPECT_DECIMAL_SEPARATOR",
    ]);
    expect(analysis.flags.suspect_decimal_separator).toEqual({ lines: 3, ahsp: 2 });
  });

  it("is not suspected where numbers are numbers", async () => {
    const rows = [1054, 2, "0.6", 5].map((koefisien, i) => flat("1", "A", `P${i}`, koefisien));
    expect((await check(rows)).flags.suspect_decimal_separator).toEqual({ lines: 0, ahsp: 0 });
  });
});

describe("block layout", () => {
  it("carries the job down to its items, and takes the unit of the job row", async () => {
    const analysis = await check([
      heading("1.1", "Beton", "SNI", "m3"),
      item("Pekerja", "0,5"),
      item("Semen", "300,5", { kategori: "bahan", satuan: "kg" }),
      heading("1.2", "Kosong", "SNI"),
      heading("1.3", "Bata", "SNI", "m2"),
      item("Pekerja", "0,5"),
    ]);
    expect(analysis.reading.layout).toBe("block");
    expect(analysis.jobs.map((job) => [job.kode_ahsp, job.satuan, job.sumber])).toEqual([
      ["1.1", "m3", "SNI"],
      ["1.2", null, "SNI"],
      ["1.3", "m2", "SNI"],
    ]);
    expect(analysis.lines.map((line) => [line.job, line.satuan_item])).toEqual([
      [0, "OH"],
      [0, "kg"],
      [2, "OH"],
    ]);
    expect(analysis.counts).toEqual({ rows: 6, headings: 3, lines: 3, duplicate_identical: 0, rejected: 0 });
    expect(analysis.findings).toEqual([]);
  });

  it("holds the unit of a job to its own limit and column", async () => {
    const analysis = await check([
      heading("1", "A", "SNI", "u".repeat(51)),
      item("P", 1),
      heading("2", "B", "SNI", "u".repeat(50)),
      item("P", 1),
    ]);
    expect(analysis.findings[0]).toMatchObject({
      baris: 2,
      kolom: "G",
      field: "satuan_pekerjaan",
      code: "TEXT_TOO_LONG",
      params: { limit: 50 },
    });
    expect(analysis.jobs.map((job) => job.kode_ahsp)).toEqual(["2"]);
  });

  it("carries sumber to later job rows that leave it out", async () => {
    const { jobs } = await check([heading("1", "A", "SNI"), item("P", 1), heading("2", "B"), item("P", 1)]);
    expect(jobs.map((job) => job.sumber)).toEqual(["SNI", "SNI"]);
  });

  it("takes item rows that repeat the kode, with or without the name", async () => {
    const { lines, counts } = await check([
      heading("1", "A", "SNI"),
      flat("1", null, "P", 1, { sumber: null }),
      flat("1", "A", "Q", 1, { sumber: null }),
      heading("2", "B"),
      item("P", 1),
      flat("1", null, "R", 1, { sumber: null }),
    ]);
    expect(lines.map((line) => [line.job, line.uraian_item])).toEqual([
      [0, "P"],
      [0, "Q"],
      [1, "P"],
      [0, "R"],
    ]);
    expect(counts).toMatchObject({ headings: 2, lines: 4, rejected: 0 });
  });

  it("never gives items of a rejected heading to the job above", async () => {
    const analysis = await check([
      heading("1", "A", "SNI"),
      item("P", 1),
      heading(null, "B"),
      item("Q", 1),
      heading("3", null),
      item("R", 1),
      heading("4", "D"),
      item("S", 1),
    ]);
    expect(short(analysis)).toEqual(["4B KODE_MISSING", "5 HEADING_REJECTED", "6C NAMA_MISSING", "7 HEADING_REJECTED"]);
    expect(analysis.findings[1]).toMatchObject({ kind: "rejected", params: { heading: 4 } });
    expect(analysis.lines.map((line) => line.uraian_item)).toEqual(["P", "S"]);
    expect(analysis.counts).toEqual({ rows: 8, headings: 2, lines: 2, duplicate_identical: 0, rejected: 4 });
  });

  it("makes no job of a heading whose items were all rejected", async () => {
    const { jobs, counts } = await check([heading("1", "A", "SNI"), item("P", -1), heading("2", "B"), item("P", 1)]);
    expect(jobs.map((job) => job.kode_ahsp)).toEqual(["2"]);
    expect(counts).toEqual({ rows: 4, headings: 2, lines: 1, duplicate_identical: 0, rejected: 1 });
  });

  it("rejects items before the first job, and notes without one", async () => {
    const analysis = await check([
      item("P", 1),
      heading("1", "A", "SNI"),
      item("P", 1),
      item("Q", 1),
      ["SNI"],
      item("R", 1),
    ]);
    expect(short(analysis)).toEqual(["2B KODE_MISSING", "6B KODE_MISSING"]);
    expect(analysis.lines).toHaveLength(3);
    expect(analysis.jobs[0]?.rejected).toBe(1);
  });
});
