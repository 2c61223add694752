import type { Kategori } from "@/lib/imports/types";

/** What sample data is put together from: words as they stand in such analyses, numbers of plausible size. */

export interface SampleItem {
  kategori: Kategori;
  kode: string;
  uraian: string;
  satuan: string;
  /** Smallest and largest koefisien, in ten-thousandths. */
  range: readonly [number, number];
}

const item = (
  kategori: Kategori,
  kode: string,
  uraian: string,
  satuan: string,
  from: number,
  to: number,
): SampleItem => ({
  kategori,
  kode,
  uraian,
  satuan,
  range: [from, to],
});

export const ITEMS: readonly SampleItem[] = [
  item("TK", "L.01", "Pekerja", "OH", 500, 20000),
  item("TK", "L.02", "Tukang batu", "OH", 200, 9000),
  item("BHN", "M.01", "Semen Portland (PC)", "kg", 10000, 4000000),
  item("BHN", "M.02", "Pasir pasang", "m3", 100, 12000),
  item("TK", "L.03", "Kepala tukang", "OH", 50, 900),
  item("TK", "L.04", "Mandor", "OH", 50, 1500),
  item("BHN", "M.03", "Bata merah 5 x 11 x 22 cm", "buah", 300000, 1400000),
  item("ALT", "E.01", "Molen 0,35 m3", "jam", 200, 5000),
  item("BHN", "M.04", "Kerikil beton maksimum 30 mm", "kg", 1000000, 10500000),
  item("BHN", "M.05", "Besi beton polos", "kg", 10500, 1575000),
  item("BHN", "M.06", "Kayu kelas II", "m3", 50, 4000),
  item("BHN", "M.07", "Paku 5 - 12 cm", "kg", 500, 4000),
  item("ALT", "E.02", "Dump truck 3 - 4 m3", "jam", 100, 3000),
  item("ALT", "E.03", "Excavator 80 - 140 HP", "jam", 80, 1500),
  item("BHN", "M.08", "Air", "liter", 100000, 2150000),
  item("BHN", "M.09", "Cat tembok", "kg", 500, 2600),
  item("TK", "L.05", "Tukang kayu", "OH", 200, 6600),
  item("BHN", "M.10", "Plywood 9 mm", "lembar", 1000, 3500),
  item("ALT", "E.04", "Stamper", "jam", 100, 2000),
  item("LAIN", "X.01", "Alat bantu", "Ls", 10000, 10000),
];

export interface SampleKind {
  klasifikasi: string;
  sub: readonly string[];
  /** With {n}: what makes each job its own. */
  names: readonly string[];
}

export const KINDS: readonly SampleKind[] = [
  {
    klasifikasi: "Cipta Karya",
    sub: ["Pekerjaan Tanah", "Pekerjaan Pondasi", "Pekerjaan Dinding", "Pekerjaan Plesteran"],
    names: [
      "Pemasangan 1 m2 dinding bata merah tebal 1/2 batu campuran 1 SP : {n} PP",
      "Pemasangan 1 m2 plesteran 1 SP : {n} PP tebal 15 mm",
      "Pembuatan 1 m3 beton mutu f'c = {n} MPa",
      "Penggalian 1 m3 tanah biasa sedalam {n} m",
    ],
  },
  {
    klasifikasi: "Bina Marga",
    sub: ["Drainase", "Perkerasan Berbutir", "Perkerasan Aspal", "Struktur"],
    names: [
      "Galian untuk selokan drainase dan saluran air tipe {n}",
      "Lapis fondasi agregat kelas A ruas {n}",
      "Laston lapis aus (AC-WC) campuran {n}",
      "Pasangan batu dengan mortar tipe {n}",
    ],
  },
  {
    klasifikasi: "Sumber Daya Air",
    sub: ["Bendung", "Jaringan Irigasi", "Pengaman Sungai"],
    names: [
      "Pasangan 1 m3 batu kali untuk talud saluran tipe {n}",
      "Pemasangan 1 m3 bronjong kawat galvanis ukuran {n}",
      "Pembersihan 1 m2 saluran irigasi lebar {n} m",
      "Pemasangan pintu air sorong ukuran {n}",
    ],
  },
];

/** The word stands first, so that nobody takes these for published editions. */
export const SUMBER: readonly string[] = ["Contoh SNI 2025", "Contoh AHSP 2024", "Contoh SE 182/2025"];
