import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { originalText } from "@/lib/format/csv";
import { cellText, type RejectedRow, rejectedCsv } from "@/lib/imports/give-back/rejected";
import { readTable } from "@/lib/imports/read/read";
import { analyseAhsp, rowsOfFile, short } from "@/lib/imports/testing/rows";
import type { Cell } from "@/lib/imports/types";

async function piecesOf(pieces: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}

const HEADER = ["sumber", "kode", "nama", "kategori", "uraian", "satuan", "koefisien"];
const written = async (rows: RejectedRow[], header: string[] = HEADER) =>
  Buffer.from((await piecesOf(rejectedCsv(header, rows))).join(""));
const row = (baris: number, cells: (string | null)[], ...reasons: string[]): RejectedRow => ({ baris, cells, reasons });

const ROWS = [
  row(3, ["S", "1.1", "=Pasang; 1 m2", "Bahan", "+Semen", "zak\nbaru", "-0,5"], "Koefisien negatif.", "Perbaiki."),
  row(7, ["S", "1.1", "=Pasang; 1 m2", null, '@Pasir "halus"', "m3", "dua"], "Bukan angka."),
];

describe("a csv of the rejected rows", () => {
  it("has their columns and texts, then where they stood and why", async () => {
    expect((await written(ROWS)).toString()).toBe(
      "\ufeffsumber;kode;nama;kategori;uraian;satuan;koefisien;Baris;Alasan\r\n" +
        `S;1.1;"'=Pasang; 1 m2";Bahan;'+Semen;"zak\nbaru";-0,5;3;Koefisien negatif. Perbaiki.\r\n` +
        `S;1.1;"'=Pasang; 1 m2";;"'@Pasir ""halus""";m3;dua;7;Bukan angka.\r\n`,
    );
  });

  it("imports when the mistakes are corrected, without the added columns", async () => {
    const corrected = (await written(ROWS)).toString().replace("-0,5", "0,5").replace(";dua;", ";2,25;");
    const analysis = await analyseAhsp(await readTable(Buffer.from(corrected)));
    expect(analysis.counts).toMatchObject({ rows: 2, lines: 2, rejected: 0 });
    expect(analysis.reading.columns.map(({ header }) => header)).toEqual(HEADER);
    expect(analysis.lines.map(({ koefisien }) => koefisien)).toEqual(["0.5", "2.25"]);
    expect(short(analysis)).toEqual(["3D KATEGORI_EMPTY"]);
  });

  it("gives every text back as it was", async () => {
    const hostile = fc.string({ unit: fc.constantFrom("'", "=", "-", "+", "@", "\t", "\r", ";", '"', "\n", "a", "5") });
    await fc.assert(
      fc.asyncProperty(fc.array(hostile, { minLength: 1, maxLength: 5 }), async (texts) => {
        const rows = await rowsOfFile(
          await written(
            [row(2, ["x", ...texts])],
            ["kode", "nama", "uraian", "satuan", "koefisien", "sumber"].slice(0, texts.length + 1),
          ),
        );
        const cells = rows[1]?.cells.slice(1, texts.length + 1) as string[];
        // A reader that takes the guard away itself gives these texts at once.
        expect([cells, cells.map(originalText)]).toContainEqual(texts);
      }),
    );
  });

  it("of rejected rows again has the added columns once", async () => {
    const again = await written(
      [row(2, ["S", "1.1", "3", "Alasan lama."], "Baru.")],
      ["sumber", "kode", "Baris", "Alasan"],
    );
    expect(again.toString()).toBe("\ufeffsumber;kode;Baris;Alasan\r\nS;1.1;2;Baru.\r\n");
  });

  it("keeps cells beyond the header", async () => {
    expect((await written([row(2, ["S", "1", "lebih"], "x")], ["sumber", "kode"])).toString()).toContain(
      "S;1;2;x;lebih\r\n",
    );
  });
});

it.each<[Cell, string | null, string | null]>([
  ["1,5 ", "1,5 ", "1,5 "],
  [0.5, "0,5", "0.5"],
  [8e-5, "0,00008", "0.00008"],
  [83349, "83349", "83349"],
  [1e300, "1e+300", "1e+300"],
  [true, "TRUE", "TRUE"],
  [{ date: 45678 }, "2025-01-21", "2025-01-21"],
  [{ error: "#N/A" }, "#N/A", "#N/A"],
  [{ formula: true }, null, null],
  ["", null, null],
  [null, null, null],
])("the cell %j is written as %j where decimals have a comma, else as %j", (cell, comma, point) => {
  expect([cellText(cell, "comma"), cellText(cell, "point")]).toEqual([comma, point]);
});
