import { beforeAll, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { parseQuery, type SearchParams } from "@/lib/table/url";
import { readStatsPage } from "./page";
import { statsTable } from "./spec";
import { both } from "./testing/both";

describe("a search among 30,000 AHSP, some of which changed since the snapshot", () => {
  beforeAll(async () => {
    await pool().query(`
      INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber, klasifikasi, sub_klasifikasi)
      SELECT n % 7 || '.' || n / 3, 'Pekerjaan besar' || CASE WHEN n % 9 = 0 THEN ' batu' ELSE '' END
          || CASE WHEN n > 29000 THEN ' ujung' || n % 2 ELSE '' END || ' ' || n,
        'Besar ' || n % 3, 'Bab ' || n % 11, 'Sub ' || n / 2500
      FROM generate_series(1, 30000) AS n;
      SELECT refresh_view('referensi_ahsp_stats');
      UPDATE referensi_ahspreferensi SET kode_ahsp = '6.' || id || '.pindah' WHERE id % 1000 = 1;
      UPDATE referensi_ahspreferensi SET nama_ahsp = 'Pekerjaan baru batu ujung1' WHERE id % 1000 = 2;
      DELETE FROM referensi_ahspreferensi WHERE id % 1000 = 3;
      INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber, klasifikasi)
        SELECT '0.baru.' || n, 'Pekerjaan baru batu 24 besar', 'Besar 1', 'Bab 3' FROM generate_series(1, 50) AS n;
      INSERT INTO referensi_rincianreferensi (ahsp_id, urutan, kategori, uraian_item, koefisien)
        SELECT id, 1, 'TK', 'x', 0 FROM referensi_ahspreferensi WHERE id % 500 = 2`);
  });

  test("a search that matches more than it looks at offers every choice, and counts none", async () => {
    const { facets, rows } = await readStatsPage(
      parseQuery(statsTable, { q: "besar", size: "200", sumber: "Besar 1" }),
    );
    const { facets: all } = await readStatsPage(parseQuery(statsTable, { sumber: "Besar 1" }));
    expect(new Set(rows.map((row) => row.sumber))).toEqual(new Set(["Besar 1"]));
    expect(facets.klasifikasi).toEqual(all.klasifikasi.map(({ value }) => ({ value, count: null })));
    expect(facets.sumber.map(({ value }) => value)).toEqual(all.sumber.map(({ value }) => value));
    const { facets: few } = await readStatsPage(parseQuery(statsTable, { q: "2999", sumber: "Besar 1" }));
    expect(few.sumber.map(({ count }) => count)).not.toContain(null);
  });

  test("whichever way a search goes, it finds what the live aggregate does, exactly or the first by code", async () => {
    const sought: [SearchParams, { total?: number; capped?: boolean; bounded?: boolean }][] = [
      [{ q: "besar" }, { total: 1000, capped: true }],
      [
        { q: "batu besar", sort: "relevance" },
        { total: 1000, capped: true },
      ],
      [{ q: "ujung1" }, { total: 529, capped: false }],
      [{ q: "ujung", klasifikasi: "Bab 3" }, { capped: false }],
      [{ q: "batu ujung0", sumber: ["Besar 1", "Besar 2"], klasifikasi: "Bab 3" }, { capped: false }],
      [{ q: "batu", sub_klasifikasi: "Sub 4", anomali: "any" }, { capped: false }],
      [{ q: "baru", anomali: "zero_coef" }, { capped: false }],
      [
        { q: "besar", klasifikasi: ["Bab 3", "Bab 5"], sub_klasifikasi: "Sub 4" },
        { capped: false, bounded: false },
      ],
      [{ q: "29999" }, { total: 1, capped: false }],
      [{ q: "0" }, { capped: true }],
      [{ q: "0.0" }, { capped: false }],
      [{ q: "00" }, { capped: false }],
      [{ q: "1.4166" }, { capped: false }],
      [
        { q: "6.", sort: "relevance" },
        { total: 1000, capped: true, bounded: true },
      ],
      [
        { q: "6.99", sort: "-kode_ahsp" },
        { capped: false, bounded: true },
      ],
      [{ q: "7" }, { total: 1000, capped: true, bounded: true }],
      [{ q: "zq" }, { total: 0, capped: false, bounded: true }],
      [{ q: "24", sumber: "Besar 2" }, { bounded: false }],
      [{ q: "\u{1f9f1}" }, { total: 0, bounded: true }],
    ];
    for (const [params, expected] of sought) {
      const { fromView, fromLive } = await both(params);
      expect(fromView).toEqual(fromLive);
      const { totals, capped, bounded } = fromView;
      expect({ params, total: totals.ahsp, capped, bounded }).toMatchObject({ params, ...expected });
    }
  });
});
