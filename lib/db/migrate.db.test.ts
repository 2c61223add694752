import pg from "pg";
import { describe, expect, inject, test } from "vitest";
import { migrate } from "./migrate";

async function emptyDatabase(name: string): Promise<string> {
  const client = new pg.Client({ connectionString: inject("clusterUrl") });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return inject("clusterUrl").replace(/\/postgres$/, `/${name}`);
}

describe("migrate", () => {
  test("applies everything once, and nothing when run again or by several processes at once", async () => {
    const url = await emptyDatabase("migrate_once");
    const results = await Promise.all([migrate(url), migrate(url), migrate(url)]);
    expect(results.filter((result) => result.migrations.length > 0)).toHaveLength(1);
    expect(results.flatMap((result) => result.views)).toEqual(["referensi_ahsp_stats"]);
    expect(await migrate(url)).toEqual({ migrations: [], views: [] });
  });

  test("makes a dropped or changed view again and fills it", async () => {
    const url = await emptyDatabase("migrate_view");
    await migrate(url);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query("INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber) VALUES ('1.1', 'x', 's')");
    await client.query("DROP MATERIALIZED VIEW referensi_ahsp_stats");
    expect((await migrate(url)).views).toEqual(["referensi_ahsp_stats"]);
    expect((await client.query("SELECT count(*)::int AS n FROM referensi_ahsp_stats")).rows[0].n).toBe(1);
    await client.query("UPDATE view_definitions SET sha256 = 'another text'");
    expect((await migrate(url)).views).toEqual(["referensi_ahsp_stats"]);
    await client.end();
  });
});
