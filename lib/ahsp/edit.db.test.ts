import { beforeEach, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { withTransaction } from "@/lib/db/transaction";
import type { PortalError } from "@/lib/errors";
import { commit, revert, run, stage, stateOf } from "@/lib/imports/testing/staged";
import { contentByAhsp, dump } from "@/lib/imports/testing/stored";
import { takeTurns } from "@/lib/imports/turns";
import { readStatsPage } from "@/lib/stats/page";
import { statsTable } from "@/lib/stats/spec";
import { readTotals } from "@/lib/stats/totals";
import { parseQuery } from "@/lib/table/url";
import { refreshView } from "@/lib/views/refresh";
import { readAhsp } from "./ahsp";
import { editAhsp, editLine } from "./edit";
import { readEdits } from "./edits";

const HEADER = ["kode", "nama", "kategori", "uraian", "satuan", "koefisien", "sumber"];
const rows = (pekerja: string, mandor = "0,05") => [
  HEADER,
  ["1.1", "Beton", "Upah", "Pekerja", "OH", pekerja, "SNI"],
  ["1.1", "Beton", "Upah", "Mandor", "OH", mandor, "SNI"],
  ["2.2", "Galian", "Upah", "Pekerja", "OH", "0,75", "SNI"],
];
const actor = "siti";
const imported = async (file = rows("0,35")) => {
  const id = await stage(file);
  await run(id);
  expect(await commit(id)).toMatchObject({ state: "committed" });
  return id;
};

async function ahspId(kode = "1.1"): Promise<number> {
  const { rows: found } = await pool().query("SELECT id FROM referensi_ahspreferensi WHERE kode_ahsp = $1", [kode]);
  return found[0].id;
}
async function line(uraian = "Pekerja") {
  const found = (await readAhsp(await ahspId()))?.rincian.find((one) => one.uraian_item === uraian);
  if (!found) throw new Error(`no line ${uraian}`);
  return found;
}
/** The code that a promise is refused with, and its params. */
const refusal = (edit: Promise<unknown>) =>
  edit.then(
    () => "done",
    ({ code, params }: PortalError) => ({ code, params }),
  );
const koefisien = (lineId: number, value: string, expected: string | null) =>
  editLine({ lineId, field: "koefisien", value, expected, actor });

let pekerja: number;
beforeEach(async () => {
  await pool().query(`
    TRUNCATE referensi_ahspreferensi, referensi_rincianreferensi, imports, ahsp_edits RESTART IDENTITY CASCADE;
    INSERT INTO "user" (id, name, email) VALUES ('siti', 'Siti', 'siti@portal.test') ON CONFLICT DO NOTHING`);
  await imported();
  pekerja = (await line()).id;
});

test("an edit changes one value and nothing else, and keeps who, when and what was there before", async () => {
  const before = await dump();
  expect(await koefisien(pekerja, "0.53", "0.35")).toEqual({ value: "0.53", changed: true });
  await editLine({ lineId: pekerja, field: "satuan_item", value: " ", expected: "OH", actor });
  await editLine({ lineId: pekerja, field: "kategori", value: "ALT", expected: "TK", actor });
  const id = await ahspId();
  await editAhsp({ ahspId: id, field: "satuan", value: "m3", expected: null, actor });
  await editAhsp({ ahspId: id, field: "klasifikasi", value: " Struktur ", expected: null, actor });
  await editAhsp({ ahspId: id, field: "sub_klasifikasi", value: "Beton", expected: null, actor });
  expect(await readAhsp(id)).toMatchObject({
    ahsp: { satuan: "m3", klasifikasi: "Struktur", sub_klasifikasi: "Beton" },
    rincian: [{ id: pekerja, koefisien: "0.53", satuan_item: null, kategori: "ALT" }, { koefisien: "0.05" }],
  });
  const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  const ofLine = { lineId: pekerja, uraian_item: "Pekerja", by: "Siti", at };
  const ofAhsp = { lineId: null, uraian_item: null, by: "Siti", at };
  expect(await readEdits(id)).toMatchObject([
    { ...ofAhsp, field: "sub_klasifikasi", before: null, after: "Beton" },
    { ...ofAhsp, field: "klasifikasi", before: null, after: "Struktur" },
    { ...ofAhsp, field: "satuan", before: null, after: "m3" },
    { ...ofLine, field: "kategori", before: "TK", after: "ALT" },
    { ...ofLine, field: "satuan_item", before: "OH", after: null },
    { ...ofLine, field: "koefisien", before: "0.35", after: "0.53" },
  ]);
  expect(await readEdits(await ahspId("2.2"))).toEqual([]);

  // Edited back, every row is as it was, to the byte.
  await koefisien(pekerja, "0.35", "0.53");
  await editLine({ lineId: pekerja, field: "satuan_item", value: "OH", expected: null, actor });
  await editLine({ lineId: pekerja, field: "kategori", value: "TK", expected: "ALT", actor });
  for (const [field, expected] of [
    ["satuan", "m3"],
    ["klasifikasi", "Struktur"],
    ["sub_klasifikasi", "Beton"],
  ] as const)
    await editAhsp({ ahspId: id, field, value: "", expected, actor });
  const after = await dump();
  expect({ ahsp: after.ahsp.toSorted(), rincian: after.rincian.toSorted() }).toEqual({
    ahsp: before.ahsp.toSorted(),
    rincian: before.rincian.toSorted(),
  });
  expect(await readEdits(id)).toHaveLength(12);
});

test("an edit of a value that is no longer what the person saw is refused with the present one", async () => {
  await koefisien(pekerja, "0.53", "0.35");
  const before = await dump();
  expect(await refusal(koefisien(pekerja, "0.7", "0.35"))).toEqual({ code: "CONFLICT", params: { present: "0.53" } });
  const id = await ahspId();
  expect(await refusal(editAhsp({ ahspId: id, field: "satuan", value: "m3", expected: "m2", actor }))).toEqual({
    code: "CONFLICT",
    params: {},
  });
  expect(await dump()).toEqual(before);
  expect(await readEdits(id)).toHaveLength(1);
});

test("an edit to the value that is stored does nothing", async () => {
  const before = await dump();
  expect(await koefisien(pekerja, "0.35", "0.35")).toEqual({ value: "0.35", changed: false });
  expect(await koefisien(pekerja, "0.35", "9")).toEqual({ value: "0.35", changed: false });
  expect(await dump()).toEqual(before);
  expect(await readEdits(await ahspId())).toEqual([]);
});

test("of two edits at once one wins, and the other is told what it says now", async () => {
  for (let round = 0; round < 5; round++) {
    const expected = (await line()).koefisien;
    const values = [`1.${round + 1}`, `2.${round + 1}`];
    const answers = await Promise.all(values.map((value) => refusal(koefisien(pekerja, value, expected))));
    const winner = values[answers.indexOf("done")];
    expect(answers).toEqual(expect.arrayContaining(["done", { code: "CONFLICT", params: { present: winner } }]));
    expect((await line()).koefisien).toBe(winner);
  }
  expect(await readEdits(await ahspId())).toHaveLength(5);
});

test("nothing hostile is stored: each value is refused by name", async () => {
  const before = await dump();
  const numbers: [string, string][] = [
    ["", "KOEFISIEN_MISSING"],
    ["-0.1", "KOEFISIEN_NEGATIVE"],
    ["NaN", "KOEFISIEN_NOT_A_NUMBER"],
    ["0,53", "KOEFISIEN_NOT_A_NUMBER"],
    ["1,234", "KOEFISIEN_NOT_A_NUMBER"],
    ["0.350", "KOEFISIEN_NOT_A_NUMBER"],
    ["0.1234567", "KOEFISIEN_NOT_A_NUMBER"],
    ["1e3", "KOEFISIEN_NOT_A_NUMBER"],
    ["0.1'; DROP TABLE referensi_rincianreferensi; --", "KOEFISIEN_NOT_A_NUMBER"],
    ["100000000000000", "KOEFISIEN_TOO_LARGE"],
  ];
  for (const [value, code] of numbers)
    expect(await refusal(koefisien(pekerja, value, "0.35")), value).toMatchObject({ code });
  const unit = (value: string) =>
    refusal(editLine({ lineId: pekerja, field: "satuan_item", value, expected: "OH", actor }));
  expect(await unit("x".repeat(21))).toEqual({ code: "TEXT_TOO_LONG", params: { length: 21, limit: 20 } });
  expect(await unit("m\u0000")).toMatchObject({ code: "TEXT_HAS_CONTROL_CHARACTER" });
  expect(await unit("m\ud800")).toMatchObject({ code: "TEXT_HAS_CONTROL_CHARACTER" });
  expect(
    await refusal(editLine({ lineId: pekerja, field: "kategori", value: "UPAH", expected: "TK", actor })),
  ).toMatchObject({ code: "KATEGORI_UNKNOWN" });
  // A name that is no field never reaches a statement.
  for (const field of ["ahsp_id", "koefisien = 0, satuan_item"])
    expect(
      await refusal(editLine({ lineId: pekerja, field: field as "koefisien", value: "9", expected: "1", actor })),
    ).toMatchObject({ code: "INVALID_INPUT" });
  expect(await refusal(koefisien(pekerja, "0.53", "0.35\u0000"))).toMatchObject({ code: "CONFLICT" });
  expect(await refusal(koefisien(2_147_483_647, "0.53", "0.35"))).toMatchObject({ code: "NOT_FOUND" });
  expect(await dump()).toEqual(before);
  // What only looks hostile is a text like any other.
  const text = "=1+1'--";
  await editLine({ lineId: pekerja, field: "satuan_item", value: text, expected: "OH", actor });
  expect((await line()).satuan_item).toBe(text);
});

test("the statistics are exact at once, without a refresh", async () => {
  await refreshView("referensi_ahsp_stats", "standard", { trigger: "command", actor: null });
  const seen = async () => {
    const totals = await readTotals();
    const { rows: page } = await readStatsPage(parseQuery(statsTable, {}));
    return { totals, row: page.find(({ kode_ahsp }) => kode_ahsp === "1.1") };
  };
  expect(await seen()).toMatchObject({ totals: { zero_coef: 0, tk: 3 }, row: { zero_coef_count: 0, tk_count: 2 } });
  await koefisien(pekerja, "0", "0.35");
  await editLine({ lineId: (await line("Mandor")).id, field: "kategori", value: "LAIN", expected: "TK", actor });
  await editLine({ lineId: pekerja, field: "satuan_item", value: "", expected: "OH", actor });
  await editAhsp({ ahspId: await ahspId(), field: "klasifikasi", value: "Struktur", expected: null, actor });
  expect(await seen()).toMatchObject({
    totals: { zero_coef: 1, missing_unit: 1, tk: 2, lain: 1 },
    row: { klasifikasi: "Struktur", zero_coef_count: 1, missing_unit_count: 1, tk_count: 1, lain_count: 1 },
  });
});

test("history outlives an import that replaces the lines, and one that removes the AHSP and brings it again", async () => {
  await koefisien(pekerja, "0.53", "0.35");
  await imported(rows("0,6"));
  expect((await line()).koefisien).toBe("0.6");
  const kept = [{ lineId: pekerja, uraian_item: "Pekerja", before: "0.35", after: "0.53", by: "Siti" }];
  expect(await readEdits(await ahspId())).toMatchObject(kept);
  expect(await refusal(koefisien(pekerja, "0.35", "0.53"))).toMatchObject({ code: "NOT_FOUND" });
  await pool().query("DELETE FROM referensi_ahspreferensi");
  await imported();
  expect(await readEdits(await ahspId())).toMatchObject(kept);
});

test("taking an import back keeps an AHSP that was edited since, and names it", async () => {
  const second = await imported(rows("0,6").with(3, ["2.2", "Galian", "Upah", "Pekerja", "OH", "0,9", "SNI"]));
  await koefisien((await line()).id, "0.53", "0.6");
  const edited = (await contentByAhsp()).get("SNI 1.1");
  const ended = await stateOf(await revert(second));
  expect(ended).toMatchObject({ state: "committed", kept: [{ sumber: "SNI", kode_ahsp: "1.1" }] });
  expect((await contentByAhsp()).get("SNI 1.1")).toBe(edited);
  expect((await contentByAhsp()).get("SNI 2.2")).toContain("0.75");
});

test("an import that was compared before an edit does not overwrite it unseen", async () => {
  // The AHSP is going to change anyway: neither outcome nor statistics differ by the edit.
  const id = await stage(rows("0,6"));
  await run(id);
  await koefisien(pekerja, "0.53", "0.35");
  expect(await commit(id)).toMatchObject({ state: "open", error_code: "PLAN_STALE" });
  expect((await line()).koefisien).toBe("0.53");
  expect(await commit(id)).toMatchObject({ state: "committed" });
  expect((await line()).koefisien).toBe("0.6");
});

test("nor does one that would remove the AHSP", async () => {
  const id = await stage(rows("0,35").toSpliced(1, 2), { removeMissing: true });
  await run(id);
  await koefisien(pekerja, "0.53", "0.35");
  expect(await commit(id)).toMatchObject({ state: "open", error_code: "PLAN_STALE" });
  expect((await line()).koefisien).toBe("0.53");
});

test("an edit waits while an import of its sumber writes, and is judged by what that left", async () => {
  let editing: Promise<unknown> = Promise.resolve();
  let ended = false;
  await withTransaction(async (client) => {
    await takeTurns(client, ["SNI"]);
    editing = refusal(koefisien(pekerja, "0.53", "0.35")).finally(() => {
      ended = true;
    });
    // Until it stands in the queue for the turn.
    for (;;) {
      const waiting = await pool().query("SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
      if (waiting.rowCount) break;
    }
    await client.query("UPDATE referensi_rincianreferensi SET koefisien = 0.4 WHERE id = $1", [pekerja]);
    expect(ended).toBe(false);
  });
  expect(await editing).toEqual({ code: "CONFLICT", params: { present: "0.4" } });
});
