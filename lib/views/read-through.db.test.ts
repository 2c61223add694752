import { beforeAll, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { readOverview } from "@/lib/stats/overview";
import { readStatsPage } from "@/lib/stats/page";
import { statsTable } from "@/lib/stats/spec";
import { readTotals } from "@/lib/stats/totals";
import { parseQuery } from "@/lib/table/url";
import { rebuildView, removeView } from "./definition";
import { refreshView } from "./refresh";
import { switchView } from "./switch";

const STATS = "referensi_ahsp_stats";
const by = { trigger: "command" as const, actor: null };

const read = async () => {
  const {
    source,
    changes: _changes,
    readAt: _readAt,
    ...page
  } = await readStatsPage(parseQuery(statsTable, { anomali: "any", sort: "-rincian_total" }));
  const { source: _, ...overview } = await readOverview();
  return { source, numbers: { page, overview, totals: await readTotals() } };
};

beforeAll(async () => {
  await pool().query(`
    INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber, klasifikasi)
    SELECT '1.' || n, 'Pekerjaan ' || n, 'Edisi ' || n % 3, CASE WHEN n % 4 = 0 THEN NULL ELSE 'Bab ' || n % 4 END
    FROM generate_series(1, 400) AS n;
    INSERT INTO referensi_rincianreferensi (ahsp_id, urutan, kategori, uraian_item, satuan_item, koefisien)
    SELECT a.id, n, (ARRAY['TK', 'BHN', 'ALT', 'LAIN'])[n], 'x', CASE WHEN a.id % 7 = 0 THEN ' ' ELSE 'OH' END, (a.id + n) % 5
    FROM referensi_ahspreferensi a, generate_series(1, 4) AS n WHERE a.id % 10 <> 0`);
  await refreshView(STATS, "standard", by);
});

describe("a view", () => {
  test("that is switched off is read live with the same numbers, at once, and comes back refreshed", async () => {
    const before = await read();
    expect(before.source).toBe("view");
    await switchView(STATS, false, by);
    expect(await read()).toEqual({ source: "off", numbers: before.numbers });
    await pool().query(
      "INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber) VALUES ('baru', 'x', 'Edisi 1')",
    );
    expect((await readTotals()).ahsp).toBe(401);
    await switchView(STATS, true, by);
    const after = await read();
    expect(after.source).toBe("view");
    expect(after.numbers.totals.ahsp).toBe(401);
  });

  test("that is dropped is read live with the same numbers; made again it is what it was", async () => {
    const before = await read();
    await removeView(STATS);
    expect(await read()).toEqual({ source: "missing", numbers: before.numbers });
    expect(await rebuildView(STATS)).toEqual([STATS, "referensi_ahsp_facets", "referensi_ahsp_places"]);
    expect(await read()).toEqual(before);
  });

  test("can be dropped, made, rebuilt, switched and refreshed while people read: no read fails or differs", async () => {
    const { numbers } = await read();
    let going = true;
    const sources = new Set<string>();
    const readers = Promise.all(
      Array.from({ length: 6 }, async () => {
        let reads = 0;
        for (; going; reads++) {
          const now = await read();
          sources.add(now.source);
          expect(now.numbers).toEqual(numbers);
        }
        return reads;
      }),
    );
    const changes = async () => {
      for (let round = 0; round < 3; round++) {
        await removeView(STATS);
        await rebuildView(STATS);
        await rebuildView(STATS);
        await switchView(STATS, false, by);
        await switchView(STATS, true, by);
        for (const mode of ["standard", "concurrently", "automatic"] as const) await refreshView(STATS, mode, by);
      }
    };
    const changed = changes().finally(() => {
      going = false;
    });
    const [reads] = await Promise.all([readers, changed]);
    expect(Math.min(...reads)).toBeGreaterThan(0);
    expect([...sources].toSorted()).toEqual(["missing", "off", "view"]);
  });

  test("that others read is not dropped from under them", async () => {
    await pool().query(`CREATE MATERIALIZED VIEW above AS SELECT count(*) FROM ${STATS}`);
    await pool().query("INSERT INTO view_definitions (view, sha256) VALUES ('above', '')");
    await expect(removeView(STATS)).rejects.toMatchObject({ code: "VIEW_IN_USE", params: { others: "above" } });
    await pool().query("DROP MATERIALIZED VIEW above; DELETE FROM view_definitions WHERE view = 'above'");
  });
});
