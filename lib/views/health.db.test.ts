import { afterEach, describe, expect, test } from "vitest";
import { closePool, pool } from "@/lib/db/pool";
import { readPulse, readView, readViews } from "./console";
import { analyseView, createIndex, rebuildView, removeView } from "./definition";
import { checkCount, examine } from "./health";
import { cancelRefresh, refreshView } from "./refresh";
import { saveSchedule } from "./schedule";
import { switchView } from "./switch";
import { verifyView } from "./verify";

const STATS = "referensi_ahsp_stats";
const by = { trigger: "command" as const, actor: null };
const later = (hours: number) => new Date(Date.now() + hours * 3_600_000);
const codes = async (now?: Date) => (await examine(now)).map((finding) => finding.code);
const query = (text: string) => pool().query(text);
let kode = 0;
const insert = () =>
  query(`INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber) VALUES ('1.${++kode}', 'x', 'Uji')`);

afterEach(async () => {
  await query("DELETE FROM view_settings; DELETE FROM view_verifications");
  await rebuildView(STATS);
  expect(await codes()).toEqual([]);
});

describe("the doctor", () => {
  test("finds nothing wrong where nothing is, and says how much it looked at", () => {
    expect(checkCount()).toBeGreaterThan(20);
  });

  test("finds an index that was dropped; the remedy makes it", async () => {
    await query("DROP INDEX idx_ahsp_stats_sumber");
    const [found, ...rest] = await examine();
    expect(found).toMatchObject({
      code: "INDEX_MISSING",
      view: STATS,
      remedy: "index",
      params: { index: "idx_ahsp_stats_sumber" },
    });
    expect(rest).toEqual([]);
    expect(await createIndex(STATS, "idx_ahsp_stats_sumber")).toBe(true);
    expect(await codes()).toEqual([]);
    expect(await createIndex(STATS, "anything; DROP TABLE companies")).toBe(false);
  });

  test("finds an index that is invalid, and mends it in the same way", async () => {
    await insert();
    await insert();
    await refreshView(STATS, "automatic", by);
    await query("DROP INDEX idx_ahsp_stats_sumber");
    // Two rows of one sumber: it fails half-way, which leaves an index that nobody may use.
    await query(`CREATE UNIQUE INDEX CONCURRENTLY idx_ahsp_stats_sumber ON ${STATS} (sumber)`).catch(() => {});
    expect(await codes()).toEqual(["INDEX_INVALID"]);
    await createIndex(STATS, "idx_ahsp_stats_sumber");
    expect(await codes()).toEqual([]);
  });

  test("finds a view that is missing, and one that is switched off", async () => {
    await removeView(STATS);
    await switchView(STATS, false, by);
    expect(await examine()).toMatchObject([
      { code: "VIEW_OFF", remedy: "switch-on" },
      { code: "VIEW_MISSING", remedy: "rebuild", command: `npm run views -- create ${STATS}` },
    ]);
  });

  test("finds a view without a snapshot", async () => {
    await query(`REFRESH MATERIALIZED VIEW ${STATS} WITH NO DATA`);
    expect(await codes()).toEqual(["VIEW_NOT_POPULATED"]);
    await refreshView(STATS, "automatic", by);
    expect(await codes()).toEqual([]);
  });

  test("finds a view that was made from another text than its file's", async () => {
    await query(`UPDATE view_definitions SET sha256 = 'another' WHERE view = '${STATS}'`);
    expect(await codes()).toEqual(["VIEW_DEFINITION_DIFFERS"]);
  });

  test("finds a snapshot older than its threshold, but only when something changed since", async () => {
    expect(await codes(later(1000))).not.toContain("STALE");
    await insert();
    expect(await codes(later(47))).not.toContain("STALE");
    const stale = (await examine(later(49))).find((finding) => finding.code === "STALE");
    expect(stale).toMatchObject({ view: STATS, remedy: "refresh", params: { hours: 49, changed: 1 } });
  });

  test("finds a refresh that failed last, until one succeeds", async () => {
    await query(`INSERT INTO view_refreshes (view, mode_asked, mode_used, trigger, started_at, duration_ms, outcome, error)
      VALUES ('${STATS}', 'standard', 'standard', 'psql', now(), 1, 'failed', '53100 disk full')`);
    expect(await examine()).toMatchObject([{ code: "LAST_REFRESH_FAILED", params: { error: "53100 disk full" } }]);
    await refreshView(STATS, "automatic", by);
    expect(await codes()).toEqual([]);
  });

  test("finds a schedule that nobody keeps", async () => {
    await saveSchedule(STATS, { cron: "0 2 * * *", timeZone: "UTC", refreshAfter: null });
    expect(await codes()).toEqual([]);
    const silent = (await examine(later(25))).find((finding) => finding.code === "SCHEDULE_SILENT");
    expect(silent).toMatchObject({ view: STATS, params: { minutes: expect.any(Number) } });
  });

  test("finds a wrong snapshot that no change explains, after a verification", async () => {
    await insert();
    await refreshView(STATS, "automatic", by);
    await query(
      "ALTER TABLE referensi_ahspreferensi DISABLE TRIGGER USER; UPDATE referensi_ahspreferensi SET nama_ahsp = 'lain'",
    );
    await query("ALTER TABLE referensi_ahspreferensi ENABLE TRIGGER USER");
    expect(await codes()).toEqual([]);
    const verified = await verifyView(STATS, null);
    expect(verified).toMatchObject({ changed: 0, differences: 2 * kode });
    expect(await codes()).toEqual(["VERIFIED_DIFFERENT"]);
    await rebuildView(STATS);
    expect(await codes()).toEqual([]);
    expect(await verifyView(STATS, null)).toMatchObject({ differences: 0, rows: kode });
  });

  test("explains a difference by the changes that are known, which is no finding", async () => {
    await insert();
    expect(await verifyView(STATS, null)).toMatchObject({ differences: 1, changed: 1 });
    expect(await codes()).toEqual([]);
  });

  test("finds settings that break the portal's promises", async () => {
    const { rows } = await query("SELECT quote_ident(current_database()) AS name");
    await query(`ALTER DATABASE ${rows[0].name} SET default_transaction_isolation = serializable`);
    await closePool();
    const found = await examine();
    await query(`ALTER DATABASE ${rows[0].name} RESET default_transaction_isolation`);
    await closePool();
    expect(found).toMatchObject([
      {
        code: "SETTING",
        view: null,
        remedy: null,
        params: { setting: "default_transaction_isolation", value: "serializable" },
      },
    ]);
  });
});

describe("the console", () => {
  test("shows a refresh that runs: whom for, what it waits for; a cancelled one ends, is logged, and harms nothing", async () => {
    const [user] = (
      await query(
        `INSERT INTO "user" (id, name, email, role) VALUES ('p-1', 'Petugas Uji', 'p1@uji.test', 'staff') RETURNING id`,
      )
    ).rows;
    await insert();
    const reader = await pool().connect();
    try {
      await reader.query(`BEGIN; SELECT FROM ${STATS} LIMIT 1`);
      const pulse = await readPulse();
      const refresh = refreshView(STATS, "standard", { trigger: "portal", actor: user.id });
      refresh.catch(() => {});
      const running = async () => (await readViews()).find((view) => view.name === STATS)?.runningRefresh;
      await expect
        .poll(running, { timeout: 10_000 })
        .toMatchObject({ by: "Petugas Uji", trigger: "portal", waitsFor: "Lock: relation" });
      expect((await running())?.blockedBy).toHaveLength(1);
      expect((await examine(later(0.1))).map((finding) => finding.code)).toContain("REFRESH_STUCK");
      expect(await readPulse()).not.toBe(pulse);
      expect(await cancelRefresh(STATS)).toBe(true);
      await expect(refresh).rejects.toMatchObject({ code: "REFRESH_CANCELLED" });
      expect(await cancelRefresh(STATS)).toBe(false);
    } finally {
      await reader.query("ROLLBACK");
      reader.release();
    }
    const details = await readView(STATS);
    expect(details.history[0]).toMatchObject({ by: "Petugas Uji", outcome: "failed", modeAsked: "standard" });
    expect(details).toMatchObject({ changed: 1, running: false, lastFailed: true });
  });

  test("knows sizes, indexes, the plan and how it knows the time of the snapshot", async () => {
    await query(`INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber)
      SELECT '7.' || n, 'x', 'Banyak' FROM generate_series(1, 3000) AS n`);
    await refreshView(STATS, "concurrently", by);
    await query("SELECT FROM referensi_ahsp_stats WHERE ahsp_id = 1");
    const details = await readView(STATS);
    expect(details.sizes.total).toBe(details.sizes.table + details.sizes.indexes);
    expect(details).toMatchObject({ rows: kode + 3000, snapshotKnownBy: "log" });
    expect(details.plan).toMatchObject({ verdict: "expected", used: ["idx_ahsp_stats_ahsp_id"] });
    expect(details.indexes.every((index) => index.declared && index.state === "valid")).toBe(true);
    expect(details.indexes.map((index) => index.definition)).toEqual(
      expect.arrayContaining([
        "btree (ahsp_id)",
        "btree (cell, kode_urut) WHERE zero_coef_count > 0 OR missing_unit_count > 0",
      ]),
    );
    await query(`REFRESH MATERIALIZED VIEW ${STATS}`);
    expect((await readView(STATS)).snapshotKnownBy).toBe("rewritten");
    expect(await analyseView(STATS)).toMatchObject({ durationMs: expect.any(Number) });
    await query("DELETE FROM referensi_ahspreferensi WHERE sumber = 'Banyak'");
  });

  test("of a small view takes reading it whole for right", async () => {
    const details = await readView("mv_distinct_technologies");
    expect(details.plan?.verdict).not.toBe("unexpected");
  });
});
