import fs from "node:fs";
import type { Page } from "@playwright/test";
import pg from "pg";
import { expect, pageOf, test } from "@/e2e/people";
import { rowsOfFile } from "@/lib/imports/testing/rows";

const SUMBER = "Uji Ekspor";

/** What is filtered, as a file: from the click to the cells. */
test.describe
  .serial("an export", () => {
    let viewer: Page;
    let database: pg.Client;

    test.beforeAll(async ({ browser, people, baseURL }) => {
      database = new pg.Client(process.env.DATABASE_URL);
      await database.connect();
      await database.query(
        `WITH made AS (
           INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber)
           SELECT '1.' || n, CASE WHEN n % 10 = 0 THEN '=1+' || n ELSE 'Pasang ' || n END, $1 FROM generate_series(1, 120) AS n
           RETURNING id, kode_ahsp)
         INSERT INTO referensi_rincianreferensi (ahsp_id, urutan, kategori, kode_item, uraian_item, satuan_item, koefisien)
         SELECT id, 1, 'TK', 'L.01', 'Pekerja', 'OH', 0.25 FROM made WHERE kode_ahsp <> '1.120'`,
        [SUMBER],
      );
      await database.query("SELECT refresh_view('referensi_ahsp_stats')");
      viewer = await pageOf(browser, people.viewer, baseURL);
    });
    test.afterAll(async () => {
      await viewer.context().close();
      await database.query("DELETE FROM referensi_ahspreferensi WHERE sumber = $1", [SUMBER]);
      await database.query("SELECT refresh_view('referensi_ahsp_stats')");
      await database.end();
    });

    const download = async (page: Page) => {
      const begun = page.waitForEvent("download");
      await page.getByRole("button", { name: "Unduh" }).click();
      const file = await begun;
      return { name: file.suggestedFilename(), bytes: fs.readFileSync(await file.path()) };
    };

    test("has all rows of all pages in the order of the table, with the chosen columns", async () => {
      await viewer.goto(`/ahsp?sumber=${encodeURIComponent(SUMBER)}&sort=-kode_ahsp`);
      await viewer.getByText("Ekspor 120 AHSP").click();
      await viewer.getByRole("checkbox", { name: "Klasifikasi", exact: true }).uncheck();
      const { name, bytes } = await download(viewer);
      expect(name).toMatch(/^ahsp_Uji-Ekspor_\d{4}-\d\d-\d\d\.xlsx$/);
      const [header, ...rows] = await rowsOfFile(bytes);
      expect(header?.cells.slice(0, 6)).toEqual([
        "Kode",
        "Nama pekerjaan",
        "Satuan",
        "Sumber",
        "Sub-klasifikasi",
        "Rincian",
      ]);
      expect(rows.map(({ cells }) => cells[0])).toEqual(Array.from({ length: 120 }, (_, i) => `1.${120 - i}`));
      expect(rows[0]?.cells.slice(1, 6)).toEqual(["=1+120", undefined, SUMBER, undefined, 0]);
    });

    test("works without script, as csv with its separator", async ({ browser, baseURL }) => {
      const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
      await context.addCookies(await viewer.context().cookies());
      const page = await context.newPage();
      await page.goto(`/ahsp?sumber=${encodeURIComponent(SUMBER)}&q=%3D1`);
      await page.getByText("Ekspor 12 AHSP").click();
      await page.getByRole("radio", { name: /Rincian/ }).check();
      await page.getByRole("radio", { name: "csv" }).check();
      const { name, bytes } = await download(page);
      expect(name).toMatch(/^ahsp-rincian_Uji-Ekspor_filter_.*\.csv$/);
      const lines = bytes.toString().split("\r\n");
      expect(lines[0]).toMatch(/^\ufeffSumber;Kode AHSP;Nama AHSP;/);
      expect(lines[1]).toBe(`${SUMBER};1.10;'=1+10;;;;;TK;L.01;Pekerja;OH;0,25`);
      expect(lines).toHaveLength(13);
      await context.close();
    });

    test("that is refused says why, above the table", async () => {
      await viewer.goto("/ahsp?export=EXPORT_BUSY.2");
      await expect(viewer.getByRole("alert").filter({ hasText: "Tidak ada yang diunduh" })).toContainText("2 ekspor");
      await viewer.goto("/ahsp?export=SOMETHING.x");
      await expect(viewer.getByText("Tidak ada yang diunduh")).toHaveCount(0);
    });
  });
