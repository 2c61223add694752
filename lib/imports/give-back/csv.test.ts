import { describe, expect, it } from "vitest";
import { markCsv } from "@/lib/imports/give-back/csv";
import type { Mark } from "@/lib/imports/give-back/marks";
import { delimiterOf } from "@/lib/imports/read/csv";
import { readTable } from "@/lib/imports/read/read";
import { analyseAhsp, rowsOfFile } from "@/lib/imports/testing/rows";

async function piecesOf(pieces: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}

const MARKS: Mark[] = [
  { baris: 5, kolom: "D", severity: "rejected", text: "Bukan angka." },
  { baris: 5, kolom: "C", severity: "flagged", text: "Satuan, kosong; periksa." },
  { baris: 5, kolom: null, severity: "info", text: "Sama." },
  { baris: 3, kolom: "A", severity: "info", text: "=1+1" },
];
const marked = async (file: string, headerRow: number, marks = MARKS) =>
  Buffer.from((await piecesOf(markCsv(Buffer.from(file), { encoding: "utf-8", headerRow }, marks))).join(""));

describe("a marked csv", () => {
  it("has its rows where they were, and remarks in a last column", async () => {
    const file =
      'Judul\nkode;nama;uraian;koef;sumber\n1.1;"Pasang; dinding";Pekerja;0,5;S\n\n1.1;x;Semen;dua;S;lebih\n';
    expect((await marked(file, 2)).toString()).toBe(
      "\ufeffJudul;;;;;\r\n" +
        "kode;nama;uraian;koef;sumber;;Keterangan\r\n" +
        '1.1;"Pasang; dinding";Pekerja;0,5;S;;\'=1+1\r\n' +
        "\r\n" +
        '1.1;x;Semen;dua;S;lebih;"Sama. Satuan, kosong; periksa. Bukan angka."\r\n',
    );
  });

  it.each([";", ",", "\t", "|"])("keeps its separator %j, and imports as it did", async (separator) => {
    const rows = [
      ["sumber", "kode", "nama", "kategori", "uraian", "satuan", "koefisien"],
      ["S", "1.1", "Pasang; dinding, bata|merah", "Bahan", "Semen\tputih", "kg", "1.5"],
      ["S", "1.1", "Pasang; dinding, bata|merah", "Bahan", "Pasir", "m3", "dua"],
    ];
    const file = rows.map((row) => row.map((cell) => `"${cell}"`).join(separator)).join("\r");
    const bytes = await marked(file, 1);
    expect(delimiterOf(bytes, "utf-8")).toBe(separator);
    const [before, after] = [Buffer.from(file), bytes];
    const own = (await rowsOfFile(after)).map(({ baris, cells }) => ({ baris, cells: cells.slice(0, 7) }));
    expect(own).toEqual(await rowsOfFile(before));
    const [one, other] = [await analyseAhsp(await readTable(before)), await analyseAhsp(await readTable(after))];
    expect({ ...other, reading: null }).toEqual({ ...one, reading: null });
    expect(other.reading.columns).toEqual(one.reading.columns);
  });
});
