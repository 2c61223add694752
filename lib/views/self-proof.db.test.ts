import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { readStatsPage } from "@/lib/stats/page";
import { statsTable } from "@/lib/stats/spec";
import { parseQuery } from "@/lib/table/url";
import { readView } from "./console";
import { rebuildView } from "./definition";
import { examine } from "./health";
import { refreshView } from "./refresh";
import { keepSchedules, saveSchedule } from "./schedule";
import { readViewState } from "./state";

const STATS = "referensi_ahsp_stats";
const by = { trigger: "command" as const, actor: null };
const query = (text: string) => pool().query(text);
const insert = (from: number, to: number) =>
  query(`INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber)
    SELECT '1.' || n, 'x', 'Uji' FROM generate_series(${from}, ${to}) AS n`);
/** Writes past the triggers, as a restore or a careless superuser does. */
const pastTriggers = (statement: string) =>
  query(`ALTER TABLE referensi_ahspreferensi DISABLE TRIGGER USER; ${statement};
    ALTER TABLE referensi_ahspreferensi ENABLE TRIGGER USER`);
const tamper = (where = "true") =>
  pastTriggers(`UPDATE referensi_ahspreferensi SET nama_ahsp = nama_ahsp || ' lain' WHERE ${where}`);
const check = async () => (await query(`SELECT rows, differences, changed FROM check_view('${STATS}')`)).rows[0];
const codes = async () => (await examine()).map((finding) => finding.code);

beforeEach(async () => {
  await insert(1, 30);
  await refreshView(STATS, "automatic", by);
});
afterEach(async () => {
  await query("TRUNCATE referensi_ahspreferensi, referensi_rincianreferensi; DELETE FROM view_settings");
  await rebuildView(STATS);
});

describe("a refresh", () => {
  test.each(["standard", "concurrently"] as const)("(%s) says that all rows equal the tables", async (mode) => {
    expect(await refreshView(STATS, mode, by)).toMatchObject({ reason: "asked", proof: { rows: 30, differences: 0 } });
    expect((await readView(STATS)).history[0]).toMatchObject({ reason: "asked", proof: { rows: 30, differences: 0 } });
    expect(await readViewState(STATS)).toMatchObject({ differing: 0 });
  });

  test("says why it was done so", async () => {
    expect(await refreshView(STATS, "automatic", by)).toMatchObject({ mode: "concurrently", reason: "readers" });
    await query(`REFRESH MATERIALIZED VIEW ${STATS} WITH NO DATA`);
    expect(await refreshView(STATS, "concurrently", by)).toMatchObject({ mode: "standard", reason: "unpopulated" });
    await query("DELETE FROM referensi_ahspreferensi");
    await refreshView(STATS, "automatic", by);
    expect(await refreshView(STATS, "automatic", by)).toMatchObject({ mode: "standard", reason: "empty" });
  });

  test("of a large view compares rows by chance, each looked up in the tables", async () => {
    await insert(31, 21_000);
    expect(await refreshView(STATS, "standard", by)).toMatchObject({ proof: { rows: 5000, differences: 0 } });
    await tamper();
    expect(await check()).toEqual({ rows: 5000, differences: 10_000, changed: 0 });
    await insert(21_001, 21_001);
    await query("INSERT INTO view_changes SELECT 'referensi_ahsp_stats', id FROM referensi_ahspreferensi");
    expect(await check()).toMatchObject({ rows: 0, differences: 0 });
  });
});

describe("a view that differs from its tables", () => {
  test("because of changes that are known raises no alarm", async () => {
    await insert(31, 32);
    await query("UPDATE referensi_ahspreferensi SET nama_ahsp = 'lain' WHERE kode_ahsp = '1.1'");
    expect(await check()).toEqual({ rows: 29, differences: 0, changed: 3 });
    expect(await codes()).toEqual([]);
  });

  test("for no known reason raises one, on the overview and with the doctor, until it is mended", async () => {
    await tamper("kode_ahsp = '1.1'");
    expect(await codes()).toEqual([]);
    expect(await check()).toEqual({ rows: 30, differences: 2, changed: 0 });
    expect(await readViewState(STATS)).toMatchObject({ differing: 2 });
    expect(await examine()).toMatchObject([{ code: "VERIFIED_DIFFERENT", params: { differences: 2 } }]);
    await refreshView(STATS, "automatic", by);
    expect(await codes()).toEqual([]);
    expect(await readViewState(STATS)).toMatchObject({ differing: 0 });
  });

  test("is found by the schedule, where nothing is known to have changed", async () => {
    await saveSchedule(STATS, { cron: "0 2 * * *", timeZone: "UTC", refreshAfter: null });
    await query("UPDATE view_settings SET looked_at = '2030-01-01'");
    await tamper("kode_ahsp IN ('1.1', '1.2')");
    await keepSchedules(new Date("2030-01-01T02:00:00Z"));
    expect(await readViewState(STATS)).toMatchObject({ differing: 4 });
  });
});

test("a page of AHSP that somebody deleted past the triggers is that of the tables", async () => {
  await pastTriggers("DELETE FROM referensi_ahspreferensi");
  expect(await readStatsPage(parseQuery(statsTable, {}))).toMatchObject({ totals: { ahsp: 0 }, rows: [] });
});
