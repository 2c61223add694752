import type { Page } from "@playwright/test";
import pg from "pg";
import { expect, pageOf, test } from "@/e2e/people";

/** Paging through the statistics, and what is seen of changes before any refresh. */
test.describe
  .serial("pages of the statistics", () => {
    let database: pg.Client;
    let viewer: Page;

    test.beforeAll(async ({ browser, people, baseURL }) => {
      database = new pg.Client(process.env.DATABASE_URL);
      await database.connect();
      await database.query(`
        INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber)
        SELECT '88.' || n, 'Uji halaman ' || n, 'Halaman' FROM generate_series(1, 120) AS n`);
      await database.query("SELECT refresh_view('referensi_ahsp_stats')");
      viewer = await pageOf(browser, people.viewer, baseURL);
    });
    test.afterAll(async () => {
      await viewer.context().close();
      await database.query("DELETE FROM referensi_ahspreferensi WHERE sumber = 'Halaman'");
      await database.query("SELECT refresh_view('referensi_ahsp_stats')");
      await database.end();
    });

    const place = (text: string) => expect(viewer.getByRole("navigation", { name: "Halaman" })).toContainText(text);
    const first = () => viewer.locator("main tbody tr").first();

    test("forward, back, to the end and to a code; the URL holds where, and Back goes back", async () => {
      await viewer.goto("/ahsp?sumber=Halaman&page=7");
      await place("Baris 1–50 dari 120");
      await expect(viewer.getByRole("button", { name: "Sebelumnya" })).toBeDisabled();
      await viewer.getByRole("button", { name: "Berikutnya" }).click();
      await place("Baris 51–100 dari 120");
      await expect(first()).toContainText("88.51");
      await viewer.reload();
      await place("Baris 51–100 dari 120");
      await viewer.getByRole("button", { name: "Terakhir" }).click();
      await place("Baris 101–120 dari 120");
      await expect(viewer.getByRole("button", { name: "Berikutnya" })).toBeDisabled();
      await viewer.getByRole("button", { name: "Sebelumnya" }).click();
      await place("Baris 51–100 dari 120");
      await viewer.getByRole("textbox", { name: "Lompat ke kode" }).fill("88.77");
      await viewer.getByRole("button", { name: "Lompat" }).click();
      await place("Baris 77–120 dari 120");
      await viewer.goBack();
      await place("Baris 51–100 dari 120");
    });

    test("one box finds by words and by code, puts the best first, and asks what was meant", async () => {
      await viewer.goto("/ahsp");
      const box = viewer.getByRole("searchbox", { name: "Cari" });
      await box.fill("laman 77 uji");
      await place("Baris 1–1 dari 1");
      await box.fill("88.11");
      await place("Baris 1–11 dari 11");
      await viewer.getByRole("link", { name: "paling cocok dulu" }).click();
      await expect(viewer).toHaveURL(/q=88\.11&sort=relevance$/);
      await expect(first()).toContainText("88.11");
      await box.fill("uji halamn");
      await viewer.getByRole("link", { name: "uji halaman" }).click();
      await place("Baris 1–50 dari 120");
      await viewer.goto("/ahsp?nama=uji%20halaman%207&kode=88");
      await expect(box).toHaveValue("uji halaman 7");
      // A pause after a space, long enough for the answer to come, leaves the space where it is.
      await box.fill("");
      await box.pressSequentially("uji ");
      await expect(viewer).toHaveURL(/q=uji$/);
      await box.pressSequentially("halaman 7");
      await expect(viewer).toHaveURL(/q=uji\+halaman\+7$/);
      await viewer.goBack();
      await expect(box).toHaveValue("uji");
    });

    test("a change is shown before any refresh, marked, counted and listed", async () => {
      await database.query(`
        INSERT INTO referensi_rincianreferensi (ahsp_id, urutan, kategori, uraian_item, koefisien)
        SELECT id, 1, 'TK', 'Pekerja', 0 FROM referensi_ahspreferensi WHERE kode_ahsp = '88.2' AND sumber = 'Halaman'`);
      await viewer.goto("/ahsp?sumber=Halaman");
      await expect(viewer.locator("[data-total=zero_coef]")).toHaveText("1");
      await expect(viewer.getByTestId("changes")).toContainText("1 AHSP berubah sejak itu, ditampilkan langsung");
      await expect(viewer.getByRole("row", { name: /88\.2.*berubah sejak snapshot/ })).toBeVisible();
      await viewer.getByRole("link", { name: "Lihat yang berubah" }).click();
      await expect(viewer.getByTestId("changes-list").getByRole("row", { name: /88\.2/ })).toContainText(
        "Rincian 0 → 1",
      );
    });
  });
