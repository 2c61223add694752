import fs from "node:fs";
import type { Page } from "@playwright/test";
import pg from "pg";
import { expect, pageOf, test } from "@/e2e/people";
import { rowsOfFile } from "@/lib/imports/testing/rows";
import { sniFile } from "@/lib/imports/testing/sni";

const HEADER = "sumber;kode;nama;klasifikasi;kategori;uraian;satuan;koefisien";
const line = (kode: string, koefisien: string) =>
  `Edisi Wizard;${kode};Pekerjaan ${kode};Bab;TK;Pekerja;OH;${koefisien}`;
const csv = (...lines: string[]) => Buffer.from([HEADER, ...lines].join("\n"));

/** A file is checked, compared, decided about, committed and taken back. */
test.describe
  .serial("an import", () => {
    let page: Page;
    let database: pg.Client;

    test.beforeAll(async ({ browser, people, baseURL }) => {
      page = await pageOf(browser, people.staff, baseURL);
      database = new pg.Client(process.env.DATABASE_URL);
      await database.connect();
    });
    test.afterAll(async () => {
      await page.context().close();
      await database.end();
    });

    const send = async (name: string, buffer: Buffer) => {
      await page.goto("/imports");
      await page.locator("input[type=file]").setInputFiles({ name, mimeType: "application/octet-stream", buffer });
      await page.getByRole("button", { name: `Unggah ${name}` }).click();
    };
    const download = async (link: string) => {
      const started = page.waitForEvent("download", { timeout: 30_000 });
      await page.getByRole("link", { name: link }).click();
      const file = await started;
      return { name: file.suggestedFilename(), bytes: fs.readFileSync(await file.path()) };
    };
    const commit = async () => {
      await page.getByRole("button", { name: /^Impor .* perubahan$/ }).click({ timeout: 30_000 });
      await expect(page.getByText("Data tersimpan dan statistik disegarkan")).toBeVisible({ timeout: 30_000 });
    };
    const stored = async () =>
      (
        await database.query(
          `SELECT kode_ahsp, koefisien::float FROM referensi_ahspreferensi a JOIN referensi_rincianreferensi r ON r.ahsp_id = a.id
           WHERE sumber = 'Edisi Wizard' ORDER BY kode_urut`,
        )
      ).rows.map((row) => `${row.kode_ahsp}=${row.koefisien}`);

    test("says what it will do before it does it, down to the line, and then does exactly that", async () => {
      await send("satu.csv", csv(line("1", "0,50"), line("2", "0,50")));
      await expect(page).toHaveURL(/\/imports\/\d+\/compare/, { timeout: 30_000 });
      expect(await stored()).toEqual([]);
      await commit();
      expect(await stored()).toEqual(["1=0.5", "2=0.5"]);
      await expect(page.getByTestId("as-planned")).toContainText("Sama seperti yang direncanakan");
    });

    test("of a file that came in before says so", async () => {
      await send("satu.csv", csv(line("1", "0,50"), line("2", "0,50")));
      await expect(page.getByText("Berkas yang sama persis sudah pernah diimpor")).toBeVisible({ timeout: 30_000 });
      await expect(page.getByText("Tidak ada yang perlu diimpor", { exact: false })).toBeVisible({ timeout: 30_000 });
    });

    test("goes on with a corrected file, and shows what changes field by field and line by line", async () => {
      await send("dua.csv", csv(line("1", "0,75"), line("3", "bukan angka")));
      await page.getByRole("link", { name: "Periksa" }).click({ timeout: 30_000 });
      await expect(page.getByText("bukan angka").first()).toBeVisible();
      await page.locator("input[type=file]").setInputFiles({
        name: "dua betul.csv",
        mimeType: "text/csv",
        buffer: csv(line("1", "0,75"), line("3", "0,10")),
      });
      await page.getByRole("button", { name: /Unggah/ }).click();
      await expect(page.getByRole("heading", { name: "dua betul.csv" })).toBeVisible({ timeout: 30_000 });
      await expect(page.getByTestId("correction")).toContainText(/berubah\s*1/, { timeout: 30_000 });
      await page.getByRole("link", { name: "Bandingkan", exact: true }).click();
      await page.locator("[data-outcome-of='1']").getByRole("link").first().click();
      await expect(page.getByText("0,75").first()).toBeVisible();
      await commit();
      expect(await stored()).toEqual(["1=0.75", "2=0.5", "3=0.1"]);
    });

    test("is taken back: what it changed is as before, and that can be taken back too", async () => {
      await page.getByRole("button", { name: /^Tarik kembali impor ini/ }).click();
      await page.getByRole("button", { name: /^Tarik kembali 2 perubahan$/ }).click({ timeout: 30_000 });
      await expect(page).toHaveURL(/\/done/, { timeout: 30_000 });
      await expect.poll(stored, { timeout: 30_000 }).toEqual(["1=0.5", "2=0.5"]);
    });

    test("goes on with its rejected rows alone, corrected in the csv that it gave out", async () => {
      await send("baris.csv", csv(line("5", "0,50"), line("5", "dua"), line("6", "x"), line("6", "1,50")));
      await page.getByRole("link", { name: "Periksa" }).click({ timeout: 30_000 });
      const given = await download("Hanya baris yang ditolak (csv)");
      expect(given.name).toBe("baris-ditolak.csv");
      const corrected = Buffer.from(given.bytes.toString().replace(";dua;", ";0,25;").replace(";x;", ";0,75;"));
      await page
        .locator("input[type=file]")
        .setInputFiles({ name: given.name, mimeType: "text/csv", buffer: corrected });
      await page.getByRole("button", { name: "Unggah perbaikan" }).click();
      await expect(page.getByTestId("correction")).toContainText(/selesai\s*2/, { timeout: 30_000 });
      await expect(page.getByTestId("ledger").locator("[data-outcome=rejected]")).toHaveText("0");
      await page.getByRole("link", { name: "Bandingkan", exact: true }).click();
      await commit();
      expect(await stored()).toEqual(expect.arrayContaining(["5=0.5", "5=0.25", "6=0.75", "6=1.5"]));
      await database.query(
        "DELETE FROM referensi_ahspreferensi WHERE sumber = 'Edisi Wizard' AND kode_ahsp IN ('5', '6')",
      );
      // By itself it would leave each AHSP with these lines alone.
      await send(given.name, corrected);
      await expect(page.getByText("hanya berisi baris yang ditolak dari impor lain", { exact: false })).toBeVisible({
        timeout: 30_000,
      });
    });

    test("with lost decimal separators changes nothing by itself; one click takes the sure suggestions", async () => {
      const { bytes } = await sniFile();
      await database.query("DELETE FROM referensi_ahspreferensi WHERE sumber = 'AHSP 2025'");
      await send("suspek.xlsx", bytes);
      await page.getByRole("link", { name: "Periksa" }).click({ timeout: 30_000 });
      const marked = await download("Berkas Anda dengan tanda");
      expect(marked.name).toBe("suspek-diperiksa.xlsx");
      expect(marked.bytes.equals(bytes)).toBe(false);
      expect(await rowsOfFile(marked.bytes)).toEqual(await rowsOfFile(bytes));
      const accept = page.getByRole("button", { name: /^Terima \d+ saran berkeyakinan tinggi$/ });
      const count = Number(/\d+/.exec((await accept.textContent()) ?? "")?.[0]);
      expect(count).toBeGreaterThan(0);
      await accept.click();
      await expect(accept).toHaveCount(0, { timeout: 30_000 });
      await page.getByRole("link", { name: "Bandingkan", exact: true }).click({ timeout: 30_000 });
      await commit();
      const { rows } = await database.query(
        "SELECT count(*)::int AS n FROM referensi_rincianreferensi WHERE koefisien_raw IS NOT NULL AND koefisien <> koefisien_raw::numeric",
      );
      expect(rows[0].n).toBe(count);
    });

    test("that is open belongs to whoever brought it in", async ({ browser, people, baseURL }) => {
      await send("milik.csv", csv(line("9", "0,50")));
      await expect(page).toHaveURL(/\/compare/, { timeout: 30_000 });
      const url = page.url();
      const viewer = await pageOf(browser, people.viewer, baseURL);
      await viewer.goto(url);
      await expect(viewer.getByRole("button", { name: /^Impor .* perubahan$/ })).toHaveCount(0);
      await viewer.context().close();
    });

    test("can be read in another way: a constant stands in for a missing column", async () => {
      await send("tanpa sumber.csv", Buffer.from("kode;nama;uraian;satuan;koefisien\n7;Pekerjaan 7;Pekerja;OH;0,50"));
      await expect(page).toHaveURL(/\/columns/, { timeout: 30_000 });
      await page
        .getByLabel(/^Sumber/)
        .last()
        .fill("Edisi Wizard");
      await page
        .getByRole("button", { name: /Simpan|Baca/ })
        .first()
        .click();
      await expect(page.getByRole("link", { name: "Bandingkan", exact: true })).toBeVisible({ timeout: 30_000 });
    });
  });
