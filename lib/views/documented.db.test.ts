import { execFile } from "node:child_process";
import fs from "node:fs";
import { promisify } from "node:util";
import { beforeEach, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { VIEWS, viewNames } from "./registry";

const DOCS = fs.readFileSync("docs/views.md", "utf8");
const crontab = [...DOCS.matchAll(/&& (npm run .*)$/gm)].map((found) => found[1] as string);
const pgCron = [...DOCS.matchAll(/cron\.schedule\('\w+', '([^']+)', \$\$(.+?)\$\$\)/g)].map(
  (found) => found[2] as string,
);

let kode = 0;
beforeEach(async () => {
  await pool().query("INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber) VALUES ($1, 'x', 'Cron')", [
    `${++kode}`,
  ]);
  await pool().query("INSERT INTO companies (name, technologies) VALUES ($1, '{a}')", [`Contoh ${kode}`]);
});

const refreshed = async () =>
  (
    await pool().query(
      "SELECT view, trigger, outcome, changes > 0 AS absorbed FROM view_refreshes WHERE trigger <> 'definition' ORDER BY id DESC LIMIT 1",
    )
  ).rows[0];

test("docs/views.md tells for every view that stands for itself how to refresh it from cron and from pg_cron", () => {
  const views = viewNames().filter((name) => VIEWS[name].partOf === undefined);
  expect(crontab).toHaveLength(views.length);
  expect(pgCron).toHaveLength(views.length);
});

test.each(crontab)("the crontab line `%s` refreshes and logs", async (line) => {
  const [, , ...args] = line.split(" ");
  const [command, ...rest] = args.filter((arg) => arg !== "--");
  await promisify(execFile)(process.execPath, ["bin/run.mjs", command as string, ...rest], { env: process.env });
  expect(await refreshed()).toMatchObject({ trigger: "command", outcome: "ok", absorbed: true });
});

test.each(pgCron)("the statement that pg_cron runs, %s, refreshes and logs", async (statement) => {
  await pool().query(statement);
  expect(await refreshed()).toMatchObject({ trigger: "psql", outcome: "ok", absorbed: true });
});
