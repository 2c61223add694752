import type { Page } from "@playwright/test";
import axe from "axe-core";
import pg from "pg";
import { expect, pageOf, test } from "@/e2e/people";

/** How the table is used: columns, keys, copying, a phone. */
test.describe
  .serial("table manners", () => {
    let database: pg.Client;
    let viewer: Page;

    test.beforeAll(async ({ browser, people, baseURL }) => {
      database = new pg.Client(process.env.DATABASE_URL);
      await database.connect();
      await database.query(`
        INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber)
        SELECT '77.' || n, 'Uji tabel dengan nama yang panjang sekali, dan masih lebih panjang lagi ' || n, 'Tata'
        FROM generate_series(1, 120) AS n`);
      await database.query("SELECT refresh_view('referensi_ahsp_stats')");
      viewer = await pageOf(browser, people.viewer, baseURL);
      await viewer.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    });
    test.afterAll(async () => {
      await viewer.context().close();
      await database.query("DELETE FROM referensi_ahspreferensi WHERE sumber = 'Tata'");
      await database.query("SELECT refresh_view('referensi_ahsp_stats')");
      await database.end();
    });

    const columns = () => viewer.locator("main thead th").evaluateAll((cells) => cells.map((one) => one.textContent));
    const focused = () => viewer.evaluate(() => document.activeElement?.textContent);
    const clipboard = () => viewer.evaluate(() => navigator.clipboard.readText());
    const place = (text: string) => expect(viewer.getByRole("navigation", { name: "Halaman" })).toContainText(text);
    const violations = async () => {
      await viewer.evaluate(axe.source);
      return viewer.evaluate(async () => {
        const { axe } = window as unknown as {
          axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        };
        const { violations } = await axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] });
        return violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]);
      });
    };

    test("chosen and moved columns are in the URL, and stay over paging, sorting, filtering and reloading", async () => {
      await viewer.goto("/ahsp?sumber=Tata");
      await viewer.locator("summary", { hasText: "Kolom" }).click();
      for (const name of ["Nama pekerjaan", "Satuan", "Klasifikasi", "Sub-klasifikasi"])
        await viewer.getByRole("checkbox", { name, exact: true }).uncheck();
      await viewer.getByRole("button", { name: "Naikkan Rincian" }).press("Enter");
      const chosen = ["Kode", "Rincian", "Sumber", "TK", "BHN", "ALT", "LAIN", "Koefisien nol", "Tanpa satuan"];
      await expect.poll(columns).toEqual(chosen);
      await expect(viewer.getByRole("button", { name: "Naikkan Rincian" })).toBeFocused();
      await expect(viewer).toHaveURL(/columns=kode_ahsp,rincian_total,sumber,/);
      await viewer.keyboard.press("Escape");
      await viewer.getByRole("button", { name: "Berikutnya" }).click();
      await place("Baris 51–100 dari 120");
      await viewer.getByRole("button", { name: "Rincian", exact: true }).click();
      await place("Baris 1–50 dari 120");
      await viewer.getByRole("button", { name: "Hapus semua" }).click();
      await expect(viewer).not.toHaveURL(/sumber=Tata/);
      await viewer.goBack();
      await place("Baris 1–50 dari 120");
      await viewer.reload();
      expect(await columns()).toEqual(chosen);
      await viewer.getByText("Ekspor 120 AHSP").click();
      await expect(viewer.locator("input[name=columns]:checked").first()).toHaveValue("kode_ahsp");
      await expect(viewer.locator("input[name=columns]:checked")).toHaveCount(chosen.length);
      await viewer.keyboard.press("Escape");
      await viewer.locator("summary", { hasText: "Kolom" }).click();
      await viewer.getByRole("button", { name: "Kembalikan semua kolom" }).click();
      await expect(viewer).not.toHaveURL(/columns=/);
    });

    test("keys move, open, page, search and copy, but not while one types", async () => {
      await viewer.goto("/ahsp?sumber=Tata");
      await expect(viewer.locator("main tbody tr")).toHaveCount(50);
      // Keys are heard once the page's script runs.
      await expect(async () => {
        await viewer.keyboard.press("j");
        expect(await focused()).toBe("77.1");
      }).toPass();
      await viewer.keyboard.press("j");
      await viewer.keyboard.press("j");
      await viewer.keyboard.press("k");
      expect(await focused()).toBe("77.2");
      await viewer.keyboard.press("c");
      await expect(viewer.getByText("Tersalin: 77.2")).toBeVisible();
      expect(await clipboard()).toBe("77.2");
      await viewer.keyboard.press("ArrowRight");
      await viewer.keyboard.press("c");
      await expect.poll(clipboard).toBe("Uji tabel dengan nama yang panjang sekali, dan masih lebih panjang lagi 2");
      await viewer.keyboard.press("Tab");
      await expect(viewer.getByRole("button", { name: /^Salin: Uji tabel/ })).toBeFocused();
      await viewer.keyboard.press("n");
      await place("Baris 51–100 dari 120");
      await viewer.keyboard.press("p");
      await place("Baris 1–50 dari 120");
      await viewer.keyboard.press("/");
      await viewer.keyboard.type("jk?");
      await expect(viewer.locator("main input[type=search]").first()).toHaveValue("jk?");
      await expect(viewer.getByRole("dialog")).toHaveCount(0);
      await viewer.goto("/ahsp?sumber=Tata");
      await expect(viewer.locator("main tbody tr")).toHaveCount(50);
      await expect(async () => {
        await viewer.keyboard.press("f");
        await expect(viewer.locator("main summary", { hasText: "Sumber" })).toBeFocused({ timeout: 1000 });
      }).toPass();
      await viewer.keyboard.press("j");
      await viewer.keyboard.press("ArrowRight");
      await viewer.keyboard.press("Enter");
      await expect(viewer.getByText("77.1", { exact: true })).toBeVisible();
      await expect(viewer).toHaveURL(/\/ahsp\/\d+$/);
    });

    test("? lists the keys and turns single characters off, for good", async () => {
      await viewer.goto("/ahsp?sumber=Tata");
      await expect(viewer.locator("main tbody tr")).toHaveCount(50);
      await expect(async () => {
        await viewer.keyboard.press("?");
        await expect(viewer.getByRole("dialog", { name: "Pintasan papan ketik" })).toBeVisible({ timeout: 1000 });
      }).toPass();
      expect(await violations()).toEqual([]);
      await viewer.getByRole("checkbox", { name: "Pintasan satu karakter aktif" }).uncheck();
      await viewer.getByRole("button", { name: "Tutup" }).click();
      await expect
        .poll(async () => (await viewer.context().cookies()).find(({ name }) => name === "shortcuts")?.value)
        .toBe("off");
      await viewer.reload();
      await viewer.keyboard.press("?");
      await viewer.keyboard.press("j");
      expect(await focused()).not.toBe("77.1");
      await expect(viewer.getByRole("dialog")).toHaveCount(0);
      await viewer.getByRole("button", { name: "Pintasan (?)" }).click();
      await viewer.getByRole("checkbox", { name: "Pintasan satu karakter aktif" }).check();
    });

    test("compact rows are lower, from the first byte of the next page on", async () => {
      await viewer.goto("/ahsp?sumber=Tata");
      const height = () =>
        viewer
          .locator("main tbody tr")
          .first()
          .evaluate((row) => row.getBoundingClientRect().height);
      const before = await height();
      await viewer.locator("summary", { hasText: "Kolom" }).click();
      await viewer.getByRole("radio", { name: "Rapat" }).check();
      await expect.poll(height).toBeLessThan(before);
      const html = await (await viewer.request.get("/ahsp?sumber=Tata")).text();
      expect(html).toMatch(/<html[^>]*data-density="compact"/);
      await viewer.getByRole("radio", { name: "Lapang" }).check();
      await expect.poll(height).toBe(before);
    });

    test("paper has the filters in words, all rows of the page, no controls, and is white from a dark screen", async () => {
      await viewer.goto("/ahsp?sumber=Tata");
      await viewer.emulateMedia({ media: "print", colorScheme: "dark" });
      await expect(viewer.getByTestId("print-summary")).toHaveText(
        "Sumber: Tata — diurutkan menurut Kode, menaik — Baris 1–50 dari 120",
      );
      await expect(viewer.getByText(/^Keadaan \d+ \w+ \d{4} \d\d\.\d\d WIB$/)).toBeVisible();
      await expect(viewer.getByRole("button")).toHaveCount(0);
      await expect(viewer.getByRole("navigation")).toHaveCount(0);
      await expect(viewer.locator("html")).toHaveCSS("background-color", "rgb(255, 255, 255)");
      await expect(viewer.locator("html")).toHaveCSS("color", "rgb(0, 0, 0)");
      const box = viewer.locator("main table").locator("..");
      await expect(box).toHaveCSS("overflow", "visible");
      expect(await box.evaluate((one) => one.scrollHeight - one.clientHeight)).toBeLessThanOrEqual(0);
      await viewer.emulateMedia({ media: null, colorScheme: null });
    });

    test("a phone shows code and name side by side, and a touched cell can be copied", async () => {
      await viewer.setViewportSize({ width: 390, height: 844 });
      await viewer.goto("/ahsp?sumber=Tata");
      expect(await viewer.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
      const name = viewer.locator("main tbody td[data-column=nama_ahsp]").first();
      const box = await name.boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThan(390);
      await name.click();
      await viewer.getByRole("button", { name: /^Salin: Uji tabel/ }).click();
      await expect.poll(clipboard).toBe("Uji tabel dengan nama yang panjang sekali, dan masih lebih panjang lagi 1");
      expect(await violations()).toEqual([]);
      await viewer.locator("summary", { hasText: "Kolom" }).click();
      expect(await violations()).toEqual([]);
      expect(await viewer.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
    });
  });
