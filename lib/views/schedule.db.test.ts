import { beforeEach, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { keepSchedules, saveSchedule } from "./schedule";
import { switchView } from "./switch";

const STATS = "referensi_ahsp_stats";
const NIGHTLY = { cron: "0 2 * * *", timeZone: "Asia/Jakarta", refreshAfter: null };
/** 02.00 WIB of a day in 2030 is 19:00 UTC of the day before. */
const at = (day: number, time: string) => new Date(`2030-01-${String(day).padStart(2, "0")}T${time}:00Z`);

let codes = 0;
async function insert(count = 1): Promise<void> {
  await pool().query(
    `INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber)
     SELECT $1 || '.' || n, 'uji', 'Jadwal' FROM generate_series(1, $2::int) AS n`,
    [String(++codes), count],
  );
}

const scheduled = async () =>
  (
    await pool().query<{ trigger: string; mode_asked: string; outcome: string }>(
      "SELECT trigger, mode_asked, outcome FROM view_refreshes WHERE view = $1 AND trigger IN ('schedule', 'changes') ORDER BY id",
      [STATS],
    )
  ).rows;
const outcome = async () =>
  (await pool().query("SELECT schedule_outcome FROM view_settings WHERE view = $1", [STATS])).rows[0]?.schedule_outcome;

/** As if the portal had last looked at this moment. */
async function lookedAt(moment: Date): Promise<void> {
  await pool().query("UPDATE view_settings SET looked_at = $1", [moment]);
}

beforeEach(async () => {
  await pool().query("DELETE FROM view_refreshes WHERE trigger IN ('schedule', 'changes')");
  await pool().query("DELETE FROM view_settings");
  await pool().query(`SELECT refresh_view('${STATS}')`);
  await saveSchedule(STATS, NIGHTLY);
  await lookedAt(at(10, "12:00"));
});

describe("the schedule", () => {
  test("refreshes when its time in its own zone has come, and not a minute before", async () => {
    await insert();
    await keepSchedules(at(10, "18:59"));
    expect(await scheduled()).toEqual([]);
    await keepSchedules(at(10, "19:00"));
    expect(await scheduled()).toEqual([{ trigger: "schedule", mode_asked: "automatic", outcome: "ok" }]);
    expect(await outcome()).toBe("refreshed");
  });

  test("does a run once, however many processes look at it and however often", async () => {
    await insert();
    await Promise.all(Array.from({ length: 8 }, () => keepSchedules(at(10, "19:00"))));
    await insert();
    await keepSchedules(at(10, "19:01"));
    expect(await scheduled()).toHaveLength(1);
  });

  test("catches up with runs that were missed while nobody looked, with one refresh for all of them", async () => {
    await insert();
    await keepSchedules(at(20, "08:00"));
    await keepSchedules(at(20, "08:01"));
    expect(await scheduled()).toHaveLength(1);
  });

  test("has missed nothing when it was never looked at before", async () => {
    await pool().query("DELETE FROM view_settings");
    await insert();
    await keepSchedules(at(10, "19:00"));
    expect(await scheduled()).toEqual([]);
    await keepSchedules(at(11, "19:00"));
    expect(await scheduled()).toHaveLength(1);
  });

  test("skips a run when nothing changed, and says so", async () => {
    await keepSchedules(at(10, "19:00"));
    expect(await scheduled()).toEqual([]);
    expect(await outcome()).toBe("unchanged");
  });

  test("rests while the view is switched off", async () => {
    await switchView(STATS, false, { trigger: "command", actor: null });
    await insert();
    await keepSchedules(at(10, "19:00"));
    expect(await scheduled()).toEqual([]);
  });

  test("set anew forgets what was due under the old one; set to never, it never comes", async () => {
    await insert();
    await saveSchedule(STATS, { ...NIGHTLY, cron: null });
    await lookedAt(at(10, "12:00"));
    await keepSchedules(at(20, "12:00"));
    await saveSchedule(STATS, { ...NIGHTLY, cron: "30 12 * * *", timeZone: "UTC" });
    await lookedAt(at(20, "12:00"));
    await keepSchedules(at(20, "12:29"));
    expect(await scheduled()).toEqual([]);
    await keepSchedules(at(20, "12:30"));
    expect(await scheduled()).toHaveLength(1);
  });

  test("refreshes after as many changes as it was told, and not one sooner", async () => {
    await saveSchedule(STATS, { cron: null, timeZone: "UTC", refreshAfter: 5 });
    await insert(4);
    await keepSchedules();
    expect(await scheduled()).toEqual([]);
    await insert();
    await keepSchedules();
    expect(await scheduled()).toEqual([{ trigger: "changes", mode_asked: "automatic", outcome: "ok" }]);
  });

  test("of the statistics refreshes by itself after 2,000 changed AHSP, unless people set something else", async () => {
    await pool().query("DELETE FROM view_settings");
    await insert(1999);
    await keepSchedules();
    expect(await scheduled()).toEqual([]);
    await insert();
    await keepSchedules();
    expect(await scheduled()).toEqual([{ trigger: "changes", mode_asked: "automatic", outcome: "ok" }]);
  });

  test("that fails is told, and is not tried again every minute", async () => {
    await insert();
    await pool().query(
      "ALTER INDEX idx_ahsp_stats_ahsp_id RENAME TO hidden; ALTER TABLE referensi_rincianreferensi RENAME TO away",
    );
    await pool().query("CREATE VIEW referensi_rincianreferensi AS SELECT 1 / 0 AS broken");
    await pool().query(`DROP INDEX hidden`);
    try {
      await keepSchedules(at(10, "19:00"));
      await keepSchedules(at(10, "19:01"));
      expect((await scheduled()).map((row) => row.outcome)).toEqual(["failed"]);
      expect(await outcome()).toBe("failed");
    } finally {
      await pool().query("DROP VIEW referensi_rincianreferensi; ALTER TABLE away RENAME TO referensi_rincianreferensi");
      await pool().query(`CREATE UNIQUE INDEX idx_ahsp_stats_ahsp_id ON ${STATS} (ahsp_id)`);
    }
  });

  test.each(["", "* * * *", "* * * * * *", "60 * * * *", "0 0 31 2 *", "besok pagi", "* ".repeat(100)])(
    "that is no cron expression (%j) is refused and leaves the old one",
    async (cron) => {
      await expect(saveSchedule(STATS, { ...NIGHTLY, cron })).rejects.toMatchObject({ code: "CRON_INVALID" });
      const { rows } = await pool().query("SELECT cron FROM view_settings WHERE view = $1", [STATS]);
      expect(rows[0].cron).toBe(NIGHTLY.cron);
    },
  );
});
