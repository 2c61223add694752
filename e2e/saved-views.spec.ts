import type { Page } from "@playwright/test";
import axe from "axe-core";
import pg from "pg";
import { expect, pageOf, test } from "@/e2e/people";

/** Somebody of the staff keeps what they look at every day, and lets the others have it. */
test.describe
  .serial("a saved view", () => {
    let staff: Page;
    let viewer: Page;
    let database: pg.Client;

    test.beforeAll(async ({ browser, people, baseURL }) => {
      database = new pg.Client(process.env.DATABASE_URL);
      await database.connect();
      await database.query(`
        INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber)
        SELECT '77.' || n, CASE WHEN n < 4 THEN 'Beton ' ELSE 'Galian ' END || n, 'Edisi Simpan' FROM generate_series(1, 60) n`);
      await database.query("SELECT refresh_view('referensi_ahsp_stats')");
      staff = await pageOf(browser, people.staff, baseURL);
      viewer = await pageOf(browser, people.viewer, baseURL);
    });
    test.afterAll(async () => {
      await database.query("DELETE FROM referensi_ahspreferensi WHERE sumber = 'Edisi Simpan'");
      await database.query("DELETE FROM saved_views");
      await database.query("SELECT refresh_view('referensi_ahsp_stats')");
      await staff.context().close();
      await viewer.context().close();
      await database.end();
    });

    const opener = (page: Page) => page.locator("summary").filter({ hasText: "Tampilan tersimpan" });
    const link = (page: Page, name: string) => page.getByRole("link", { name });
    const action = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
    const unfold = (page: Page, name: string) => page.getByRole("button", { name: `Tindakan untuk ${name}` }).click();
    const dialog = (page: Page) => page.getByRole("dialog");

    test("is kept under a name, by keyboard alone", async () => {
      await staff.goto("/ahsp?sumber=Edisi+Simpan&q=beton&sort=-kode_ahsp");
      await opener(staff).focus();
      await staff.keyboard.press("Enter");
      await expect(staff.getByText("Belum ada tampilan tersimpan.")).toBeVisible();
      await staff.keyboard.press("Tab");
      await expect(action(staff, "Simpan tampilan ini…")).toBeFocused();
      await staff.keyboard.press("Enter");
      await expect(dialog(staff).getByRole("textbox", { name: "Nama" })).toBeFocused();
      await staff.keyboard.type("  Beton   terakhir dulu ");
      await staff.keyboard.press("Enter");
      await expect(dialog(staff)).toHaveCount(0);
      await expect(opener(staff)).toHaveText(/Beton terakhir dulu/);
      await expect(opener(staff)).toBeFocused();
    });

    test("is refused under a name that the person has already, or with a character that nobody sees", async () => {
      await opener(staff).click();
      await action(staff, "Simpan tampilan ini…").click();
      await dialog(staff).getByRole("textbox", { name: "Nama" }).fill("BETON terakhir dulu");
      await action(staff, "Simpan").click();
      await expect(dialog(staff).getByRole("alert")).toContainText("sudah memiliki tampilan bernama");
      await dialog(staff).getByRole("textbox", { name: "Nama" }).fill("Beton\u202e");
      await action(staff, "Simpan").click();
      await expect(dialog(staff).getByText("Memuat karakter yang tidak terlihat.")).toBeVisible();
      await staff.keyboard.press("Escape");
      await expect(dialog(staff)).toHaveCount(0);
    });

    test("opens with one click, from its first page, and says that it is what is shown", async () => {
      await staff.goto("/ahsp");
      await opener(staff).click();
      await expect(link(staff, "Beton terakhir dulu")).not.toHaveAttribute("aria-current");
      await link(staff, "Beton terakhir dulu").click();
      await expect(staff).toHaveURL("/ahsp?q=beton&sumber=Edisi+Simpan&sort=-kode_ahsp");
      await expect(staff.getByRole("table").getByRole("row").nth(1)).toContainText("77.3");
      await expect(link(staff, "Beton terakhir dulu")).toBeHidden();
      await opener(staff).click();
      await expect(link(staff, "Beton terakhir dulu")).toHaveAttribute("aria-current", "page");
    });

    test("is seen by a second person once it is shared, who may open but not change it", async () => {
      await viewer.goto("/ahsp");
      await opener(viewer).click();
      await expect(viewer.getByText("Belum ada tampilan tersimpan.")).toBeVisible();
      await unfold(staff, "Beton terakhir dulu");
      await action(staff, "Bagikan ke semua orang").click();
      await expect(staff.getByRole("status").filter({ hasText: "kini dilihat semua orang" })).toBeAttached();
      await expect(action(staff, "Berhenti membagikan")).toBeFocused();

      await viewer.reload();
      await opener(viewer).click();
      await expect(viewer.getByText("oleh Uji staff")).toBeVisible();
      await expect(viewer.getByRole("button", { name: /Tindakan untuk/ })).toHaveCount(0);
      await link(viewer, "Beton terakhir dulu").click();
      await expect(viewer).toHaveURL(/sort=-kode_ahsp/);
    });

    test("takes another query and another name, for everybody", async () => {
      await staff.goto("/ahsp?sumber=Edisi+Simpan&size=100");
      await opener(staff).click();
      await unfold(staff, "Beton terakhir dulu");
      await action(staff, "Perbarui dengan tampilan ini…").click();
      await expect(dialog(staff)).toContainText("berlaku bagi semua orang");
      await action(staff, "Perbarui").click();
      await expect(opener(staff)).toHaveText(/Beton terakhir dulu/);
      await opener(staff).click();
      await action(staff, "Ganti nama…").click();
      await dialog(staff).getByRole("textbox", { name: "Nama" }).fill("Seluruh edisi");
      await action(staff, "Ganti nama").click();
      await expect(opener(staff)).toHaveText(/Seluruh edisi/);
      await viewer.goto("/ahsp");
      await opener(viewer).click();
      await link(viewer, "Seluruh edisi").click();
      await expect(viewer.getByText("Baris 1–60 dari 60", { exact: true })).toBeVisible();
    });

    test("is taken back by an admin", async ({ browser, people, baseURL }) => {
      const admin = await pageOf(browser, people.admin, baseURL);
      await admin.goto("/ahsp");
      await opener(admin).click();
      await unfold(admin, "Seluruh edisi");
      await expect(action(admin, "Ganti nama…")).toHaveCount(0);
      await action(admin, "Berhenti membagikan").click();
      await expect(link(admin, "Seluruh edisi")).toHaveCount(0);
      await expect(opener(admin)).toBeFocused();
      await admin.context().close();
      await staff.reload();
      await opener(staff).click();
      await unfold(staff, "Seluruh edisi");
      await action(staff, "Bagikan ke semua orang").click();
      await expect(action(staff, "Berhenti membagikan")).toBeVisible();
    });

    test("has no accessibility violation that axe knows while the menu is unfolded, and fits 390 px", async () => {
      await staff.setViewportSize({ width: 390, height: 844 });
      await staff.reload();
      await opener(staff).click();
      await unfold(staff, "Seluruh edisi");
      await staff.evaluate(axe.source);
      const violations = await staff.evaluate(async () => {
        const { axe } = window as unknown as { axe: { run(options: object): Promise<{ violations: object[] }> } };
        return (await axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] })).violations;
      });
      expect(violations).toEqual([]);
      expect(await staff.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      const panel = await link(staff, "Seluruh edisi").boundingBox();
      expect(panel?.x).toBeGreaterThanOrEqual(0);
    });

    test("is deleted after a question, and gone for the others", async () => {
      await action(staff, "Hapus…").click();
      await expect(dialog(staff)).toContainText("Hapus “Seluruh edisi”");
      await action(staff, "Hapus").click();
      await expect(staff.getByRole("status").filter({ hasText: "dihapus" })).toBeAttached();
      await expect(opener(staff)).toBeFocused();
      await opener(staff).click();
      await expect(staff.getByText("Belum ada tampilan tersimpan.")).toBeVisible();
      await viewer.reload();
      await opener(viewer).click();
      await expect(viewer.getByText("Belum ada tampilan tersimpan.")).toBeVisible();
    });
  });
