import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import pg from "pg";
import { expect, pageOf, test } from "@/e2e/people";
import { sampleFile } from "@/lib/sample/generate";

const HEADER = "sumber;kode;nama;kategori;uraian;satuan;koefisien";
const csv = (...lines: [string, string][]) =>
  Buffer.from(
    [HEADER, ...lines.map(([kode, koef]) => `Edisi Bersama;${kode};Pekerjaan ${kode};TK;Pekerja;OH;${koef}`)].join(
      "\n",
    ),
  );
const COMMIT = /^Impor .* perubahan$/;
const DONE = "Data tersimpan dan statistik disegarkan";

/** What people do at the same time, or without waiting. */
test.describe
  .serial("imports of several people", () => {
    let database: pg.Client;

    test.beforeAll(async () => {
      database = new pg.Client(process.env.DATABASE_URL);
      await database.connect();
    });
    test.afterAll(() => database.end());

    const send = async (page: Page, name: string, buffer: Buffer) => {
      await page.goto("/imports");
      await page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer });
      await page.getByRole("button", { name: `Unggah ${name}` }).click();
      await expect(page).toHaveURL(/\/imports\/\d+\/compare/, { timeout: 60_000 });
    };

    /** Commits; where somebody else was quicker the page says so, and shows anew what would be done. */
    const commit = async (page: Page): Promise<"at once" | "after a second look"> => {
      await page.getByRole("button", { name: COMMIT }).click();
      const done = page.getByText(DONE);
      const again = page.getByText("Data berubah sejak", { exact: false });
      await expect(done.or(again).first()).toBeVisible({ timeout: 60_000 });
      if (await done.isVisible()) return "at once";
      await page.getByRole("button", { name: COMMIT }).click();
      await expect(done).toBeVisible({ timeout: 60_000 });
      return "after a second look";
    };

    test("two at once of the same sumber: both end whole, and who comes second looks again", async ({
      browser,
      people,
      baseURL,
    }) => {
      const pages = await Promise.all([people.staff, people.admin].map((one) => pageOf(browser, one, baseURL)));
      const [one, two] = pages as [Page, Page];
      await send(one, "seorang.csv", csv(["1", "0,50"], ["2", "0,50"]));
      await send(two, "lain.csv", csv(["2", "0,70"], ["3", "0,70"]));
      const ways = await Promise.all([commit(one), commit(two)]);
      expect(ways.toSorted()).toEqual(["after a second look", "at once"]);
      const { rows } = await database.query(
        `SELECT kode_ahsp, count(*)::int AS lines, min(koefisien)::float AS koefisien
         FROM referensi_ahspreferensi a JOIN referensi_rincianreferensi r ON r.ahsp_id = a.id
         WHERE sumber = 'Edisi Bersama' GROUP BY kode_ahsp ORDER BY kode_ahsp`,
      );
      const second = ways[0] === "at once" ? 0.7 : 0.5;
      expect(rows).toEqual([
        { kode_ahsp: "1", lines: 1, koefisien: 0.5 },
        { kode_ahsp: "2", lines: 1, koefisien: second },
        { kode_ahsp: "3", lines: 1, koefisien: 0.7 },
      ]);
      for (const page of pages) await page.context().close();
    });

    test("goes on when the browser is closed right after the click, and is found done", async ({
      browser,
      people,
      baseURL,
    }) => {
      const page = await pageOf(browser, people.staff, baseURL);
      const rows = 20_000;
      await send(page, "besar.csv", sampleFile({ ahsp: 4_000, rincian: rows }));
      const url = page.url().replace(/\/compare.*/, "");
      const sent = page.waitForRequest((request) => request.method() === "POST");
      await page.getByRole("button", { name: COMMIT }).click();
      await sent;
      await page.context().close();
      const state = async () => {
        const found = await database.query("SELECT state, report FROM imports WHERE id = $1", [url.split("/").at(-1)]);
        return found.rows[0].state === "committed" ? found.rows[0].report.ledger.imported : found.rows[0].state;
      };
      await expect.poll(state, { timeout: 60_000 }).toBe(rows);
      const later = await pageOf(browser, people.staff, baseURL);
      await later.goto(url);
      await expect(later.getByText(DONE)).toBeVisible({ timeout: 60_000 });
      await later.context().close();
    });

    test("a commit asked for twice with one key is one commit", async ({ browser, people, baseURL }) => {
      const page = await pageOf(browser, people.staff, baseURL);
      const name = `${randomUUID()}.csv`;
      await send(page, name, csv(["4", "0,40"]));
      await page.getByRole("button", { name: COMMIT }).dblclick();
      await expect(page.getByText(DONE)).toBeVisible({ timeout: 60_000 });
      const { rows } = await database.query(
        "SELECT count(*)::int AS n FROM import_changes c JOIN imports i ON i.id = c.import_id WHERE i.file_name = $1",
        [name],
      );
      expect(rows).toEqual([{ n: 1 }]);
      await page.context().close();
    });
  });
