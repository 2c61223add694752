/**
 * A small workbook of the same shape as the real SNI_2025_AHSP.xlsx, with the same hazards: decimal separators lost to
 * Excel, a unit that is too long, lines repeated with the same and with another koefisien, empty kategori, one kode with
 * two names, names decoded twice, jobs spread over the file, sumber as formulas that point one row up.
 */

import { type CellInput, workbook } from "./workbook";

export const SNI_HEADER = [
  "id",
  "kode_ahsp",
  "nama_ahsp",
  "kode_item_lookup",
  "kategori",
  "item",
  "satuan",
  "koefisien",
  "source_file",
  "sumber_ahsp",
] as const;

/** Figures of the same kind as sni2025_expected.json. */
export interface SniExpected {
  rows: number;
  jobs: number;
  lines: number;
  perKategori: { TK: number; BHN: number; ALT: number; LAIN: number };
  duplicateIdentical: number;
  rejectedRows: number[];
  conflicting: { lines: number; keys: number; ahsp: number };
  kategoriEmptyRows: number;
  suspect: { lines: number; ahsp: number };
  twoNames: { row: number; kode: string }[];
  mojibakeNames: number;
  missingUnit: number;
}

type Item = [kode: string, kategori: string | null, item: string, satuan: string | null, koefisien: string | number];

const WORKER: Item = ["L.01", "Tenaga Kerja", "Pekerja", "OH", "0.6"];
const FOREMAN: Item = ["L.04", "Tenaga Kerja", "Mandor", "OH", "0.06"];
const CEMENT: Item = ["B.1871", "Bahan", "Semen Portland (PC)", "kg", "326.0"];
const TRUCK: Item = ["E.21", "Peralatan", "Dump truck", "jam", "0.0357"];

/** `jobs` plain jobs of four lines (a tenth of them with a separator lost), then one of each hazard. At least 10. */
export function sniRows(jobs = 40): { rows: CellInput[][]; expected: SniExpected } {
  const rows: CellInput[][] = [[...SNI_HEADER]];
  const expected: SniExpected = {
    rows: 0,
    jobs: 0,
    lines: 0,
    perKategori: { TK: 0, BHN: 0, ALT: 0, LAIN: 0 },
    duplicateIdentical: 0,
    rejectedRows: [],
    conflicting: { lines: 1, keys: 1, ahsp: 1 },
    kategoriEmptyRows: 0,
    suspect: { lines: 0, ahsp: 0 },
    twoNames: [],
    mojibakeNames: 0,
    missingUnit: 0,
  };
  const add = (
    kode: string,
    nama: string,
    [kodeItem, kategori, item, satuan, koefisien]: Item,
    kept = true,
  ): number => {
    const row = rows.length + 1;
    const sumber = row === 2 ? "AHSP 2025" : { formula: `J${row - 1}`, value: "AHSP 2025" };
    rows.push([row - 1, kode, nama, kodeItem, kategori, item, satuan, koefisien, "hasil_1.xlsx", sumber]);
    expected.rows++;
    if (!kept) return row;
    expected.lines++;
    const words = { "Tenaga Kerja": "TK", Bahan: "BHN", Peralatan: "ALT" } as const;
    expected.perKategori[words[kategori as keyof typeof words] ?? "LAIN"]++;
    return row;
  };
  const job = (kode: string, nama: string, items: Item[]): void => {
    expected.jobs++;
    for (const item of items) add(kode, nama, item);
  };

  for (let n = 1; n <= jobs; n++) {
    const lost = n % 10 === 0;
    // Excel in an Indonesian locale read "83.349" as 83349.
    const cement: Item = lost ? ["B.1871", "Bahan", "Semen Portland (PC)", "kg", 83349] : CEMENT;
    job(`1.${Math.ceil(n / 9)}.${n}`, `Pembuatan 1 m3 beton mutu ${n}`, [WORKER, FOREMAN, cement, TRUCK]);
    if (lost) {
      expected.suspect.lines++;
      expected.suspect.ahsp++;
    }
  }

  job("2.1", "Pasang 1 mÂ² dinding bata", [WORKER, FOREMAN]);
  expected.mojibakeNames++;
  add("2.1", "Pasang 1 mÂ² dinding bata", WORKER, false);
  expected.duplicateIdentical++;
  add("2.1", "Pasang 1 mÂ² dinding bata", ["L.04", "Tenaga Kerja", "Mandor", "OH", "0.6"]);

  job("4.1.1.28", "Sewa water truck", [["", null, "Kebutuhan air", null, "5.0"]]);
  expected.kategoriEmptyRows++;
  expected.missingUnit++;
  const longUnit = "bulan bulan hari hari orang orang hari hari hari/m2";
  expected.rejectedRows.push(add("4.1.1.28", "Sewa water truck", ["", null, "Biaya", longUnit, "1900000.0"], false));
  expected.kategoriEmptyRows++;

  job("9.3.1.19", "Pemasangan pompa air", [WORKER]);
  expected.twoNames.push({ row: add("9.3.1.19", "Pemasangan pompa lumpur", FOREMAN), kode: "9.3.1.19" });

  // The first job again, far from its other lines.
  add("1.1.1", "Pembuatan 1 m3 beton mutu 1", ["B.0001", "Bahan", "Air", "liter", "215.0"]);
  return { rows, expected };
}

/** The rows as an xlsx file. */
export async function sniFile(jobs?: number): Promise<{ bytes: Buffer; expected: SniExpected }> {
  const { rows, expected } = sniRows(jobs);
  return { bytes: await workbook({ name: "SNI_2025_AHSP", rows }), expected };
}
