import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import type { KodeRule } from "./choices";
import { readColumns } from "./columns";
import { commitImport } from "./open";
import { receiveUpload } from "./receive";
import { runImport } from "./run";

const HEADER = "sumber;kode;nama;klasifikasi;kategori;uraian;satuan;koefisien";
const line = (sumber: string, kode: string, klasifikasi = "") =>
  `${sumber};${kode};Pekerjaan ${kode};${klasifikasi};TK;Pekerja;OH;0,5`;
const rule = (prefix: string, klasifikasi: string): KodeRule => ({ prefix, klasifikasi, sub_klasifikasi: null });

async function plan(lines: string[], rules?: KodeRule[] | null): Promise<number> {
  const id = await receiveUpload({
    bytes: Buffer.from([HEADER, ...lines].join("\n")),
    fileName: "uji.csv",
    uploadKey: randomUUID(),
    choices: rules === undefined ? {} : { rules },
    goal: "plan",
    via: "portal",
    actor: null,
  });
  await runImport(id);
  return id;
}
async function learn(lines: string[], rules: KodeRule[] | null) {
  const id = await plan(lines, rules);
  await commitImport(id, randomUUID());
  await runImport(id);
}
const classified = async (id: number) =>
  (
    await pool().query("SELECT sumber, kode_ahsp, klasifikasi FROM import_jobs WHERE import_id = $1 ORDER BY seq", [id])
  ).rows.map((row) => `${row.sumber} ${row.kode_ahsp} ${row.klasifikasi ?? "-"}`);
const saved = async () =>
  (await pool().query("SELECT sumber, prefix, klasifikasi FROM kode_rules ORDER BY 1, 2")).rows.map((row) =>
    Object.values(row).join(" "),
  );

beforeEach(() => pool().query("TRUNCATE referensi_ahspreferensi, imports, kode_rules CASCADE"));

test("rules of a commit are saved for each sumber of the file, and fill blanks of later files of those only", async () => {
  await learn([line("A", "1.1"), line("B", "1.1")], [rule("1.", "Jalan"), rule("2", "Air"), rule("1", "Gedung")]);
  expect(await saved()).toEqual(["A 1 Gedung", "A 2 Air", "B 1 Gedung", "B 2 Air"]);
  const id = await plan([line("A", "1.7"), line("A", "2.1", "Lain"), line("A", "3"), line("C", "1.7")]);
  expect(await classified(id)).toEqual(["A 1.7 Gedung", "A 2.1 Lain", "A 3 -", "C 1.7 -"]);
  expect((await readColumns(id)).savedRules).toMatchObject([
    { sumber: "A", rules: [rule("1", "Gedung"), rule("2", "Air")], at: expect.any(String) },
    { sumber: "C", rules: [], at: null },
  ]);
});

test("each sumber of a file gets its own rules; those that a person chose for the file take their place", async () => {
  await learn([line("A", "1")], [rule("1", "Gedung")]);
  await learn([line("B", "1")], [rule("1", "Jalan")]);
  const rows = [line("A", "1"), line("B", "1")];
  expect(await classified(await plan(rows))).toEqual(["A 1 Gedung", "B 1 Jalan"]);
  expect(await classified(await plan(rows, [rule("1", "Air")]))).toEqual(["A 1 Air", "B 1 Air"]);
  expect(await classified(await plan(rows, []))).toEqual(["A 1 -", "B 1 -"]);
});

test("a commit without rules of its own leaves those that are saved; one that chose none removes them", async () => {
  await learn([line("A", "1")], [rule("1", "Gedung")]);
  await learn([line("A", "2")], null);
  expect(await saved()).toEqual(["A 1 Gedung"]);
  await learn([line("A", "2")], [rule("2", "Air")]);
  expect(await saved()).toEqual(["A 2 Air"]);
  await learn([line("A", "3")], []);
  expect(await saved()).toEqual([]);
});
