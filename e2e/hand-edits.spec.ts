import type { Page } from "@playwright/test";
import axe from "axe-core";
import pg from "pg";
import { expect, pageOf, test } from "@/e2e/people";

/** Somebody of the staff mends values on the page of an AHSP. */
test.describe
  .serial("an edit in place", () => {
    let page: Page;
    let database: pg.Client;
    let id: number;

    test.beforeAll(async ({ browser, people, baseURL }) => {
      database = new pg.Client(process.env.DATABASE_URL);
      await database.connect();
      const { rows } = await database.query(`
        INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber) VALUES ('1', 'Galian', 'Edisi Sunting') RETURNING id`);
      id = rows[0].id;
      await database.query(
        `INSERT INTO referensi_rincianreferensi (ahsp_id, urutan, kategori, uraian_item, satuan_item, koefisien)
         VALUES ($1, 1, 'TK', 'Pekerja', 'OH', 0.35), ($1, 2, 'TK', 'Mandor', 'OH', 0.05)`,
        [id],
      );
      await database.query("SELECT refresh_view('referensi_ahsp_stats')");
      page = await pageOf(browser, people.staff, baseURL);
    });
    test.afterAll(async () => {
      await database.query("DELETE FROM referensi_ahspreferensi WHERE sumber = 'Edisi Sunting'");
      await database.query("DELETE FROM ahsp_edits WHERE sumber = 'Edisi Sunting'");
      await database.query("SELECT refresh_view('referensi_ahsp_stats')");
      await page.context().close();
      await database.end();
    });

    const pencil = (what: string) => page.getByRole("button", { name: `Ubah ${what}` });
    const input = (what: string) => page.getByRole("textbox", { name: what, exact: true });

    test("says how a number is read, is stored with Enter, and left with Esc", async () => {
      await page.goto(`/ahsp/${id}`);
      await pencil("koefisien Pekerja").focus();
      await page.keyboard.press("Enter");
      await expect(input("koefisien Pekerja")).toBeFocused();
      await input("koefisien Pekerja").fill("9");
      await page.keyboard.press("Escape");
      await expect(pencil("koefisien Pekerja")).toBeFocused();
      await page.keyboard.press("Enter");
      await input("koefisien Pekerja").fill("0.53");
      await expect(page.getByText("tidak terbaca sebagai angka")).toBeVisible();
      await expect(page.getByRole("button", { name: "Simpan" })).toBeDisabled();
      await input("koefisien Pekerja").fill("0,530");
      await expect(page.getByText("dibaca 0,53")).toBeVisible();
      await page.keyboard.press("Enter");
      await expect(page.getByRole("status").filter({ hasText: "koefisien Pekerja tersimpan: 0,53." })).toBeAttached();
      await expect(pencil("koefisien Pekerja")).toBeFocused();
      await expect(page.locator("[data-edited]").first()).toContainText("Uji staff");
      await expect(page.locator("[data-edited]").first()).toContainText("Pekerja: koefisien 0,35 → 0,53");
    });

    test("shows in the statistics at once", async () => {
      await pencil("koefisien Mandor").click();
      await input("koefisien Mandor").fill("0");
      await page.keyboard.press("Enter");
      await expect(page.getByText("Mandor: koefisien 0,05 → 0").first()).toBeVisible();
      await page.goto("/ahsp?sumber=Edisi+Sunting&anomali=zero_coef");
      await expect(page.getByRole("link", { name: "Galian" }).or(page.getByText("Galian")).first()).toBeVisible();
    });

    test("of a value that changed meanwhile is refused with what it says now", async () => {
      await page.goto(`/ahsp/${id}`);
      await pencil("satuan pekerjaan").click();
      await input("satuan pekerjaan").fill("m3");
      await database.query("UPDATE referensi_ahspreferensi SET satuan = 'm2' WHERE id = $1", [id]);
      await page.keyboard.press("Enter");
      await expect(page.getByText("Sementara itu nilainya menjadi m2")).toBeVisible();
      await page.keyboard.press("Enter");
      await expect(page.getByText("AHSP: satuan pekerjaan m2 → m3")).toBeVisible();
    });

    test("moves a line to another kategori, and can be undone", async () => {
      await pencil("kategori Mandor").click();
      await page.getByRole("combobox", { name: "kategori Mandor" }).selectOption("ALT");
      await page.getByRole("button", { name: "Simpan" }).click();
      await expect(page.getByRole("rowheader", { name: /C. Peralatan/ })).toBeVisible();
      await expect(pencil("kategori Mandor")).toBeFocused();
      await page.getByRole("button", { name: "Urungkan Mandor: kategori TK → ALT" }).click();
      await expect(page.getByText("Mandor: kategori ALT → TK").first()).toBeVisible();
      await expect(pencil("kategori Mandor")).toBeFocused();
      await page.getByRole("button", { name: "Urungkan Mandor: koefisien 0,05 → 0" }).click();
      await expect(page.getByText("Mandor: koefisien 0 → 0,05").first()).toBeVisible();
      await page.goto("/ahsp?sumber=Edisi+Sunting&anomali=zero_coef");
      await expect(page.getByText("Galian")).toHaveCount(0);
    });

    test("has no accessibility violation that axe knows while a field is open, and fits 390 px", async () => {
      await page.goto(`/ahsp/${id}`);
      await pencil("koefisien Pekerja").click();
      await input("koefisien Pekerja").fill("x");
      await page.evaluate(axe.source);
      const violations = await page.evaluate(async () => {
        const { axe } = window as unknown as { axe: { run(options: object): Promise<{ violations: object[] }> } };
        return (await axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] })).violations;
      });
      expect(violations).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      await page.setViewportSize({ width: 1440, height: 900 });
    });

    test("is not offered to a viewer, and not printed", async ({ browser, people, baseURL }) => {
      const viewer = await pageOf(browser, people.viewer, baseURL);
      await viewer.goto(`/ahsp/${id}`);
      await expect(viewer.getByText("Pekerja: koefisien 0,35 → 0,53")).toBeVisible();
      await expect(viewer.locator("[data-edit]")).toHaveCount(0);
      await expect(viewer.getByRole("button", { name: /Urungkan/ })).toHaveCount(0);
      await viewer.context().close();

      await page.goto(`/ahsp/${id}`);
      await pencil("koefisien Pekerja").click();
      await page.emulateMedia({ media: "print" });
      await expect(pencil("koefisien Mandor")).toBeHidden();
      await expect(input("koefisien Pekerja")).toBeHidden();
      await expect(page.locator("td").filter({ hasText: "0,53" }).first()).toBeVisible();
      await page.emulateMedia({ media: "screen" });
    });
  });
