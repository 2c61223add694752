/** Rows of files for property tests. */

import fc from "fast-check";
import type { Cell } from "@/lib/imports/types";
import type { WrittenJob } from "./layouts";

const words = (...texts: string[]) => fc.constantFrom(...texts);
const kode = fc.oneof(
  fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 2, maxLength: 5 }).map((parts) => parts.join(".")),
  words("T.01.a", "A.2.2.1.4", "U.1.1.1 (c)", "10.1.(10a)", "2.2.1.1.4", "1.10", "A.4.4.1.1"),
);
const nama = fc
  .tuple(
    words("Pasang", "Pembuatan", "Galian"),
    words("1 m3", "1 m2", "10 cm", "Ø10-150"),
    words("beton K-225", "bata; tebal ½", "tanah"),
  )
  .map((parts) => parts.join(" "));
const item = fc.record({
  kategori: words("TK", "BHN", "ALT") as fc.Arbitrary<"TK" | "BHN" | "ALT">,
  uraian: words(
    "Pekerja",
    "Mandor",
    "Kayu balok 5/7",
    "Semen Portland (PC)",
    "Besi beton Ø10",
    "Alat bantu",
    "Total station",
    "Dump truck 3,5 ton kelas 2",
    "Paku 5 cm",
  ),
  satuan: words("OH", "m3", "kg", "buah", "jam", "Ls"),
  koefisien: fc.integer({ min: 1, max: 999_999 }).map((n) => String(n / 10_000).replace(".", ",")),
});
/** Jobs that can be written in every layout, each item once. */
export const writtenJobs: fc.Arbitrary<WrittenJob[]> = fc.uniqueArray(
  fc.record({
    kode,
    nama,
    satuan: words("m2", "m3", "m'", "unit", "kg"),
    items: fc.uniqueArray(item, {
      minLength: 1,
      maxLength: 8,
      selector: (i) => `${i.kategori} ${i.uraian} ${i.satuan}`,
    }),
  }),
  { minLength: 1, maxLength: 30, selector: (job) => job.kode },
);

// Tables: few different values, so that jobs, repetitions and conflicts meet often.

const TABLE_HEADER = ["sumber", "kode", "nama", "klasifikasi", "kategori", "kode_item", "item", "satuan", "koefisien"];

const one = (...values: Cell[]) => fc.constantFrom<Cell>(...values);

const goodRow = (sumber: fc.Arbitrary<Cell>) =>
  fc.tuple(
    sumber,
    one("1.1", "1.2", "1.10", "2"),
    one("Beton", "Beton", "Bata"),
    one("Bina Marga", "Cipta Karya", null),
    one("TK", "BHN", "ALT", null),
    one("L.01", null),
    one("Pekerja", "Mandor", "Semen"),
    one("OH", "kg", null, " "),
    one("0,5", "0,6", "1,25", "0", 7),
  );
const badRow = fc.tuple(
  one("S", "T", null),
  one("1.1", "1.2", null, { error: "#N/A" }),
  one("Beton", null),
  one(null, "x".repeat(101)),
  one("TK", "otomatis"),
  one(null),
  one("Pekerja", null),
  one("OH", "x".repeat(21)),
  one("x", "-1", null, { formula: true }, "0,5"),
);

/** A table of AHSP in flat layout. @param bad whether some of its rows cannot be imported */
export function tableOf({
  bad,
  sumber = ["S", "S", "T"],
}: {
  bad: boolean;
  sumber?: string[];
}): fc.Arbitrary<Cell[][]> {
  const good = goodRow(one(...sumber));
  const row = bad ? fc.oneof({ weight: 12, arbitrary: good }, { weight: 1, arbitrary: badRow }) : good;
  return fc.array(row, { minLength: 1, maxLength: 14 }).map((rows) => [TABLE_HEADER, ...rows]);
}
