import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { type Choices, NO_CHOICES } from "./choices";
import { readImport } from "./history";
import { chooseColumns, commitImport, readWithoutProfile } from "./open";
import { forgetProfile } from "./profiles";
import { receiveCorrected, receiveUpload } from "./receive";
import { runImport } from "./run";
import { workbook } from "./testing/workbook";

/** A header that names nothing that the portal knows. */
const HEADER = "Ed;No;Pek;Jenis;Rinci;Sat;Kf";
const COLUMNS = {
  sumber: "A",
  kode_ahsp: "B",
  nama_ahsp: "C",
  kategori: "D",
  uraian_item: "E",
  satuan_item: "F",
  koefisien: "G",
} as const;
const line = (kode: string, koefisien: string) => `SNI;${kode};Pekerjaan ${kode};TK;Pekerja;OH;${koefisien}`;

async function upload(
  content: string[] | Buffer,
  {
    choices = {},
    actor = "sari",
    useProfile = true,
  }: { choices?: Partial<Choices>; actor?: string; useProfile?: boolean } = {},
) {
  const id = await receiveUpload({
    bytes: Buffer.isBuffer(content) ? content : Buffer.from(content.join("\n")),
    fileName: "uji.csv",
    uploadKey: randomUUID(),
    choices,
    useProfile,
    goal: "plan",
    via: "portal",
    actor,
  });
  await runImport(id);
  return id;
}
async function look(id: number) {
  const item = await readImport(id);
  if (!item) throw new Error("no import");
  return item;
}
async function commit(id: number) {
  await commitImport(id, randomUUID());
  await runImport(id);
  expect(await look(id)).toMatchObject({ state: "committed" });
}
async function koefisien(id: number): Promise<string[]> {
  const { rows } = await pool().query("SELECT koefisien FROM import_lines WHERE import_id = $1 ORDER BY baris", [id]);
  return rows.map((row) => row.koefisien);
}
/** Somebody says how a file is to be read, and commits it. */
async function learn(choices: Partial<Choices>, lines = [HEADER, line("1", "0,5")]) {
  const id = await upload(lines, { choices });
  await commit(id);
}

beforeAll(() =>
  pool().query(`INSERT INTO "user" (id, name, email, updated_at)
    VALUES ('sari', 'Sari', 'sari@example.org', now()), ('budi', 'Budi', 'budi@example.org', now())`),
);
afterEach(() => pool().query("TRUNCATE referensi_ahspreferensi, imports, import_profiles CASCADE"));

describe("a mapping that led to a commit", () => {
  test("reads the next file with the same header, whoever brings it, and says whose it is", async () => {
    await learn({ headerRow: 1, columns: COLUMNS });
    const id = await upload(["Judul di atas tabel", HEADER, line("2", "0,5"), line("3", "0,75")], { actor: "budi" });
    const item = await look(id);
    expect(item).toMatchObject({
      state: "open",
      failure: null,
      choices: {},
      profile: { by: "Sari", actor: "sari", choices: { columns: COLUMNS, headerRow: 2 } },
      reading: { headerRow: 2 },
      plan: { report: { ledger: { rows: 2, new: 2, rejected: 0 } } },
    });
    await commit(id);
    // Used again, it stays that of who made it.
    expect((await pool().query("SELECT actor FROM import_profiles")).rows).toEqual([{ actor: "sari" }]);
  });

  test("is not used for other names, other places, or a file with choices of its own", async () => {
    await learn({ headerRow: 1, columns: COLUMNS });
    for (const header of ["Ed;No;Pek;Jenis;Rinci;Sat;Harga", "No;Ed;Pek;Jenis;Rinci;Sat;Kf"])
      expect(await look(await upload([header, line("2", "0,5")]))).toMatchObject({
        profile: null,
        failure: { code: "HEADER_MISSING" },
      });
    const own = await upload([HEADER, line("2", "0,5")], { choices: { constants: { sumber: "SNI" } } });
    expect(await look(own)).toMatchObject({ profile: null, failure: { code: "HEADER_MISSING" } });
    const without = await upload([HEADER, line("2", "0,5")], { useProfile: false });
    expect(await look(without)).toMatchObject({ profile: null, failure: { code: "HEADER_MISSING" } });
  });

  test("never stands over the number format that a column proves, and helps where it proves none", async () => {
    await learn({ headerRow: 1, columns: COLUMNS, numberFormat: "comma" });
    const proven = await upload([HEADER, line("2", "0.5"), line("3", "1.234")]);
    expect(await look(proven)).toMatchObject({ profile: { by: "Sari" }, reading: { numberFormat: "point" } });
    expect(await koefisien(proven)).toEqual(["0.500000", "1.234000"]);
    const either = await upload([HEADER, line("2", "1.234")]);
    expect(await look(either)).toMatchObject({ profile: { choices: { numberFormat: "comma" } } });
    expect(await koefisien(either)).toEqual(["1234.000000"]);
  });

  test("is not kept when a column that it uses has no name, or nothing of it holds for other files", async () => {
    await learn({ columns: COLUMNS, headerRow: 1 }, ["Ed;No;Pek;Jenis;Rinci;;Kf", line("1", "0,5")]);
    await learn({ headerRow: 1 }, ["sumber;kode;nama;kategori;uraian;satuan;koefisien", line("1", "0,75")]);
    expect((await pool().query("SELECT FROM import_profiles")).rowCount).toBe(0);
  });

  test("gives way to a person: to do without it, and to what is chosen over it", async () => {
    await learn({ headerRow: 1, columns: COLUMNS });
    const id = await upload([HEADER, line("2", "0,5")]);
    await readWithoutProfile(id);
    await runImport(id);
    expect(await look(id)).toMatchObject({ profile: null, failure: { code: "HEADER_MISSING" } });
    const cleared = await upload([HEADER, line("2", "0,5")]);
    await chooseColumns(cleared, NO_CHOICES);
    await runImport(cleared);
    expect(await look(cleared)).toMatchObject({ profile: null, failure: { code: "HEADER_MISSING" } });
    const changed = await upload([HEADER, line("2", "0,5")], { actor: "budi" });
    await chooseColumns(changed, { ...NO_CHOICES, headerRow: 1, columns: { ...COLUMNS, satuan_item: null } });
    await runImport(changed);
    await commit(changed);
    expect((await pool().query("SELECT actor, choices FROM import_profiles")).rows).toMatchObject([
      { actor: "budi", choices: { columns: { satuan_item: null } } },
    ]);
  });

  test("is looked for anew when a corrected file with another header takes the place of the first", async () => {
    await learn({ headerRow: 1, columns: COLUMNS });
    const id = await upload([HEADER, line("2", "0,5")]);
    const other = ["No;Ed;Pek;Jenis;Rinci;Sat;Kf", "2;SNI;Pekerjaan 2;TK;Pekerja;OH;0,5"].join("\n");
    await receiveCorrected(id, { bytes: Buffer.from(other), fileName: "lain.csv" });
    await runImport(id);
    expect(await look(id)).toMatchObject({ profile: null, failure: { code: "HEADER_MISSING" } });
    await receiveCorrected(id, { bytes: Buffer.from([HEADER, line("2", "0,75")].join("\n")), fileName: "betul.csv" });
    await runImport(id);
    expect(await look(id)).toMatchObject({ profile: { by: "Sari" }, failure: null });
  });

  test("is forgotten by who saved it or an admin, by nobody else", async () => {
    await learn({ headerRow: 1, columns: COLUMNS });
    const { signature } = (await look(await upload([HEADER, line("2", "0,5")]))).profile ?? { signature: "" };
    await expect(forgetProfile(signature, { id: "budi", role: "staff" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await forgetProfile(signature, { id: "sari", role: "staff" });
    await forgetProfile(signature, { id: "budi", role: "staff" });
    expect((await pool().query("SELECT FROM import_profiles")).rowCount).toBe(0);
    await learn({ headerRow: 1, columns: COLUMNS }, [HEADER, line("1", "0,25")]);
    await forgetProfile(signature, { id: "budi", role: "admin" });
    expect((await pool().query("SELECT FROM import_profiles")).rowCount).toBe(0);
  });

  test("of companies is remembered as well", async () => {
    const header = "Nama PT;Situsnya;Bahasa";
    const columns = { company_name: "A", domain: "B", technologies: "C" } as const;
    await learn({ headerRow: 1, columns }, [header, "Satu;satu.example;Go, Rust"]);
    const id = await upload([header, "Dua;dua.example;Go"]);
    expect(await look(id)).toMatchObject({ kind: "companies", profile: { by: "Sari" }, failure: null });
  });
});

test("of a workbook, a mapping is used on the very sheet whose names it was found by", async () => {
  const header = ["sumber", "No", "nama", "uraian", "Kf"];
  const columns = { sumber: "A", kode_ahsp: "B", nama_ahsp: "C", uraian_item: "D", koefisien: "E" } as const;
  const data = { name: "Data", rows: [header, ["SNI", "1", "Galian", "Pekerja", 0.5]] };
  const first = await upload(await workbook(data), { choices: { columns } });
  await commit(first);
  const notes = {
    name: "Catatan",
    rows: [
      ["Dibuat", "oleh", "bagian", "perencanaan", "1"],
      ["a", "b", "c", "d", 2],
    ],
  };
  const id = await upload(await workbook(notes, data));
  expect(await look(id)).toMatchObject({ profile: { by: "Sari" }, reading: { sheet: "Data" } });
  expect(await koefisien(id)).toEqual(["0.500000"]);
});
