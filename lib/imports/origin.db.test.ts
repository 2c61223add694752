import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { editLine } from "@/lib/ahsp/edit";
import { pool } from "@/lib/db/pool";
import { commitImport, decideSuspects, openRevert } from "./open";
import { readOrigin } from "./origin";
import { receiveUpload } from "./receive";
import { runImport } from "./run";
import { workbook } from "./testing/workbook";

const HEADER = ["kode", "nama", "kategori", "uraian", "satuan", "koefisien", "sumber"];
const rows = (first: string) => [
  HEADER,
  ["1.1", "Beton", "Bahan", "Pasir", "m3", first, "SNI"],
  ["1.1", "Beton", "Bahan", "Semen", "kg", 83349, "SNI"],
  ["1.1", "Beton", "Upah", "Pekerja", "OH", "0.5", "SNI"],
  ["1.1", "Beton", "Upah", "Mandor", "OH", "0.05", "SNI"],
];

async function begin(bytes: Buffer, fileName: string, actor: string | null = null): Promise<number> {
  const upload = { fileName, choices: {}, goal: "plan" as const, via: "portal" as const, actor };
  const id = await receiveUpload({ ...upload, bytes, uploadKey: randomUUID() });
  await runImport(id);
  return id;
}
async function commit(id: number): Promise<number> {
  await commitImport(id, randomUUID());
  await runImport(id);
  return id;
}
async function idOf(kode: string): Promise<number> {
  const { rows: found } = await pool().query("SELECT id FROM referensi_ahspreferensi WHERE kode_ahsp = $1", [kode]);
  return found[0].id;
}
/** By row of the file. */
async function linesOf(ahspId: number) {
  const { lines } = await readOrigin(ahspId);
  return Object.fromEntries(Object.values(lines).map((line) => [line.baris, line]));
}

test("every line names its cell and what it holds, who repaired it, and every import that changed the AHSP", async () => {
  await pool().query(`INSERT INTO "user" (id, name, email) VALUES ('sari', 'Sari', 'sari@portal.test')`);
  const file = await workbook({ name: "SNI 2025", rows: rows("1.25") });
  const first = await commit(await begin(file, "sni.xlsx", "sari"));
  const ahsp = await idOf("1.1");
  const place = { importId: first, fileName: "sni.xlsx", sheet: "SNI 2025", kolom: "F", numberFormat: "point" };
  expect(await linesOf(ahsp)).toMatchObject({
    2: { ...place, baris: 2, cell: "1.25", kept: true, repairedFrom: null, decision: null },
    3: { ...place, baris: 3, cell: 83349, kept: true, repairedFrom: null, decision: null },
  });

  const second = await begin(file, "sni.xlsx");
  await decideSuspects(second, { choices: [{ baris: 3, value: "83.349" }] }, "sari");
  await runImport(second);
  await commit(second);
  expect((await linesOf(ahsp))[3]).toMatchObject({
    importId: second,
    cell: 83349,
    repairedFrom: "83349",
    decision: { by: "Sari", at: expect.stringMatching(/Z$/) },
  });
  // Changed by hand since: it was decided all the same.
  const repaired = Object.entries((await readOrigin(ahsp)).lines).find(([, { baris }]) => baris === 3)?.[0];
  await editLine({ lineId: Number(repaired), field: "koefisien", value: "90", expected: "83.349", actor: "sari" });
  expect((await linesOf(ahsp))[3]).toMatchObject({ repairedFrom: "83349", decision: { by: "Sari" } });
  await editLine({ lineId: Number(repaired), field: "koefisien", value: "83.349", expected: "90", actor: "sari" });
  // Decided otherwise since: what is stored was not decided so.
  await pool().query("UPDATE cell_repairs SET value = '8.3349'");
  expect((await linesOf(ahsp))[3]).toMatchObject({ repairedFrom: "83349", decision: null });

  const revert = await openRevert(second, { actor: null, goal: "plan" });
  await runImport(revert);
  await commit(revert);
  expect((await readOrigin(ahsp)).changes).toMatchObject([
    { importId: revert, reverts: second, made: false, via: "revert", revertedBy: null },
    { importId: second, reverts: null, made: false, revertedBy: revert },
    { importId: first, reverts: null, made: true, by: "Sari", revertedBy: null },
  ]);
  expect((await linesOf(ahsp))[3]).toMatchObject({ importId: first, repairedFrom: null });
});

test("what is no longer kept is said to be missing, and an import that changed nothing is not named", async () => {
  const file = await workbook({
    name: "Data",
    rows: rows("1.5").map((row) => row.with(0, row[0] === "kode" ? "kode" : "2.2")),
  });
  const first = await commit(await begin(file, "a.xlsx"));
  await commit(await begin(file, "a.xlsx"));
  const ahsp = await idOf("2.2");
  expect((await readOrigin(ahsp)).changes.map(({ importId }) => importId)).toEqual([first]);
  await pool().query("DELETE FROM import_rows; DELETE FROM import_changes");
  expect((await linesOf(ahsp))[2]).toMatchObject({ importId: first, cell: null, kept: false });
  expect((await readOrigin(ahsp)).changes).toEqual([]);
  await pool().query("UPDATE referensi_rincianreferensi SET import_id = NULL WHERE ahsp_id = $1", [ahsp]);
  expect(await readOrigin(ahsp)).toEqual({ lines: {}, changes: [] });
});

test("a line of a packed row names the list it stood in, and a csv no sheet", async () => {
  const file = 'kode,nama,sumber,tenaga,bahan\n3.3,Beton,SNI,"Pekerja 0.5 OH; Mandor 0.05 OH",Pasir 1.25 m3\n';
  await commit(await begin(Buffer.from(file), "padat.csv"));
  const { lines } = await readOrigin(await idOf("3.3"));
  expect(Object.values(lines).map(({ kolom, cell, sheet }) => ({ kolom, cell, sheet }))).toEqual([
    { kolom: "D", cell: "Pekerja 0.5 OH; Mandor 0.05 OH", sheet: null },
    { kolom: "D", cell: "Pekerja 0.5 OH; Mandor 0.05 OH", sheet: null },
    { kolom: "E", cell: "Pasir 1.25 m3", sheet: null },
  ]);
});
