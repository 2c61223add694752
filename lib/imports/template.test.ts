import { describe, expect, it } from "vitest";
import { readTable } from "@/lib/imports/read/read";
import { templateCsv, templateXlsx } from "@/lib/imports/template";
import { analyseAhsp } from "@/lib/imports/testing/rows";

describe("the template", () => {
  it.each([
    ["csv", async () => templateCsv()],
    ["xlsx", templateXlsx],
  ])("as %s imports without findings, marked as an example", async (format, make) => {
    const analysis = await analyseAhsp(await readTable(await make()));
    expect(analysis.findings).toEqual([]);
    expect(analysis.counts).toEqual({ rows: 2, headings: 0, lines: 2, duplicate_identical: 0, rejected: 0 });
    expect(analysis.reading).toMatchObject({ format, layout: "flat", headerRow: 1 });
    expect(analysis.reading.columns).toHaveLength(11);
    expect(analysis.jobs).toEqual([
      {
        seq: 0,
        baris: 2,
        sumber: "Contoh",
        kode_ahsp: "1.1.1",
        nama_ahsp: "Pasang 1 m2 dinding bata",
        klasifikasi: "Cipta Karya",
        sub_klasifikasi: "Dinding",
        satuan: "m2",
        source_file: null,
        rejected: 0,
      },
    ]);
    expect(analysis.lines.map((l) => [l.kategori, l.kode_item, l.uraian_item, l.satuan_item, l.koefisien])).toEqual([
      ["TK", "L.01", "Pekerja", "OH", "0.3"],
      ["BHN", "M.01", "Bata merah", "buah", "70.5"],
    ]);
  });

  it("opens as a table where a comma is the decimal sign", () => {
    const text = templateCsv().toString();
    expect(text).toMatch(/^\ufeffSumber;Kode AHSP;/);
    expect(text).toContain(";OH;0,3\r\n");
  });

  it("is the same file every time", async () => {
    expect(await templateXlsx()).toEqual(await templateXlsx());
  });
});
