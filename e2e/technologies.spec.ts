import type { Page } from "@playwright/test";
import { expect, pageOf, test } from "@/e2e/people";

const FILE = [
  "name;domain;technologies",
  'PT Maju Jaya;maju.test;"React; PostgreSQL; Go"',
  'PT Karya Baru;karya.test;"[""React"", ""C, C++"", ""Übersicht""]"',
  'CV Tanpa Domain;;"Go, Redis, Kafka, Terraform"',
  'PT Rusak;rusak.test;"[""React"""',
].join("\n");

/** A file of companies comes in, its technologies are looked at, and a program reads them with a token. */
test.describe
  .serial("technologies", () => {
    let page: Page;

    test.beforeAll(async ({ browser, people, baseURL }) => {
      page = await pageOf(browser, people.admin, baseURL);
    });
    test.afterAll(() => page.context().close());

    const values = () => page.locator("tbody tr > :first-child");

    test("a file of companies is known by its header, and every row of it is accounted for", async () => {
      await page.goto("/imports");
      const file = { name: "perusahaan.csv", mimeType: "text/csv", buffer: Buffer.from(FILE) };
      await page.locator("input[type=file]").setInputFiles(file);
      await page.getByRole("button", { name: /^Unggah / }).click();
      await page.getByRole("button", { name: /^Impor .* perubahan$/ }).click({ timeout: 30_000 });
      await expect(page.locator("[data-outcome=rows]")).toHaveText("4", { timeout: 30_000 });
      await expect(page.locator("[data-outcome=new]")).toHaveText("3");
      await expect(page.locator("[data-outcome=rejected]")).toHaveText("1");
      await page.getByRole("link", { name: "Lihat teknologi" }).click({ timeout: 30_000 });
      await expect(page).toHaveURL(/\/technologies/);
    });

    test("are listed once each with their companies, in both orders, and found by a part of their name", async () => {
      await page.goto("/technologies");
      await expect(values()).toHaveText([
        "C, C++",
        "Go",
        "Kafka",
        "PostgreSQL",
        "React",
        "Redis",
        "Terraform",
        "Übersicht",
      ]);
      await expect(page.getByRole("row", { name: "React" }).getByRole("cell").last()).toHaveText("2");
      await page.getByRole("columnheader", { name: "Teknologi" }).locator("a, button").click();
      await expect(values().first()).toHaveText("Übersicht");
      await page.goto("/technologies");
      await page.getByPlaceholder("Teknologi mengandung …").fill("rE");
      await expect(values()).toHaveText(["PostgreSQL", "React", "Redis"]);
    });

    test("of chosen companies are read live, and one leads to its companies and the row of the file", async () => {
      await page.goto("/technologies");
      await page.getByPlaceholder("Tambah perusahaan …").fill("tanpa");
      await page.getByRole("option", { name: "CV Tanpa Domain" }).click();
      await expect(values()).toHaveText(["Go", "Kafka", "Redis", "Terraform"]);
      await page.goto("/technologies");
      await page.getByRole("link", { name: "C, C++" }).click();
      await expect(page.getByRole("row", { name: /PT Karya Baru/ })).toContainText("karya.test");
      await page.getByRole("link", { name: /baris 3/ }).click();
      await expect(page.locator("[data-outcome=rows]")).toHaveText("4");
    });

    test("switched off, the list says so and is the same", async () => {
      await page.goto("/technologies");
      const before = await values().allTextContents();
      await page.goto("/views/mv_distinct_technologies");
      await page.getByRole("button", { name: "Matikan" }).click();
      await expect(page.getByText(/^Dimatikan\./)).toBeVisible();
      await page.goto("/technologies");
      await expect(page.getByText("View dimatikan", { exact: true })).toBeVisible();
      expect(await values().allTextContents()).toEqual(before);
      await page.goto("/views/mv_distinct_technologies");
      await page.getByRole("button", { name: "Nyalakan" }).click();
      await expect(page.getByText(/^Dinyalakan\./)).toBeVisible();
    });

    test("are read by a program with a token that an admin made, until it is revoked", async ({ baseURL }) => {
      await page.goto("/users");
      await page.getByRole("button", { name: "Buat token" }).click();
      await page.getByLabel("Nama", { exact: true }).fill("Laporan mingguan");
      await page.getByRole("dialog").getByRole("button", { name: "Buat token" }).click();
      const once = page.getByRole("dialog");
      await expect(once).toContainText(/ahsp_[A-Za-z0-9_-]{43}/);
      const token = /ahsp_[A-Za-z0-9_-]{43}/.exec(await once.innerText())?.[0] ?? "";
      const ask = (query: string, bearer = token) =>
        fetch(`${baseURL}/api/v1/technologies${query}`, { headers: { authorization: `Bearer ${bearer}` } });
      const answer = await ask("?limit=3&ordering=-value");
      expect(answer.status).toBe(200);
      expect(answer.headers.get("x-data-source")).toBe("view");
      expect(await answer.json()).toMatchObject({
        has_more: true,
        previous: null,
        results: [{ value: "Übersicht" }, { value: "Terraform" }, { value: "Redis" }],
      });
      const wrong = await ask("?limit=0&ordering=name&wat=1");
      expect(wrong.status).toBe(400);
      expect(Object.keys((await wrong.json()).fields)).toEqual(expect.arrayContaining(["limit", "ordering", "wat"]));
      expect((await ask("", `${token}x`)).status).toBe(401);
      expect((await fetch(`${baseURL}/api/v1/technologies`)).status).toBe(401);

      await page.getByRole("button", { name: "Tutup" }).click();
      await page.getByRole("button", { name: /^Cabut/ }).click();
      await page
        .getByRole("dialog")
        .getByRole("button", { name: /^Cabut/ })
        .click();
      await expect(page.getByText(/telah dicabut/)).toBeVisible();
      expect((await ask("")).status).toBe(401);
    });
  });
