import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { migrate } from "@/lib/db/migrate";
import { migrationNames } from "@/lib/db/migration-files";
import { createDatabase } from "@/lib/db/testing/databases";
import { defineView, dropView, viewFiles } from "@/lib/db/view-files";

const VIEWS = viewFiles().map((file) => file.view);
const STATS = "referensi_ahsp_stats";
/** It with the views that are derived from it. */
const WITH_PARTS = [STATS, "referensi_ahsp_facets", "referensi_ahsp_places"];

/** A copy of prisma/ to change. */
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "portal-prisma-"));
fs.cpSync("prisma", folder, { recursive: true });
afterAll(() => fs.rmSync(folder, { recursive: true }));

let database: Awaited<ReturnType<typeof createDatabase>>;
let client: pg.Client;

beforeEach(async () => {
  database = await createDatabase(inject("clusterUrl"));
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});

afterEach(async () => {
  await client.end();
  await database.drop();
});

async function one(sql: string): Promise<unknown> {
  const { rows } = await client.query({ text: sql, rowMode: "array" });
  return rows[0]?.[0];
}

describe("migrations", () => {
  test("are applied once in order, and nothing is done when all are", async () => {
    expect(await migrate(database.url)).toEqual({ migrations: migrationNames(), views: VIEWS });
    expect(await migrate(database.url)).toEqual({ migrations: [], views: [] });
  });

  test("three processes at once apply each of them once", async () => {
    const results = await Promise.all([1, 2, 3].map(() => migrate(database.url)));
    expect(results.flatMap((result) => result.migrations)).toEqual(migrationNames());
    expect(results.flatMap((result) => result.views)).toEqual(VIEWS);
  });

  test("of an older database keep the hashes by which its commits can be taken back, and vacuum its lines", async () => {
    const earlier = fs.mkdtempSync(path.join(os.tmpdir(), "portal-earlier-"));
    for (const name of migrationNames().filter((migration) => migration < "20261128"))
      fs.cpSync(`prisma/migrations/${name}`, path.join(earlier, "migrations", name), { recursive: true });
    await migrate(database.url, { folder: earlier, views: false });
    fs.rmSync(earlier, { recursive: true });
    // As on any server but those of tests: a vacuum leaves alone what is committed and not yet on disk.
    await client.query(`SET synchronous_commit = on;
      DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = on', current_database()); END $$`);
    await client.query(`
      INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber) VALUES ('1.1', 'Galian "dalam", (a)', 'Uji'), ('1.2', 'tanpa rincian', 'Uji');
      INSERT INTO referensi_rincianreferensi (ahsp_id, urutan, kategori, kode_item, uraian_item, satuan_item, koefisien, koefisien_raw)
      VALUES (1, 1, 'TK', NULL, 'Pekerja, "mandor"', '', 0.5, '0,5'), (1, 2, 'BHN', 'B.1', 'Pasir (halus)', NULL, 0, NULL)`);
    const hashes = async () => (await client.query("SELECT * FROM ahsp_hashes ORDER BY ahsp_id")).rows;
    const before = await hashes();
    await migrate(database.url);
    expect(before).toHaveLength(2);
    expect(await hashes()).toEqual(before);
    // What a migration wrote anew is vacuumed, so that a refresh finds the lines in their index.
    expect(await one("SELECT relallvisible > 0 FROM pg_class WHERE relname = 'referensi_rincianreferensi'")).toBe(true);
  });

  test("stand in Prisma's book as its own engine writes them", async () => {
    await migrate(database.url);
    const { rows } = await client.query(
      `SELECT count(*)::int AS rows, bool_and(checksum ~ '^[0-9a-f]{64}$') AS checksums, max(applied_steps_count) AS steps,
         bool_and(finished_at >= started_at) AS finished, bool_and(logs IS NULL AND rolled_back_at IS NULL) AS plain
       FROM _prisma_migrations`,
    );
    const expected = { rows: migrationNames().length, checksums: true, steps: 1, finished: true, plain: true };
    expect(rows).toEqual([expected]);
  });

  test("one that fails leaves nothing behind, is named, and is applied when it was put right", async () => {
    const broken = path.join(folder, "migrations/29990101000000_broken");
    fs.mkdirSync(broken);
    const file = path.join(broken, "migration.sql");
    fs.writeFileSync(file, "CREATE TABLE half (); SELECT 1 / 0;");
    await expect(migrate(database.url, { folder })).rejects.toThrow(/29990101000000_broken.*division by zero/);
    expect(await one("SELECT to_regclass('half')")).toBeNull();
    fs.writeFileSync(file, "CREATE TABLE half ();");
    expect((await migrate(database.url, { folder })).migrations).toEqual(["29990101000000_broken"]);
    fs.rmSync(broken, { recursive: true });
  });

  test("one that was changed after it was applied is told", async () => {
    await migrate(database.url);
    await client.query("UPDATE _prisma_migrations SET checksum = 'another'");
    const lines: string[] = [];
    await migrate(database.url, { progress: (line) => lines.push(line) });
    expect(lines).toHaveLength(migrationNames().length);
    expect(lines[0]).toMatch(/changed after it was applied/);
  });

  test("one that Prisma's engine began and never finished stops the start", async () => {
    await migrate(database.url);
    await client.query("UPDATE _prisma_migrations SET finished_at = NULL");
    await expect(migrate(database.url)).rejects.toThrow(/failed earlier/);
  });
});

describe("view files", () => {
  beforeEach(async () => {
    await migrate(database.url);
    await client.query("INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber) VALUES ('1.1', 'x', 's')");
  });

  test("a dropped view is made again and filled", async () => {
    await client.query(`DROP MATERIALIZED VIEW ${STATS} CASCADE`);
    expect((await migrate(database.url)).views).toEqual(WITH_PARTS);
    expect(await one(`SELECT count(*)::int FROM ${STATS}`)).toBe(1);
    expect(await one("SELECT trigger FROM view_refreshes ORDER BY id DESC LIMIT 1")).toBe("definition");
  });

  test("a view that was dropped on purpose stays away until somebody makes it again", async () => {
    for (const view of WITH_PARTS.toReversed()) await dropView(client, view);
    expect((await migrate(database.url)).views).toEqual([]);
    expect(await one(`SELECT to_regclass('${STATS}')`)).toBeNull();
    expect(await defineView(client, STATS)).toEqual([STATS]);
    expect(await one(`SELECT count(*)::int FROM ${STATS}`)).toBe(1);
  });

  test("a view is made anew beside the old one, which is read until the new one is filled", async () => {
    const file = path.join(folder, `views/${STATS}.sql`);
    const before = fs.readFileSync(file, "utf8");
    fs.writeFileSync(file, `${before}\nSELECT pg_sleep(0.5);\n`);
    const made = migrate(database.url, { folder });
    let reads = 0;
    const building = "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep')";
    await expect.poll(() => one(building), { interval: 10, timeout: 5000 }).toBe(true);
    while (await one(building)) {
      await client.query("SET statement_timeout = 200");
      expect(await one(`SELECT count(*)::int FROM ${STATS}`)).toBe(0);
      reads++;
    }
    await client.query("RESET statement_timeout");
    await made;
    expect(reads).toBeGreaterThan(0);
    expect(await one(`SELECT count(*)::int FROM ${STATS}`)).toBe(1);
    expect(await one("SELECT to_regnamespace('view_workshop')")).toBeNull();
    fs.writeFileSync(file, before);
  });

  test("a changed file takes effect once, and the view is filled", async () => {
    const file = path.join(folder, `views/${STATS}.sql`);
    const before = fs.readFileSync(file, "utf8");
    fs.writeFileSync(file, before.replace("COMMENT ON MATERIALIZED VIEW", "-- changed\nCOMMENT ON MATERIALIZED VIEW"));
    expect((await migrate(database.url, { folder })).views).toEqual(WITH_PARTS);
    expect((await migrate(database.url, { folder })).views).toEqual([]);
    expect(await one(`SELECT count(*)::int FROM ${STATS}`)).toBe(1);
    fs.writeFileSync(file, before);
  });

  test("one that does not work is named, and the old view stays as it was", async () => {
    const file = path.join(folder, `views/${STATS}.sql`);
    const before = fs.readFileSync(file, "utf8");
    fs.writeFileSync(file, before.replace("a.nama_ahsp,", "a.no_such_column,"));
    await expect(migrate(database.url, { folder })).rejects.toThrow(`prisma/views/${STATS}.sql`);
    expect(await one(`SELECT count(*)::int FROM ${STATS}`)).toBe(0);
    fs.writeFileSync(file, before);
  });

  test("waits for a refresh that runs instead of deadlocking with it", async () => {
    await client.query("BEGIN");
    await client.query("SELECT refresh_view($1)", [STATS]);
    const changed = new pg.Client({ connectionString: database.url });
    await changed.connect();
    await changed.query("UPDATE view_definitions SET sha256 = 'another' WHERE view = $1", [STATS]);
    await changed.end();
    const applied = migrate(database.url);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await client.query("COMMIT");
    expect((await applied).views).toEqual(WITH_PARTS);
  });
});
