import { describe, expect, it } from "vitest";
import { arrange, assertComplete } from "@/lib/imports/arrangement";
import { columnIndex, columnLetter, fieldsOf, findHeader } from "@/lib/imports/layout";
import { detectLayout } from "@/lib/imports/layouts/detection";
import { sheetRows } from "@/lib/imports/testing/rows";
import type { Cell, Field } from "@/lib/imports/types";

const COMPLETE = ["sumber", "kode_ahsp", "nama_ahsp", "uraian_item", "koefisien"];
const readHeader = (rows: ReturnType<typeof sheetRows>) => {
  const arrangement = arrange(rows, {});
  assertComplete(arrangement);
  return arrangement.header;
};
const fields = (header: string[]) => findHeader(sheetRows([header]))?.columns.map((column) => column.field);

describe("the header row", () => {
  it.each<[string, Field]>([
    ["sumber_ahsp", "sumber"],
    [" SUMBER ", "sumber"],
    ["Kode AHSP", "kode_ahsp"],
    ["kode", "kode_ahsp"],
    ["Nama  Ahsp", "nama_ahsp"],
    ["klasifikasi", "klasifikasi"],
    ["Sub Klasifikasi", "sub_klasifikasi"],
    ["subklasifikasi", "sub_klasifikasi"],
    ["sub_klasifikasi", "sub_klasifikasi"],
    ["Satuan\u00a0Pekerjaan", "satuan_pekerjaan"],
    ["satuan_ahsp", "satuan_pekerjaan"],
    ["satuan", "satuan_item"],
    ["satuan_item", "satuan_item"],
    ["Kelompok", "kategori"],
    ["kode_item_lookup", "kode_item"],
    ["item", "uraian_item"],
    ["uraian", "uraian_item"],
    ["QTY", "koefisien"],
    ["koef", "koefisien"],
    ["source_file", "source_file"],
  ])("reads %j as %s", (name, field) => expect(fields([name, "Klasifikasi", "koefisien", "sumber"])).toContain(field));

  it("is the row of the first twenty that names most fields, the earlier of equals", () => {
    const title: Cell[][] = [["Daftar AHSP"], ["kode", "nama"], [], COMPLETE, COMPLETE];
    expect(findHeader(sheetRows(title))?.baris).toBe(4);
    const at = (row: number) => sheetRows([...Array.from({ length: row - 1 }, () => ["x"]), COMPLETE]);
    expect(findHeader(at(20))?.baris).toBe(20);
    expect(findHeader(at(21))).toBeNull();
  });

  it("leaves unknown columns out and knows the letters of the others", () => {
    const header = readHeader(sheetRows([["id", ...COMPLETE, "harga", null, 3, "satuan"]]));
    expect(header.columns.map(({ field, kolom }) => `${kolom} ${field}`)).toEqual([
      "B sumber",
      "C kode_ahsp",
      "D nama_ahsp",
      "E uraian_item",
      "F koefisien",
      "J satuan_item",
    ]);
    expect(fieldsOf(header, { baris: 9, cells: [1, "S"] }).fields).toMatchObject({ sumber: "S", koefisien: null });
  });

  it("names what is missing or given twice", () => {
    const error = (header: Cell[]) => {
      try {
        return readHeader(sheetRows([["judul"], header]));
      } catch (thrown) {
        const { code, params } = thrown as { code: string; params: object };
        return { code, params };
      }
    };
    expect(error(["apa", "ini"])).toEqual({ code: "HEADER_MISSING", params: { rows: "1–20" } });
    expect(error(["kode", "nama", "satuan"])).toEqual({
      code: "COLUMN_MISSING",
      params: { columns: "uraian_item, koefisien, sumber", row: 2 },
    });
    expect(error([...COMPLETE, "satuan", "Satuan"])).toEqual({
      code: "COLUMN_TWICE",
      params: { field: "satuan_item", first: "F", second: "G" },
    });
    expect(error([...COMPLETE, "kategori", "kelompok"])).toMatchObject({ code: "COLUMN_TWICE" });
  });

  it.each([
    [["name", "company", "technologies"], "company_name", "B"],
    [["perusahaan", "name", "teknologi"], "company_name", "A"],
    [["company", "website", "domain", "technologies"], "domain", "C"],
    [[...COMPLETE, "satuan", "satuan_item"], "satuan_item", "G"],
    [["kode", ...COMPLETE], "kode_ahsp", "C"],
  ])("of %j takes the column that says more for %s: %s", (header, field, kolom) => {
    const { columns } = readHeader(sheetRows([header]));
    expect(columns.filter((column) => column.field === field).map((column) => column.kolom)).toEqual([kolom]);
  });
});

describe("the layout", () => {
  const layout = (rows: Cell[][]) => {
    const all = sheetRows([COMPLETE, ...rows]);
    return detectLayout(all, findHeader(all)).layout;
  };
  const full = ["S", "1.1", "Beton", "Pekerja", 1];
  const heading = ["S", "1.1", "Beton"];
  const item = [null, null, null, "Pekerja", 1];

  it("is flat when rows name their job themselves", () => {
    expect(layout([full, full])).toBe("flat");
    expect(layout([])).toBe("flat");
    expect(layout([item, item])).toBe("flat");
  });
  it("is block when rows that only name a job lead items that do not", () => {
    expect(layout([heading, item, item])).toBe("block");
    expect(layout([heading, ["S", "1.1", null, "Pekerja", 1]])).toBe("block");
    expect(layout([heading, heading])).toBe("block");
  });
  it("stays flat for a flat file with a few defective rows", () => {
    expect(layout([full, full, heading, item, full])).toBe("flat");
  });
});

it("letters and positions of columns are inverse", () => {
  expect([0, 25, 26, 255, 701, 702, 16383].map(columnLetter)).toEqual(["A", "Z", "AA", "IV", "ZZ", "AAA", "XFD"]);
  for (let i = 0; i < 16384; i += 37) expect(columnIndex(columnLetter(i))).toBe(i);
});
