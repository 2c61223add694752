import { describe, expect, it } from "vitest";
import { headerSignature } from "@/lib/imports/signature";
import { analyseWith } from "@/lib/imports/testing/layouts";
import { HEADER, short } from "@/lib/imports/testing/rows";
import type { AnalyseOptions, Cell, Field } from "@/lib/imports/types";

const ROW = ["S", "1.1", "Beton", "TK", "L.01", "Pekerja", "OH", "0,5"];
const outcome = (rows: Cell[][], options: Partial<AnalyseOptions>) =>
  analyseWith(rows, options).then(
    () => null,
    ({ code, params }) => [code, params],
  );

describe("the row of the header", () => {
  const strange = ["Sb", "Kd", "Nm", "Kt", "Ki", "Ur", "St", "Kf"];
  const byHand = {
    sumber: "A",
    kode_ahsp: "B",
    nama_ahsp: "C",
    kategori: "D",
    kode_item: "E",
    uraian_item: "F",
    satuan_item: "G",
    koefisien: "H",
  } as const;

  it("that a person chose is taken, wherever it stands", async () => {
    const rows = [HEADER, ROW, HEADER.toReversed(), ROW.toReversed()];
    const { reading, counts } = await analyseWith(rows, { headerRow: 3 });
    expect([reading.headerRow, reading.columns[0]?.field, counts.rows]).toEqual([3, "koefisien", 1]);
    const deep = [...Array.from({ length: 49 }, () => ["x"]), HEADER, ROW];
    expect(await outcome(deep, {})).toEqual(["HEADER_MISSING", { rows: "1–20" }]);
    expect((await analyseWith(deep, { headerRow: 50 })).counts).toMatchObject({ rows: 1, lines: 1 });
  });

  it("must name something, unless columns are mapped", async () => {
    expect(await outcome([strange, ROW], { headerRow: 1 })).toEqual(["HEADER_MISSING", { rows: 1 }]);
    expect(await outcome([HEADER, ROW], { headerRow: 7 })).toEqual(["HEADER_MISSING", { rows: 7 }]);
    const { reading, lines } = await analyseWith([strange, ROW], { headerRow: 1, columns: byHand });
    expect(reading.columns.map(({ field, kolom, header }) => [field, kolom, header])).toEqual(
      Object.entries(byHand).map(([field, kolom], i) => [field, kolom, strange[i]]),
    );
    expect(lines).toHaveLength(1);
  });

  it("is none where columns are mapped and no row names any", async () => {
    const { reading, counts } = await analyseWith([ROW, ROW], { columns: byHand });
    expect([reading.headerRow, reading.signature, counts.rows]).toEqual([0, null, 2]);
  });
});

describe("columns that a person chose", () => {
  const rows: Cell[][] = [
    ["sumber", "kode", "nama", "uraian", "harga", "koef"],
    ["S", "1.1", "Beton", "Pekerja", 7, "0,5"],
  ];
  it("stand before their names", async () => {
    const { lines } = await analyseWith(rows, { columns: { koefisien: "E" } });
    expect(lines[0]?.koefisien).toBe("7");
  });
  it("take a column away from the field that it names", async () => {
    const { jobs, lines } = await analyseWith(rows, { columns: { kode_item: "B" }, constants: { kode_ahsp: "9" } });
    expect([jobs[0]?.kode_ahsp, lines[0]?.kode_item]).toEqual(["9", "1.1"]);
  });
  it("settle which of two columns of one name is meant", async () => {
    const twice = rows.map((row) => [...row, row[5] === "koef" ? "koef" : "0,7"]);
    expect(await outcome(twice, {})).toEqual(["COLUMN_TWICE", { field: "koefisien", first: "F", second: "G" }]);
    expect((await analyseWith(twice, { columns: { koefisien: "G" } })).lines[0]?.koefisien).toBe("0.7");
  });
  it("may be none", async () => {
    expect(await outcome(rows, { columns: { sumber: null } })).toEqual([
      "COLUMN_MISSING",
      { columns: "sumber", row: 1 },
    ]);
    const { reading } = await analyseWith(rows, { columns: { sumber: null }, constants: { sumber: "T" } });
    expect(reading.columns.map(({ field }) => field)).not.toContain("sumber");
  });
  it("may be shared by labels of an edition only", async () => {
    const { jobs } = await analyseWith(rows, { columns: { sumber: "A", klasifikasi: "A" } });
    expect(jobs[0]).toMatchObject({ sumber: "S", klasifikasi: "S" });
    for (const pair of [
      ["uraian_item", "nama_ahsp"],
      ["koefisien", "sumber"],
      ["satuan_pekerjaan", "satuan_item"],
    ] as [Field, Field][]) {
      const columns = Object.fromEntries(pair.map((field) => [field, "D"]));
      expect(await outcome(rows, { columns })).toEqual(["COLUMN_SHARED", expect.objectContaining({ kolom: "D" })]);
    }
  });
  it("are refused when they are no letters", async () => {
    for (const kolom of ["1", "a", "ABCD", "A1"]) {
      expect(await outcome(rows, { columns: { sumber: kolom } })).toEqual(["CHOICE_INVALID", { field: "sumber" }]);
    }
  });
});

describe("constants", () => {
  const rows: Cell[][] = [
    ["kode", "nama", "klasifikasi", "uraian", "koef", "sumber"],
    ["1", "A", null, "P", "0,5", null],
    ["1", "A", "Bina Marga", "Q", "0,5", "Lain"],
    ["1", "A", null, "R", "0,5", "Lain"],
    ["2", "B", " ", "P", "0,5", " "],
  ];
  it("stand in for missing columns, and for blank sumber and klasifikasi", async () => {
    const constants = {
      sumber: "T",
      klasifikasi: "Cipta Karya",
      kategori: "bahan",
      source_file: "a.xlsx",
      satuan_item: "kg",
    };
    const { jobs, lines, reading, findings } = await analyseWith(rows, { constants });
    expect(jobs.map((job) => [job.sumber, job.kode_ahsp, job.klasifikasi, job.source_file])).toEqual([
      ["T", "1", "Cipta Karya", "a.xlsx"],
      ["Lain", "1", "Bina Marga", "a.xlsx"],
      ["T", "2", "Cipta Karya", "a.xlsx"],
    ]);
    expect(new Set(lines.map((line) => `${line.kategori} ${line.satuan_item}`))).toEqual(new Set(["BHN kg"]));
    expect(findings).toEqual([]);
    expect(reading.constants).toEqual(constants);
  });
  it("do not stand in for other blank cells, nor count as used there", async () => {
    const { reading, counts } = await analyseWith(rows, { constants: { sumber: "T", nama_ahsp: "N" } });
    expect(reading.constants).toEqual({ sumber: "T" });
    expect(counts.rejected).toBe(0);
    const blank = await analyseWith([HEADER, ["S", "1", null, "TK", null, "P", "OH", 1]], {
      constants: { nama_ahsp: "N" },
    });
    expect(short(blank)).toEqual(["2C NAMA_MISSING"]);
  });
  it("of items do not turn the rows of jobs into items in block layout", async () => {
    const block: Cell[][] = [
      ["kode", "nama", "uraian", "koef"],
      ["1", "A"],
      [null, null, "P", "0,5"],
      ["2", "B"],
      [null, null, "P", "0,5"],
    ];
    const constants = { sumber: "S", kategori: "TK", satuan_item: "OH", satuan_pekerjaan: "m2" };
    const { counts, jobs, lines, findings } = await analyseWith(block, { constants });
    expect(counts).toEqual({ rows: 4, headings: 2, lines: 2, duplicate_identical: 0, rejected: 0 });
    expect([jobs.map((job) => job.satuan), lines[0]?.satuan_item, findings]).toEqual([["m2", "m2"], "OH", []]);
  });
  it("that a field cannot hold are refused", async () => {
    for (const [field, value] of [
      ["sumber", "x".repeat(101)],
      ["satuan_item", "x".repeat(21)],
      ["nama_ahsp", "a\u0000"],
    ] as const) {
      expect(await outcome(rows, { constants: { [field]: value } })).toEqual(["CHOICE_INVALID", { field }]);
    }
  });
});

describe("rules by kode", () => {
  const rule = (prefix: string, klasifikasi: string | null, sub_klasifikasi: string | null = null) => ({
    prefix,
    klasifikasi,
    sub_klasifikasi,
  });
  const classified = async (kode: string, rules: ReturnType<typeof rule>[], cell: Cell = null) => {
    const rows = [
      ["sumber", "kode", "nama", "klasifikasi", "uraian", "koef"],
      ["S", kode, "A", cell, "P", "0,5"],
    ];
    const { jobs } = await analyseWith(rows, { rules, constants: { klasifikasi: "C" } });
    return [jobs[0]?.klasifikasi, jobs[0]?.sub_klasifikasi];
  };
  it.each<[string, ReturnType<typeof rule>[], [string | null, string | null]]>([
    ["1.1", [rule("1.1", "X")], ["X", null]],
    ["1.1.2", [rule("1.1", "X")], ["X", null]],
    ["1.10", [rule("1.1", "X")], ["C", null]],
    ["1.1.2", [rule("1.1.", "X")], ["X", null]],
    ["1.1.2", [rule("1", "X"), rule("1.1", "Y"), rule("1.1.3", "Z")], ["Y", null]],
    ["1.1.2", [rule("1", "X", "SX"), rule("1.1", null, "SY")], ["X", "SY"]],
    ["T.01.a", [rule("T.01", "X"), rule("T", "Y")], ["X", null]],
    ["TX.1", [rule("T", "X")], ["C", null]],
    ["1.1", [rule("", "X"), rule("1", "  ")], ["C", null]],
  ])("give %s what the longest prefix says", async (kode, rules, expected) => {
    expect(await classified(kode, rules)).toEqual(expected);
  });
  it("leave alone what a cell says", async () => {
    expect(await classified("1.1", [rule("1", "X", "SX")], "Z")).toEqual(["Z", "SX"]);
  });
});

describe("numbers as they are stored", () => {
  it("are real numeric cells only", async () => {
    const rows = ["0,5", "7", 0.25, 83349].map((koefisien, i) => [...ROW.slice(0, 5), `P${i}`, "OH", koefisien]);
    const analysis = await analyseWith([HEADER, ...rows], { numberFormat: "stored" });
    expect(short(analysis)).toEqual(["2H KOEFISIEN_NOT_A_NUMBER", "3H KOEFISIEN_NOT_A_NUMBER"]);
    expect(analysis.lines.map((line) => line.koefisien)).toEqual(["0.25", "83349"]);
    expect(analysis.reading).toMatchObject({ numberFormat: "stored", numberFormatFrom: "declared" });
  });
});

describe("the signature of a header", () => {
  const sign = (...names: Cell[]) => headerSignature({ names });
  it("is the same for the same names, and another for others or another order", () => {
    expect(sign("Kode AHSP", " nama_ahsp ", null)).toBe(sign("kode_ahsp", "Nama Ahsp"));
    expect(sign("kode", "nama")).not.toBe(sign("nama", "kode"));
    expect(sign("kode", null, "nama")).not.toBe(sign("kode", "nama"));
    expect(sign("kode", "x")).not.toBe(sign("kode", "y"));
  });
  it("never changes, because profiles are saved under it", () => {
    expect(sign("sumber", "kode_ahsp", "nama_ahsp")).toMatchInlineSnapshot(`"e2c13a5b46794f43"`);
  });
  it("is told with the reading", async () => {
    const { reading } = await analyseWith([HEADER, ROW]);
    expect(reading.signature).toBe(sign(...HEADER));
  });
});
