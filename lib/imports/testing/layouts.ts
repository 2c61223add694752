/** Jobs written in each layout, for tests. */

import { analyse } from "@/lib/imports/analyse";
import type { Layout } from "@/lib/imports/choices";
import type { AhspAnalysis, AnalyseOptions, Cell, Kategori } from "@/lib/imports/types";
import { sheetRows } from "./rows";

export interface WrittenItem {
  kategori: Exclude<Kategori, "LAIN">;
  uraian: string;
  satuan: string;
  /** With a decimal comma. */
  koefisien: string;
}
export interface WrittenJob {
  kode: string;
  nama: string;
  satuan: string;
  items: WrittenItem[];
}

const SECTIONS = { TK: "TENAGA KERJA", BHN: "BAHAN", ALT: "PERALATAN" } as const;
const KATEGORI = ["TK", "BHN", "ALT"] as const;

/** Analysis of these rows under choices. @throws Error when they hold something else than AHSP */
export async function analyseWith(
  rows: readonly (readonly Cell[])[],
  options: Partial<AnalyseOptions> = {},
): Promise<AhspAnalysis> {
  const table = { format: "xlsx", sheet: "Sheet1", rows: sheetRows(rows) } as const;
  const analysis = await analyse(table, { numberFormat: null, ...options });
  if (analysis.kind !== "ahsp") throw new Error(`a file of ${analysis.kind}`);
  return analysis;
}

/** What an analysis understood, in the shape that was written; items in order of kategori. */
export function understood({ jobs, lines }: AhspAnalysis): WrittenJob[] {
  return jobs.map((job) => ({
    kode: job.kode_ahsp,
    nama: job.nama_ahsp,
    satuan: job.satuan ?? "",
    items: lines
      .filter((line) => line.job === job.seq)
      .map((line) => ({
        kategori: line.kategori as WrittenItem["kategori"],
        uraian: line.uraian_item,
        satuan: line.satuan_item ?? "",
        koefisien: line.koefisien.replace(".", ","),
      })),
  }));
}

/** rows + further_lines = headings + lines + duplicate_identical + rejected */
export function addsUp({ counts }: AhspAnalysis): boolean {
  const { rows, further_lines = 0, headings, lines, duplicate_identical, rejected } = counts;
  return rows + further_lines === headings + lines + duplicate_identical + rejected;
}

export const WRITERS: Record<Layout, (jobs: readonly WrittenJob[]) => Cell[][]> = {
  flat: (jobs) => [
    ["sumber", "kode_ahsp", "nama_ahsp", "satuan_pekerjaan", "kategori", "uraian", "satuan", "koefisien"],
    ...jobs.flatMap((job) =>
      job.items.map((i) => ["S", job.kode, job.nama, job.satuan, i.kategori, i.uraian, i.satuan, i.koefisien]),
    ),
  ],
  block: (jobs) => [
    ["sumber", "kode_ahsp", "nama_ahsp", "kategori", "uraian", "satuan", "koefisien"],
    ...jobs.flatMap((job) => [
      ["S", job.kode, job.nama, null, null, job.satuan, null],
      ...job.items.map((i) => [null, null, null, i.kategori, i.uraian, i.satuan, i.koefisien]),
    ]),
  ],
  official: (jobs) => jobs.flatMap(officialBlock),
  marked: (jobs) =>
    jobs.flatMap((job) => [
      ["[AHSP]"],
      [job.kode, job.nama, job.satuan],
      ...KATEGORI.flatMap((kategori) => [
        [`[${SECTIONS[kategori]}]`],
        ...ofKategori(job, kategori).map((i) => ["L.01", i.uraian, i.satuan, i.koefisien]),
      ]),
    ]),
  packed: (jobs) => [
    ["sumber", "kode", "nama", "satuan", "tenaga", "bahan", "alat"],
    ...jobs.map((job) => [
      "S",
      job.kode,
      job.nama,
      job.satuan,
      ...KATEGORI.map((k) =>
        ofKategori(job, k)
          .map((i) => `${i.uraian} ${i.koefisien} ${i.satuan}`)
          .join("; "),
      ),
    ]),
  ],
};

function ofKategori(job: WrittenJob, kategori: Kategori): WrittenItem[] {
  return job.items.filter((item) => item.kategori === kategori);
}

function officialBlock(job: WrittenJob): Cell[][] {
  return [
    [],
    [job.kode, job.nama],
    ["Satuan", job.satuan],
    ["No", "Uraian", "Kode", "Satuan", "Koefisien", "Harga Satuan (Rp)", "Jumlah Harga (Rp)"],
    ["1", "2", "3", "4", "5", "6", "7 = 5 x 6"],
    ...KATEGORI.flatMap((kategori, i): Cell[][] => [
      ["ABC"[i] as string, SECTIONS[kategori]],
      ...ofKategori(job, kategori).map((item, n): Cell[] => [
        n + 1,
        item.uraian,
        "L.01",
        item.satuan,
        item.koefisien,
        100_000,
        50_000,
      ]),
      [null, `JUMLAH ${SECTIONS[kategori]}`, null, null, null, null, 50_000],
    ]),
    ["D", "Jumlah (A+B+C)", null, null, null, null, 150_000],
    ["E", "Biaya umum dan keuntungan", "15% x D", null, null, null, 22_500],
    ["F", "Harga satuan pekerjaan (D+E)", null, null, null, null, 172_500],
  ];
}
