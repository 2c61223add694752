import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import sql from "sql-template-tag";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrate } from "@/lib/db/migrate";
import { databaseUrl, pool } from "@/lib/db/pool";
import { prisma } from "@/lib/db/prisma";
import { readView, readViews } from "./console";
import { examine } from "./health";
import { readThrough } from "./read-through";
import { refreshView } from "./refresh";
import { VIEWS, type ViewDefinition, type ViewName } from "./registry";
import { keepSchedules, saveSchedule } from "./schedule";
import { switchView } from "./switch";
import { verifyView } from "./verify";

/** Everything that it takes to add a view: one SQL file … */
const FILE = `
CREATE MATERIALIZED VIEW jobs_per_edition AS
SELECT sumber, count(*)::int AS jobs, sum(rincian_total)::int AS lines FROM referensi_ahsp_stats GROUP BY sumber
WITH NO DATA;
CREATE UNIQUE INDEX jobs_per_edition_sumber ON jobs_per_edition (sumber);
COMMENT ON MATERIALIZED VIEW jobs_per_edition IS 'Jobs and lines of each edition';
SELECT watch_table('jobs_per_edition', 'referensi_ahspreferensi', 'id');
`;
/** … and one entry in the registry. */
const ENTRY: ViewDefinition = {
  label: { id: "Pekerjaan per edisi", en: "Jobs per edition" },
  about: { id: "Jumlah pekerjaan tiap edisi.", en: "Number of jobs of each edition." },
  counts: { id: "AHSP", en: "AHSP" },
  dependsOn: ["referensi_ahsp_stats"],
  schedule: { cron: "0 3 * * *", timeZone: "UTC" },
  refreshAfter: null,
  staleAfterHours: 48,
  canonical: { query: "SELECT * FROM jobs_per_edition WHERE sumber = 'x'", index: "jobs_per_edition_sumber" },
};

const NAME = "jobs_per_edition" as ViewName;
const by = { trigger: "command" as const, actor: null };
const home = process.cwd();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "portal-third-view-"));

beforeAll(async () => {
  fs.cpSync("prisma", path.join(folder, "prisma"), { recursive: true });
  process.chdir(folder);
  fs.writeFileSync("prisma/views/jobs_per_edition.sql", FILE);
  Object.assign(VIEWS, { [NAME]: ENTRY });
});
afterAll(() => {
  process.chdir(home);
  fs.rmSync(folder, { recursive: true });
});

const jobs = (from: "view" | "live") =>
  prisma.$queryRaw<{ jobs: number }[]>(
    from === "view"
      ? sql`SELECT jobs FROM jobs_per_edition`
      : sql`SELECT count(*)::int AS jobs FROM referensi_ahspreferensi GROUP BY sumber`,
  );
const insert = (kode: string) =>
  pool().query("INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber) VALUES ($1, 'x', 'Edisi')", [kode]);

test("a third view takes one SQL file and one entry in the registry, and then has everything that views have", async () => {
  expect((await migrate(databaseUrl())).views).toEqual([NAME]);
  expect((await readViews()).map((view) => view.name)).toContain(NAME);
  expect(await examine()).toEqual([]);

  await insert("1");
  expect(await readView(NAME)).toMatchObject({ changed: 1, populated: true, schedule: { cron: "0 3 * * *" } });
  const refresh = await refreshView(NAME, "automatic", by);
  expect(refresh).toMatchObject({ rows: 1, changes: 1 });
  expect(await verifyView(NAME, null)).toMatchObject({ differences: 0, rows: 1 });

  await saveSchedule(NAME, { cron: "0 4 * * *", timeZone: "UTC", refreshAfter: null });
  await pool().query("UPDATE view_settings SET looked_at = '2030-01-01'");
  await insert("2");
  await keepSchedules(new Date("2030-01-01T04:00:00Z"));
  expect((await readView(NAME)).history[0]).toMatchObject({ trigger: "schedule", outcome: "ok" });

  expect(await readThrough(NAME, jobs)).toEqual({ data: [{ jobs: 2 }], source: "view" });
  await switchView(NAME, false, by);
  expect(await readThrough(NAME, jobs)).toEqual({ data: [{ jobs: 2 }], source: "off" });
  await switchView(NAME, true, by);

  await pool().query("DROP INDEX jobs_per_edition_sumber");
  expect(await examine()).toMatchObject([{ code: "INDEX_MISSING", view: NAME }]);
});

test("a view that reads another one brings that up to date first", async () => {
  await pool().query("CREATE UNIQUE INDEX IF NOT EXISTS jobs_per_edition_sumber ON jobs_per_edition (sumber)");
  await insert("3");
  await refreshView(NAME, "concurrently", by);
  expect((await readView("referensi_ahsp_stats")).history[0]).toMatchObject({ rows: 3, trigger: "command" });
  expect(await readThrough(NAME, jobs)).toMatchObject({ data: [{ jobs: 3 }] });
});

test("a view that is made anew takes those that read it along, and people read on meanwhile", async () => {
  fs.appendFileSync("prisma/views/referensi_ahsp_stats.sql", "\n-- changed\n");
  expect((await migrate(databaseUrl())).views.toSorted()).toEqual(
    [NAME, "referensi_ahsp_facets", "referensi_ahsp_places", "referensi_ahsp_stats"].toSorted(),
  );
  expect(await readThrough(NAME, jobs)).toMatchObject({ data: [{ jobs: 3 }], source: "view" });
});
