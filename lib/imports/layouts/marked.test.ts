import { describe, expect, it } from "vitest";
import { analyse } from "@/lib/imports/analyse";
import { readTable } from "@/lib/imports/read/read";
import { addsUp } from "@/lib/imports/testing/layouts";
import { short } from "@/lib/imports/testing/rows";
import type { AhspAnalysis, AnalyseOptions } from "@/lib/imports/types";

const read = async (text: string, options: Partial<AnalyseOptions> = {}): Promise<AhspAnalysis> => {
  const table = await readTable(Buffer.from(`\ufeff${text}`));
  const analysis = (await analyse(table, {
    numberFormat: null,
    constants: { sumber: "S" },
    ...options,
  })) as AhspAnalysis;
  expect(addsUp(analysis)).toBe(true);
  return analysis;
};
const said = ({ jobs, lines }: AhspAnalysis) => [
  ...jobs.map((job) => [job.sumber, job.kode_ahsp, job.nama_ahsp, job.satuan].join("|")),
  ...lines.map((l) => [l.job, l.kategori, l.kode_item, l.uraian_item, l.satuan_item, l.koefisien].join("|")),
];
const JOB = "S|1.1|Pasang bata|m2";

describe("marked text", () => {
  it.each<[string, string, string[]]>([
    [
      "with a row per marker",
      "[AHSP]\n1.1;Pasang bata;m2\n[TENAGA]\nL.01;Pekerja;OH;0,3\n[BAHAN]\nM.01;Bata merah;buah;70,5\n[ALAT]\nE.01;Truk;jam;0,1\n",
      [JOB, "0|TK|L.01|Pekerja|OH|0.3", "0|BHN|M.01|Bata merah|buah|70.5", "0|ALT|E.01|Truk|jam|0.1"],
    ],
    [
      "with the job beside its marker",
      "[AHSP];1.1;Pasang bata;m2\n[ Tenaga Kerja ]\nPekerja;OH;0,3\nMandor;OH;0,03\n",
      [JOB, "0|TK||Pekerja|OH|0.3", "0|TK||Mandor|OH|0.03"],
    ],
    [
      "without sections",
      "[AHSP]\n1.1;Pasang bata;m2\nPekerja;OH;0,3;120000\nMandor;OH;0,03;150000\n",
      [JOB, "0|LAIN||Pekerja|OH|0.3", "0|LAIN||Mandor|OH|0.03"],
    ],
    [
      "with names of its columns, in another order",
      "kode;uraian;koef;satuan\n[AHSP]\n1.1;Pasang bata;;m2\n[tenaga]\nL.01;Pekerja;0,3;OH\n",
      [JOB, "0|TK|L.01|Pekerja|OH|0.3"],
    ],
    [
      "with names below each marker",
      "[AHSP]\nkode_ahsp;nama_ahsp;satuan_pekerjaan\n1.1;Pasang bata;m2\n[ITEM]\nkode_item;uraian;koefisien;satuan\nL.01;Pekerja;0,3;OH\n",
      [JOB, "0|LAIN|L.01|Pekerja|OH|0.3"],
    ],
    [
      "with a marker for its sumber, sums and an end",
      "[SUMBER];SNI 2025\n\n[AHSP];1.1;Pasang bata;m2\n[TENAGA]\nPekerja;OH;0,3\nJUMLAH TENAGA;;;36000\n[TOTAL]\nJumlah;1\n[AHSP];1.2;Galian;m3\nPekerja;OH;0,5\n",
      ["SNI 2025|1.1|Pasang bata|m2", "SNI 2025|1.2|Galian|m3", "0|TK||Pekerja|OH|0.3", "1|LAIN||Pekerja|OH|0.5"],
    ],
    [
      "with a number before each item",
      "[AHSP];1.1;Pasang bata;m2\n[TENAGA]\n1;Pekerja;OH;0,3\n2;Mandor;OH;0,03\n[BAHAN]\n1;Pasir;m3;0,2\n",
      [JOB, "0|TK||Pekerja|OH|0.3", "0|TK||Mandor|OH|0.03", "0|BHN||Pasir|m3|0.2"],
    ],
  ])("%s is understood", async (_, text, expected) => {
    const analysis = await read(text, text.includes("SUMBER") ? { constants: {} } : {});
    expect(analysis.reading.layout).toBe("marked");
    expect(said(analysis)).toEqual(expected);
    expect(analysis.findings.filter((finding) => finding.kind !== "flagged")).toEqual([]);
  });

  it("flags items without a section, and refuses those of an unknown one", async () => {
    const analysis = await read("[AHSP]\n1.1;A;m2\nPekerja;OH;0,3\n[ANEH]\nBata;buah;70,5\n");
    expect(short(analysis)).toEqual(["3 KATEGORI_EMPTY", "5 KATEGORI_UNKNOWN"]);
    expect(analysis.findings[1]).toMatchObject({ value: "[ANEH]" });
    expect(analysis.counts).toEqual({ rows: 5, headings: 3, lines: 1, duplicate_identical: 0, rejected: 1 });
  });

  it("never gives items of a job that cannot be read to the one above", async () => {
    const analysis = await read("[AHSP]\n1.1;A;m2\nPekerja;OH;0,3\n[AHSP]\n;;m2\nMandor;OH;0,3\n");
    expect(short(analysis).filter((one) => !one.includes("EMPTY"))).toEqual(["5A KODE_MISSING", "6 HEADING_REJECTED"]);
  });

  it("takes no item for a job whose own row and next marker are missing", async () => {
    const analysis = await read(
      "[AHSP]\n1.1;A;m2\nL.01;Pekerja;OH;0,3\n[AHSP]\nL.02;Mandor;OH;0,3\nL.03;Tukang;OH;0,1\n",
    );
    expect(said(analysis)).toEqual(["S|1.1|A|m2", "0|LAIN|L.01|Pekerja|OH|0.3"]);
    expect(short(analysis).filter((one) => !one.includes("EMPTY"))).toEqual(["5A KODE_MISSING", "6 HEADING_REJECTED"]);
    const priced = await read("[AHSP]\n1.1;A;m2;150000\n[TENAGA]\nPekerja;OH;0,3\n");
    expect(said(priced)[0]).toBe("S|1.1|A|m2");
  });

  it("refuses items above the first job", async () => {
    const analysis = await read("Daftar AHSP\nPekerja;OH;0,3\n[AHSP];1.1;A;m2\nMandor;OH;0,3\n");
    expect(short(analysis).filter((one) => one.includes("KODE"))).toHaveLength(1);
    expect(analysis.counts).toMatchObject({ rows: 4, headings: 2, lines: 1, rejected: 1 });
  });

  it("needs a sumber from somewhere", async () => {
    await expect(read("[AHSP]\n1.1;A;m2\nPekerja;OH;0,3\n", { constants: {} })).rejects.toMatchObject({
      code: "COLUMN_MISSING",
      params: { columns: "sumber" },
    });
  });

  it("takes columns by hand, and tells in which column an item is wrong", async () => {
    const columns = { uraian_item: "B", koefisien: "D", satuan_item: "C", kode_item: null } as const;
    const text = "[AHSP]\n1.1;A;m2\n1.1.1;Pekerja;OH;0,3\n1.1.2;Mandor;OH;x\n";
    const analysis = await read(text, { columns });
    expect(said(analysis)).toEqual(["S|1.1|A|m2", "0|LAIN||Pekerja|OH|0.3"]);
    expect(short(analysis)).toContain("4D KOEFISIEN_NOT_A_NUMBER");
  });
});
