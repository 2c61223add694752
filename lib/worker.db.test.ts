import { runMigrations } from "graphile-worker";
import { afterAll, expect, test } from "vitest";
import { databaseUrl, pool } from "@/lib/db/pool";
import { refreshView } from "@/lib/views/refresh";
import { saveSchedule } from "@/lib/views/schedule";
import { SCHEDULE_JOB, workOnJobs } from "./worker";

const stop = new AbortController();
let workers: Promise<void>[] = [];
afterAll(async () => {
  stop.abort();
  await Promise.all(workers);
});

test("of several portals on one database, one does what is due; they stop when told", async () => {
  await refreshView("referensi_ahsp_stats", "standard", { trigger: "command", actor: null });
  await saveSchedule("referensi_ahsp_stats", { cron: "0 2 * * *", timeZone: "UTC", refreshAfter: null });
  // The clock is moved instead of waited for: two nights have gone by since somebody looked.
  await pool().query("UPDATE view_settings SET looked_at = now() - interval '2 days'");
  await pool().query("INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber) VALUES ('1', 'x', 'Antrean')");

  await runMigrations({ connectionString: databaseUrl() });
  workers = [1, 2, 3].map(() => workOnJobs(stop.signal));
  const wake = () => pool().query("SELECT graphile_worker.add_job($1)", [SCHEDULE_JOB]);
  await Promise.all([wake(), wake(), wake()]);
  const jobs = async () => (await pool().query("SELECT count(*)::int AS n FROM graphile_worker.jobs")).rows[0].n;
  await expect.poll(jobs, { timeout: 20_000 }).toBe(0);
  const { rows } = await pool().query(
    "SELECT trigger, outcome FROM view_refreshes WHERE trigger = 'schedule' AND view = 'referensi_ahsp_stats'",
  );
  expect(rows).toEqual([{ trigger: "schedule", outcome: "ok" }]);
});

test("a worker refreshes by itself when enough changed, though no run is due", async () => {
  await pool().query("DELETE FROM view_settings");
  await pool().query(
    "INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber) SELECT '2.' || n, 'x', 'Antrean' FROM generate_series(1, 2000) AS n",
  );
  await pool().query("SELECT graphile_worker.add_job($1)", [SCHEDULE_JOB]);
  const refreshed = async () =>
    (
      await pool().query(
        "SELECT view, changes, outcome FROM view_refreshes WHERE trigger = 'changes' AND view = 'referensi_ahsp_stats'",
      )
    ).rows;
  await expect
    .poll(refreshed, { timeout: 20_000 })
    .toEqual([{ view: "referensi_ahsp_stats", changes: 2000, outcome: "ok" }]);
});
