import type { Page } from "@playwright/test";
import pg from "pg";
import { expect, pageOf, test } from "@/e2e/people";

const STATS = "referensi_ahsp_stats";

/** What an admin does with the materialized views, and what others see of it. */
test.describe
  .serial("the console of materialized views", () => {
    let database: pg.Client;
    let admin: Page;
    let kode = 0;

    test.beforeAll(async ({ browser, people, baseURL }) => {
      database = new pg.Client(process.env.DATABASE_URL);
      await database.connect();
      admin = await pageOf(browser, people.admin, baseURL);
    });
    test.afterAll(async () => {
      await admin.context().close();
      await database.end();
    });

    const insert = () =>
      database.query(
        "INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber) VALUES ($1, 'Uji konsol', 'Konsol')",
        [`77.${++kode}`],
      );
    const state = async () =>
      (await database.query("SELECT * FROM view_settings WHERE view = $1", [STATS])).rows[0] ?? null;

    test("lists every view with its facts, and leads to each", async () => {
      await admin.goto("/views");
      await expect(admin.getByTestId("doctor")).toContainText("Semua baik");
      await expect(admin.getByRole("row", { name: /Statistik AHSP.*aktif/ })).toBeVisible();
      await expect(admin.getByRole("row", { name: /Daftar teknologi.*aktif/ })).toBeVisible();
      await admin.getByRole("link", { name: "Statistik AHSP" }).click();
      await expect(admin).toHaveURL(`/views/${STATS}`);
      await expect(admin.getByText("idx_ahsp_stats_kode_ahsp").first()).toBeVisible();
    });

    test("a refresh is seen by somebody else without reload", async ({ browser, people, baseURL }) => {
      const viewer = await pageOf(browser, people.viewer, baseURL);
      await insert();
      await viewer.goto(`/views/${STATS}`);
      await expect(viewer.locator("[data-fact=changed]")).toHaveText("1");
      await expect(viewer.getByRole("button", { name: "Matikan" })).toHaveCount(0);
      await admin.goto(`/views/${STATS}`);
      await admin.locator("main").getByRole("button", { name: "Segarkan", exact: true }).click();
      await expect(admin.getByText(/Selesai dalam/)).toBeVisible();
      await expect(viewer.locator("[data-fact=changed]")).toHaveText("0");
      await viewer.context().close();
    });

    test("verified: every row is held against the definition", async () => {
      await admin.getByRole("button", { name: "Cocokkan" }).click();
      await expect(admin.getByText(/^Cocok: /)).toBeVisible();
    });

    test("switched off, every page says so and shows the same numbers; switched on, it is as before", async () => {
      const numbers = async () => {
        await admin.goto("/ahsp");
        const totals = await admin.getByTestId("totals").innerText();
        await admin.goto("/");
        return [totals, await admin.getByTestId("grid").innerText()];
      };
      const before = await numbers();
      await admin.goto(`/views/${STATS}`);
      await admin.getByRole("button", { name: "Matikan" }).click();
      await expect(admin.getByText("Dimatikan. Semua halaman kini dihitung langsung dari tabel.")).toBeVisible();
      expect(await numbers()).toEqual(before);
      await expect(admin.locator("main").getByText("View dimatikan", { exact: true })).toBeVisible();
      await admin.goto("/views");
      await expect(admin.locator("[data-finding=VIEW_OFF]")).toBeVisible();
      await admin
        .locator("[data-finding=VIEW_OFF]")
        .getByRole("button", { name: /Nyalakan/ })
        .click();
      await expect(admin.locator("[data-finding=VIEW_OFF]")).toHaveCount(0);
      expect(await numbers()).toEqual(before);
      await expect(admin.locator("main").getByText("View dimatikan", { exact: true })).toHaveCount(0);
    });

    test("a schedule is edited, and fires when its time has come", async () => {
      await admin.goto(`/views/${STATS}`);
      await admin.getByRole("button", { name: "Ubah jadwal" }).click();
      await admin.getByLabel("Kapan").selectOption("own");
      const cron = admin.getByLabel("Ekspresi cron", { exact: true });
      await cron.fill("61 2 * * *");
      await expect(admin.getByText("Bukan ekspresi cron")).toBeVisible();
      await cron.fill("30 1 * * *");
      await admin.getByLabel("Zona waktu").selectOption("Asia/Jayapura");
      await admin.getByRole("button", { name: "Simpan jadwal" }).click();
      await expect(admin.getByText("Jadwal disimpan.")).toBeVisible();
      expect(await state()).toMatchObject({ cron: "30 1 * * *", time_zone: "Asia/Jayapura", edited: true });

      await insert();
      // The clock is moved, not waited for: two nights have gone by, and the queue looks now.
      await database.query("UPDATE view_settings SET looked_at = now() - interval '2 days' WHERE view = $1", [STATS]);
      await database.query("SELECT graphile_worker.add_job($1)", ["keep_schedules"]);
      await expect(admin.getByRole("cell", { name: "jadwal" }).first()).toBeVisible();
      await expect(admin.locator("[data-fact=changed]")).toHaveText("0");
      expect(await state()).toMatchObject({ schedule_outcome: "refreshed" });
    });

    test("the doctor finds an index that somebody dropped, and makes it", async () => {
      await database.query("DROP INDEX idx_ahsp_stats_sumber");
      await admin.goto("/views");
      const finding = admin.locator("[data-finding=INDEX_MISSING]");
      await expect(finding).toContainText("idx_ahsp_stats_sumber");
      await finding.getByRole("button", { name: /Buat indeks/ }).click();
      await expect(finding).toHaveCount(0);
      await expect(admin.getByTestId("doctor")).toContainText("Semua baik");
      const { rows } = await database.query("SELECT to_regclass('idx_ahsp_stats_sumber') IS NOT NULL AS there");
      expect(rows[0].there).toBe(true);
    });

    test("a refresh that waits for a reader is shown with what it waits for, and can be ended where it was begun", async () => {
      const reader = new pg.Client(process.env.DATABASE_URL);
      await reader.connect();
      await reader.query(`BEGIN; SELECT FROM ${STATS} LIMIT 1`);
      await admin.goto(`/views/${STATS}`);
      await admin.locator("main").getByRole("button", { name: "Segarkan cepat" }).click();
      await expect(admin.getByText(/menunggu Lock: relation/)).toBeVisible();
      await admin.getByRole("button", { name: "Batalkan penyegaran" }).click();
      await expect(admin.getByText("Penyegaran dibatalkan. Snapshot lama tetap utuh.").first()).toBeVisible();
      await reader.end();
      const { rows } = await database.query("SELECT outcome, mode_asked FROM view_refreshes ORDER BY id DESC LIMIT 1");
      expect(rows).toEqual([{ outcome: "failed", mode_asked: "standard" }]);
      await admin.goto(`/views/${STATS}`);
      await admin.locator("main").getByRole("button", { name: "Segarkan", exact: true }).click();
      await expect(admin.getByText(/Selesai dalam/)).toBeVisible();
    });
  });
