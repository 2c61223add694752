import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { markedFile } from "@/lib/imports/give-back/marked-file";
import { rejectedFile } from "@/lib/imports/give-back/rejected-file";
import { countFindings, readFindings, readImport } from "@/lib/imports/history";
import { chooseColumns, commitImport, decideSuspects } from "@/lib/imports/open";
import { receiveCorrected, receiveUpload } from "@/lib/imports/receive";
import { runImport } from "@/lib/imports/run";
import { rowsOfFile } from "@/lib/imports/testing/rows";
import { patchDirectory, sheetFile, workbook } from "@/lib/imports/testing/workbook";

const HEADER = "sumber;kode;nama;klasifikasi;kategori;uraian;satuan;koefisien";
const line = (kode: string, uraian: string, koefisien: string) =>
  `Edisi;${kode};=Pekerjaan ${kode};Bab;TK;${uraian};OH;${koefisien}`;
const csv = (...rows: string[]) => Buffer.from([HEADER, ...rows].join("\n"));

async function upload(bytes: Buffer, fileName = "uji.csv"): Promise<number> {
  const how = { fileName, choices: {}, goal: "plan" as const, via: "portal" as const, actor: null };
  const id = await receiveUpload({ ...how, bytes, uploadKey: randomUUID() });
  await runImport(id);
  return id;
}
async function correct(id: number, bytes: Buffer | string, fileName = "betul.csv") {
  await receiveCorrected(id, { bytes: Buffer.from(bytes), fileName });
  await runImport(id);
  return readImport(id);
}
/** The csv that the portal gives out, as text. */
async function rejected(id: number): Promise<string> {
  let text = "";
  for await (const line of (await rejectedFile(id, (key) => key)).lines) text += line;
  return text;
}
async function rowsOf(id: number) {
  const { rows } = await pool().query("SELECT baris, cells, changed FROM import_rows WHERE import_id = $1 ORDER BY 1", [
    id,
  ]);
  return rows as { baris: number; cells: unknown[]; changed: boolean }[];
}
const changed = async (id: number) => (await rowsOf(id)).filter((row) => row.changed).map(({ baris }) => baris);
const SENTENCES = { finding: (key: string) => `${key}.`, corrected: (value: string) => `Sekarang ${value}.` };

afterEach(() => pool().query("TRUNCATE referensi_ahspreferensi, referensi_rincianreferensi"));

describe("a csv of rejected rows that comes back", () => {
  const file = () =>
    csv(
      line("1", "Pekerja", "0,50"),
      line("1", "Mandor", "dua"),
      line("2", "Pekerja", "x"),
      line("2", "Tukang", "1,5"),
    );

  test("is laid over the file: no other line of an AHSP is lost, and what was not corrected stays", async () => {
    const id = await upload(file());
    const given = await rejected(id);
    expect(given).toContain("Edisi;1;'=Pekerjaan 1;Bab;TK;Mandor;OH;dua;3;H: KOEFISIEN_NOT_A_NUMBER");
    const view = await correct(id, given.replace(";dua;", ";0,25;"), "ditolak.csv");
    expect(view).toMatchObject({
      state: "open",
      fileName: "uji.csv",
      patchedRows: 1,
      plan: { report: { ledger: { rows: 4, new: 3, rejected: 1 } } },
      correction: {
        by: "rows",
        fileName: "ditolak.csv",
        rows: { changed: 1, added: 0, removed: 0 },
        findings: { resolved: 1, added: 0, kept: 1 },
      },
    });
    expect((await rowsOf(id))[2]).toMatchObject({ baris: 3, cells: { 2: "=Pekerjaan 1", 7: "0,25" }, changed: true });
    expect(await changed(id)).toEqual([3]);
    // The next csv holds what is left, and the corrections before it hold on.
    const last = await correct(id, (await rejected(id)).replace(";x;", ";0,75;"));
    expect(last).toMatchObject({ patchedRows: 2, plan: { report: { ledger: { new: 4, rejected: 0 } } } });
    await commitImport(id, randomUUID());
    await runImport(id);
    const { rows } = await pool().query("SELECT koefisien::float AS k FROM referensi_rincianreferensi ORDER BY k");
    expect(rows.map(({ k }) => k)).toEqual([0.25, 0.5, 0.75, 1.5]);
  });

  test("is refused as a whole when anything in it does not fit, and the import stays as it was", async () => {
    const id = await upload(file());
    const given = await rejected(id);
    const before = [await readImport(id), await rowsOf(id)];
    const refused = (text: string) => receiveCorrected(id, { bytes: Buffer.from(text), fileName: "x.csv" });
    const cases: [string, object][] = [
      [given.replace(";3;H", ";999;H"), { code: "CORRECTION_ROW_UNKNOWN", params: { row: 2, baris: 999 } }],
      [given.replace(";4;H", ";empat;H"), { code: "CORRECTION_ROW_UNKNOWN", params: { row: 3, baris: "empat" } }],
      [given.replace(";4;H", ";3;H"), { code: "CORRECTION_ROW_TWICE", params: { row: 3, baris: 3 } }],
      [given.replace("sumber;kode", "kode;sumber"), { code: "CORRECTION_COLUMNS" }],
      [given, { code: "CORRECTION_SAME" }],
      [`${given}"`, { code: "CSV_QUOTE" }],
    ];
    for (const [text, error] of cases)
      await expect(refused(text.replace(";dua;", text === given ? ";dua;" : ";1;"))).rejects.toMatchObject(error);
    expect([await readImport(id), await rowsOf(id)]).toEqual(before);
  });

  test("is not taken for a file of its own", async () => {
    const id = await upload(Buffer.from(await rejected(await upload(file()))));
    expect(await readImport(id)).toMatchObject({ state: "open", plan: null, failure: { code: "ROWS_TO_CORRECT" } });
  });

  test("gives way to a whole file", async () => {
    const id = await upload(file());
    await correct(id, (await rejected(id)).replace(";dua;", ";0,25;"));
    const view = await correct(id, file(), "utuh.csv");
    expect(view).toMatchObject({
      patchedRows: 0,
      plan: { report: { ledger: { rejected: 2 } } },
      correction: { rows: { changed: 1, added: 0, removed: 0 }, findings: { resolved: 0, added: 1, kept: 1 } },
    });
  });

  test("keeps numbers numbers, in a workbook whose numbers are real ones; the marked file says what was corrected", async () => {
    const rows = [
      HEADER.split(";"),
      ["E", "1", "A", "B", "TK", "P", "OH", 0.5],
      ["E", "1", "A", "B", "TK", "Q", "OH", -2],
    ];
    const bytes = await sheetFile(rows);
    const id = await upload(bytes, "uji.xlsx");
    const view = await correct(id, (await rejected(id)).replace(";-2;", ";1,234;"));
    expect(view?.plan?.report.ledger).toMatchObject({ new: 2, rejected: 0 });
    expect((await rowsOf(id))[2]?.cells[7]).toBe(1.234);
    const marked = await markedFile(id, SENTENCES);
    expect(marked).toMatchObject({ format: "xlsx", fileName: "uji.xlsx" });
    expect(await rowsOfFile(Buffer.from(marked.bytes))).toEqual(await rowsOfFile(bytes));
    expect(Buffer.from(marked.bytes).equals(bytes)).toBe(false);
  });

  test("belongs to one sheet: of another one nothing is corrected", async () => {
    const sheet = (name: string) => ({ name, rows: [HEADER.split(";"), line("1", name, "dua").split(";")] });
    const id = await upload(await workbook(sheet("Satu"), sheet("Dua")), "uji.xlsx");
    await correct(id, (await rejected(id)).replace(";dua;", ";0,25;"));
    await chooseColumns(id, { sheet: "Satu" });
    await runImport(id);
    expect(await readImport(id)).toMatchObject({ patchedRows: 1, correction: { by: "rows" } });
    await chooseColumns(id, { sheet: "Dua" });
    await runImport(id);
    expect(await readImport(id)).toMatchObject({ patchedRows: 0, correction: null });
    expect((await rowsOf(id))[1]).toMatchObject({ cells: { 5: "Dua", 7: "dua" } });
  });

  test("does not hold rows that only wait for others of their AHSP", async () => {
    const stored = await upload(csv(line("1", "Pekerja", "0,50")));
    await commitImport(stored, randomUUID());
    await runImport(stored);
    const id = await upload(csv(line("1", "Pekerja", "0,75"), line("1", "Mandor", "dua")));
    const given = await rejected(id);
    expect(given.split("\r\n")).toHaveLength(3);
    const view = await correct(id, given.replace(";dua;", ";0,25;"));
    expect(view).toMatchObject({
      correction: { findings: { resolved: 1, added: 0, kept: 0 } },
      plan: { report: { ledger: { rejected: 0, changed: 2 } } },
    });
  });
});

describe("a corrected file", () => {
  test("is told apart row by row from the one before, whatever was moved", async () => {
    const rows = ["Pekerja", "Mandor", "Tukang", "Kepala", "Sopir"].map((uraian) => line("1", uraian, "0,5"));
    const bad = line("2", "Pekerja", "dua");
    const id = await upload(csv(...rows, bad));
    const [first, second, third, ...rest] = rows as [string, string, string, ...string[]];
    const moved = csv(
      line("0", "Baru", "tiga"),
      third,
      first,
      second.replace("0,5", "0,75"),
      ...rest,
      line("2", "Pekerja", "0,1"),
    );
    const view = await correct(id, moved);
    expect(view?.correction).toEqual({
      by: "file",
      fileName: "uji.csv",
      rows: { changed: 2, added: 1, removed: 0 },
      findings: { resolved: 1, added: 1, kept: 0 },
    });
    expect(await changed(id)).toEqual([2, 5, 8]);
    expect(await readFindings(id, { changed: true, kind: "rejected", limit: 9 })).toMatchObject([{ baris: 2 }]);
    expect(await countFindings(id, { changed: true })).toContainEqual({
      kind: "rejected",
      code: "KOEFISIEN_NOT_A_NUMBER",
      count: 1,
    });
    // Reading it in another way changes nothing of that.
    await chooseColumns(id, { numberFormat: "comma" });
    await runImport(id);
    expect(await changed(id)).toEqual([2, 5, 8]);
    expect((await readImport(id))?.correction).toEqual(view?.correction);
  });

  test("that is the marked csv, corrected, differs only in what was corrected", async () => {
    const id = await upload(csv(line("1", "Pekerja", "0,5"), line("1", "Mandor", "dua"), line("2", "Mandor", "x")));
    const marked = Buffer.from((await markedFile(id, SENTENCES)).bytes).toString();
    expect(marked).toContain("KOEFISIEN_NOT_A_NUMBER.reason. KOEFISIEN_NOT_A_NUMBER.remedy.");
    const view = await correct(id, marked.replace(";dua;", ";0,25;"));
    expect(view?.correction).toMatchObject({
      rows: { changed: 1, added: 0, removed: 0 },
      findings: { resolved: 1, added: 0, kept: 1 },
    });
  });

  test("that was in another encoding comes back as UTF-8, whatever was declared", async () => {
    const id = await upload(Buffer.from(csv(line("1", "Pekerja m²", "dua")).toString(), "latin1"));
    await chooseColumns(id, { encoding: "windows-1252", numberFormat: "comma" });
    await runImport(id);
    const { bytes } = await markedFile(id, SENTENCES);
    const view = await correct(id, Buffer.from(Buffer.from(bytes).toString().replace(";dua;", ";0,5;")));
    expect(view).toMatchObject({
      failure: null,
      plan: { report: { ledger: { new: 1 } } },
      choices: { numberFormat: "comma" },
    });
  });

  test("keeps what was decided about rows that are the same, wherever they stand now", async () => {
    const head = ["sumber", "kode", "nama", "kategori", "uraian", "satuan", "koefisien"];
    const row = (uraian: string, koefisien: string | number) => ["E", "1", "A", "TK", uraian, "OH", koefisien];
    const texts = ["0.013", "0.25", "0.5", "0.125"].map((koefisien, i) => row(`P${i}`, koefisien));
    const id = await upload(
      await sheetFile([head, ...texts, row("X", 1234), row("Y", 83_349), row("Z", 2345)]),
      "a.xlsx",
    );
    await decideSuspects(id, { choices: [{ baris: 6, value: "1.234" }] }, null);
    await runImport(id);
    await decideSuspects(id, { choices: [{ baris: 7, value: "83.349" }] }, null);
    await runImport(id);
    const moved = [head, row("Y", 83_349), ...texts, row("X", 1235), row("Z", 2345)];
    const view = await correct(id, await sheetFile(moved), "b.xlsx");
    const { rows } = await pool().query(
      "SELECT baris, koefisien::text, koefisien_raw AS raw FROM import_lines WHERE import_id = $1 AND baris IN (2, 7, 8) ORDER BY 1",
      [id],
    );
    expect(rows).toEqual([
      { baris: 2, koefisien: "83.349000", raw: "83349" },
      { baris: 7, koefisien: "1235.000000", raw: null }, // another number is another question
      { baris: 8, koefisien: "2345.000000", raw: null },
    ]);
    expect(view?.correction).toMatchObject({ rows: { changed: 1, added: 0, removed: 0 } });
    // Also when the file cannot be understood at once.
    const unnamed = await correct(id, await sheetFile([head.with(6, "angka"), ...moved.slice(1)]), "c.xlsx");
    expect(unnamed).toMatchObject({ failure: { code: "COLUMN_MISSING" }, correction: { findings: null } });
    await chooseColumns(id, { columns: { koefisien: "G" } });
    await runImport(id);
    const kept = await pool().query(
      "SELECT koefisien_raw AS raw FROM import_lines WHERE import_id = $1 AND baris = 2",
      [id],
    );
    expect(kept.rows).toEqual([{ raw: "83349" }]);
  });

  test("that cannot be read at all leaves the import as it was", async () => {
    const id = await upload(csv(line("1", "Pekerja", "0,5")));
    const before = await readImport(id);
    const broken = (await sheetFile([["a"]])).subarray(0, 300);
    await expect(receiveCorrected(id, { bytes: broken, fileName: "x.xlsx" })).rejects.toMatchObject({
      code: "FILE_INCOMPLETE",
    });
    expect(await readImport(id)).toEqual(before);
  });
});

describe("a file that is given back", () => {
  test("is there as well when the import is committed", async () => {
    const id = await upload(csv(line("8", "Pekerja", "0,5"), line("9", "Mandor", "dua")));
    await commitImport(id, randomUUID());
    await runImport(id);
    expect(Buffer.from((await markedFile(id, SENTENCES)).bytes).toString()).toContain("KOEFISIEN_NOT_A_NUMBER.reason");
    expect(await rejected(id)).toContain(";dua;3;");
  });

  test("is refused where the import of it would be: a hostile file is marked where files are read", async () => {
    const id = await upload(await sheetFile([HEADER.split(";"), line("1", "Pekerja", "0,5").split(";")]), "a.xlsx");
    const hostile = patchDirectory(await sheetFile([["x"]]), "xl/worksheets/sheet1.xml", {
      uncompressed: 600 * 2 ** 20,
    });
    await pool().query(
      "UPDATE import_files SET bytes = $2 WHERE sha256 = (SELECT file_sha256 FROM imports WHERE id = $1)",
      [id, hostile],
    );
    await expect(markedFile(id, SENTENCES)).rejects.toMatchObject({ code: "FILE_EXPANDS_TOO_MUCH" });
    const gone = new AbortController();
    gone.abort(new Error("nobody waits"));
    await expect(markedFile(id, SENTENCES, gone.signal)).rejects.toThrow("nobody waits");
  });

  test("of an import that does not exist, or that was never understood, is not there", async () => {
    const id = await upload(Buffer.from("bukan tabel"));
    for (const one of [id, 999_999]) {
      await expect(markedFile(one, SENTENCES)).rejects.toHaveProperty("code", "NOT_FOUND");
      await expect(rejectedFile(one, (key) => key)).rejects.toHaveProperty("code", "NOT_FOUND");
    }
  });
});
