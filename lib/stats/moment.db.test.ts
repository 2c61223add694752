import fc from "fast-check";
import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { databaseUrl, pool } from "@/lib/db/pool";
import { keyOf } from "@/lib/table/order";
import { parseQuery, type SearchParams } from "@/lib/table/url";
import { readChanged } from "./changed";
import { readOverview } from "./overview";
import { readStatsPage } from "./page";
import { statsPageSql } from "./page-sql";
import { statsTable } from "./spec";
import { both } from "./testing/both";
import { readTotals } from "./totals";

const query = (text: string, values?: unknown[]) => pool().query(text, values);
const refresh = (mode: string) => query("SELECT refresh_view('referensi_ahsp_stats', $1, 'command', NULL)", [mode]);

const FILTERS: SearchParams[] = [
  {},
  { sumber: "Edisi 1" },
  { sumber: ["Edisi 0", "Edisi 2"], klasifikasi: "~" },
  { klasifikasi: ["~", "Bab 1"], anomali: "any" },
  { anomali: "zero_coef" },
  { anomali: "missing_unit", sub_klasifikasi: "~" },
  { sumber: "Tidak ada" },
];
/** Words that the index finds or does not, codes, both, and with filters. */
const SEARCHES: SearchParams[] = [
  { q: "1 pekerjaan" },
  { q: "3." },
  { q: "3.1" },
  { q: "baru" },
  { q: "ekerja", sumber: "Edisi 1" },
  { q: "39", klasifikasi: ["~", "Bab 1"], anomali: "any" },
  { q: "pekerjaan 3", sub_klasifikasi: "~", sumber: ["Edisi 0", "Edisi 2"] },
  { q: "tidak ada" },
];
const SORTS = [undefined, "relevance", "-kode_ahsp", "-rincian_total", "klasifikasi", "-satuan"];

/** Random pages: filters, a sort, and a place that a walk over the pages leads to, or any other. */
const asked = fc.record({
  filters: fc.constantFrom(...FILTERS, ...SEARCHES),
  sort: fc.constantFrom(...SORTS),
  place: fc.constantFrom<SearchParams>(
    {},
    { last: "1" },
    { from: "2.5" },
    { after: '["013.011","Edisi 1",0]' },
    { before: '["014","",0]' },
    { after: '["014.0215","Edisi 1",300]' },
  ),
});
const edit = fc.record({
  what: fc.constantFrom("insert", "line", "zero", "unit", "move", "rename", "delete", "deleteLine", "refresh"),
  nth: fc.nat(400),
});
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

let made = 0;
async function apply({ what, nth }: Edit, client: pg.Pool | pg.Client = pool()): Promise<void> {
  const ahsp = `(SELECT id FROM referensi_ahspreferensi ORDER BY id OFFSET ${nth} LIMIT 1)`;
  const statements: Record<string, string> = {
    insert: `WITH a AS (INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber, klasifikasi)
        VALUES ('${nth % 9}.baru.${++made}', 'Pekerjaan baru', 'Edisi ${nth % 4}', ${nth % 2 ? "NULL" : "'Bab 1'"}) RETURNING id)
      INSERT INTO referensi_rincianreferensi (ahsp_id, urutan, kategori, uraian_item, koefisien) SELECT id, 1, 'TK', 'x', 0 FROM a`,
    line: `INSERT INTO referensi_rincianreferensi (ahsp_id, urutan, kategori, uraian_item, satuan_item, koefisien)
      SELECT id, 9, 'ALT', 'x', 'OJ', 1 FROM referensi_ahspreferensi WHERE id = ${ahsp}`,
    zero: `UPDATE referensi_rincianreferensi SET koefisien = 0 WHERE ahsp_id = ${ahsp}`,
    unit: `UPDATE referensi_rincianreferensi SET satuan_item = 'OH', koefisien = 1 WHERE ahsp_id = ${ahsp}`,
    move: `UPDATE referensi_ahspreferensi SET kode_ahsp = '${nth % 9}.pindah.${++made}', klasifikasi = NULL WHERE id = ${ahsp}`,
    rename: `UPDATE referensi_ahspreferensi SET nama_ahsp = nama_ahsp || ' 1', sub_klasifikasi = 'Sub ${nth % 3}' WHERE id = ${ahsp}`,
    delete: `DELETE FROM referensi_ahspreferensi WHERE id = ${ahsp}`,
    deleteLine: `DELETE FROM referensi_rincianreferensi WHERE ahsp_id = ${ahsp}`,
    refresh: `SELECT refresh_view('referensi_ahsp_stats', '${nth % 2 ? "standard" : "concurrently"}', 'command', NULL)`,
  };
  await client.query(statements[what] as string);
}

beforeAll(async () => {
  await query(`
    INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, satuan, sumber, klasifikasi, sub_klasifikasi)
    SELECT n % 9 || '.' || n % 20 || '.' || n, 'Pekerjaan ' || n, CASE WHEN n % 5 > 0 THEN 'm' || n % 5 END, 'Edisi ' || n % 3,
      CASE WHEN n % 4 > 0 THEN 'Bab ' || n % 4 END, CASE WHEN n % 6 > 2 THEN 'Sub ' || n % 6 END
    FROM generate_series(1, 400) AS n;
    INSERT INTO referensi_rincianreferensi (ahsp_id, urutan, kategori, uraian_item, satuan_item, koefisien)
    SELECT a.id, n, (ARRAY['TK', 'BHN', 'ALT', 'LAIN'])[n], 'x', CASE WHEN a.id % 7 = 0 THEN ' ' ELSE 'OH' END, (a.id + n) % 5
    FROM referensi_ahspreferensi a, generate_series(1, 4) AS n WHERE (a.id + n) % 10 > 0`);
  await refresh("standard");
});

describe("between refreshes", () => {
  test("every page, its totals, choices and place are those of the live aggregate, whatever was edited", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(edit, { minLength: 1, maxLength: 5 }),
        fc.array(asked, { minLength: 3, maxLength: 3 }),
        async (edits, pages) => {
          for (const one of edits) await apply(one);
          for (const { filters, sort, place } of pages) {
            const params = { ...filters, ...place, ...(sort ? { sort } : {}) };
            const { fromView, fromLive } = await both(params);
            expect(fromView).toEqual(fromLive);
          }
        },
      ),
      { numRuns: 60 },
    );
    await refresh("standard");
  });

  test("a walk over the pages holds every matching row once, changed ones marked, in order and at its place", async () => {
    for (let nth = 0; nth < 60; nth += 3)
      await apply({ what: ["insert", "move", "delete", "zero"][nth % 4] as "insert", nth });
    for (const filters of [...FILTERS.slice(0, 5), ...SEARCHES]) {
      for (const sort of SORTS) {
        const ids: number[] = [];
        let params: SearchParams = { ...filters, ...(sort ? { sort } : {}) };
        for (;;) {
          const { fromView, fromLive, query: at } = await both(params);
          expect(fromView).toEqual(fromLive);
          expect(fromView.before).toBe(ids.length);
          ids.push(...fromView.rows.map((row: { ahsp_id: number }) => row.ahsp_id));
          if (ids.length >= fromView.totals.ahsp) break;
          params = { ...params, after: JSON.stringify(keyOf(statsTable, at.sort, fromView.rows.at(-1))) };
        }
        expect(new Set(ids).size).toBe(ids.length);
      }
    }
    await refresh("concurrently");
  });

  test("what changed is counted, marked, and listed with old and present counts; overview and totals follow", async () => {
    expect((await readStatsPage(parseQuery(statsTable, {}))).changes).toMatchObject({ count: 0, onPage: [] });
    // The edits before may have left some without a line, whose "change" would be none.
    const { rows } = await query(`
      SELECT id FROM referensi_ahspreferensi WHERE id IN (SELECT ahsp_id FROM referensi_rincianreferensi)
      ORDER BY kode_urut, sumber, id LIMIT 2`);
    const [edited, deleted] = rows.map((row) => row.id as number);
    await query("UPDATE referensi_rincianreferensi SET koefisien = 0 WHERE ahsp_id = $1", [edited]);
    await query("DELETE FROM referensi_ahspreferensi WHERE id = $1", [deleted]);
    await query(
      "INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber) VALUES ('0', 'paling depan', 'Edisi 9')",
    );
    const page = await readStatsPage(parseQuery(statsTable, {}));
    expect(page.rows[0]?.nama_ahsp).toBe("paling depan");
    expect(page.changes).toMatchObject({ everything: false, count: 3 });
    expect(page.changes?.onPage.toSorted()).toEqual([edited, page.rows[0]?.ahsp_id].toSorted());
    const { listed, count } = await readChanged();
    expect(count).toBe(3);
    expect(listed.map(({ old, now }) => [old?.ahsp_id ?? null, now?.ahsp_id ?? null])).toEqual([
      [null, page.rows[0]?.ahsp_id],
      [edited, edited],
      [deleted, null],
    ]);
    const { totals, cells } = await readOverview();
    expect(totals).toMatchObject(page.totals);
    expect(await readTotals()).toEqual(page.totals);
    expect(cells.find((cell) => cell.sumber === "Edisi 9")).toMatchObject({ ahsp: 1, rincian: 0 });
  });

  test("a TRUNCATE, of which no keys are known, is answered from the tables", async () => {
    await query("TRUNCATE referensi_rincianreferensi");
    const page = await readStatsPage(parseQuery(statsTable, { sumber: "Edisi 1" }));
    expect(page.changes?.everything).toBe(true);
    expect(page.totals).toMatchObject({ rincian: 0, zero_coef: 0 });
    expect((await readOverview()).totals.rincian).toBe(0);
    expect((await readTotals()).rincian).toBe(0);
    await refresh("standard");
  });
});

test("while others edit, import and refresh, every page read in any connection is that of the live aggregate of its moment", async () => {
  const clients = Array.from({ length: 7 }, () => new pg.Client({ connectionString: databaseUrl() }));
  await Promise.all(clients.map((client) => client.connect()));
  const [editor, bulk, refresher, ...readers] = clients as [pg.Client, pg.Client, pg.Client, ...pg.Client[]];
  let going = true;
  const rounds = async (client: pg.Client, count: number, work: (round: number) => Promise<unknown>) => {
    for (let round = 0; round < count; round++) await work(round);
    return client;
  };
  const writing = Promise.all([
    rounds(editor, 60, (round) => {
      const what = (["insert", "line", "zero", "unit", "move", "rename", "delete", "deleteLine"] as const)[round % 8];
      return apply({ what: what as "insert", nth: (round * 37) % 300 }, editor);
    }),
    rounds(bulk, 12, (round) =>
      bulk.query(`
        BEGIN;
        DELETE FROM referensi_ahspreferensi WHERE sumber = 'Impor ${round % 2}';
        INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber)
          SELECT n % 9 || '.impor.' || n, 'Pekerjaan 1', 'Impor ${round % 2}' FROM generate_series(1, 80) AS n;
        INSERT INTO referensi_rincianreferensi (ahsp_id, urutan, kategori, uraian_item, koefisien)
          SELECT id, ${round + 1}, 'BHN', 'x', id % 3 FROM referensi_ahspreferensi WHERE sumber = 'Impor ${round % 2}';
        ${round % 4 === 3 ? "ROLLBACK" : "COMMIT"}`),
    ),
    rounds(refresher, 10, (round) => apply({ what: "refresh", nth: round }, refresher)),
  ]).finally(() => {
    going = false;
  });
  const read = async (reader: pg.Client, offset: number) => {
    const pages = fc.sample(asked, { numRuns: 40, seed: offset });
    let reads = 0;
    for (; going; reads++) {
      const { filters, sort, place } = pages[reads % pages.length] as (typeof pages)[number];
      const { fromView, fromLive } = await both({ ...filters, ...place, ...(sort ? { sort } : {}) }, reader);
      expect(fromView).toEqual(fromLive);
    }
    return reads;
  };
  try {
    const [reads] = await Promise.all([Promise.all(readers.map(read)), writing]);
    expect(Math.min(...reads)).toBeGreaterThan(3);
  } finally {
    going = false;
    await Promise.all(clients.map((client) => client.end()));
  }
}, 120_000);

describe("with more rows than a sort may have", () => {
  beforeAll(async () => {
    await query(`
      INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber, klasifikasi, sub_klasifikasi)
      SELECT n % 7 || '.' || n / 3, 'Pekerjaan besar', 'Besar ' || n % 3, 'Bab ' || n % 11, 'Sub ' || n / 2500
      FROM generate_series(1, 30000) AS n;
      INSERT INTO referensi_rincianreferensi (ahsp_id, urutan, kategori, uraian_item, satuan_item, koefisien)
      SELECT id, 1, 'BHN', 'x', CASE WHEN id % 3 > 0 THEN 'OH' END, id % 2
      FROM referensi_ahspreferensi WHERE sumber LIKE 'Besar %' AND id % 4 = 0`);
    await refresh("concurrently");
  });

  test("places are counted from landmarks, and are those of the live aggregate", async () => {
    const { rows: landmarks } = await query("SELECT kode_urut FROM referensi_ahsp_places ORDER BY kode_urut");
    expect(landmarks.length).toBeGreaterThan(2);
    await apply({ what: "move", nth: 500 });
    await apply({ what: "delete", nth: 20000 });
    const keys = [...landmarks.map((row) => row.kode_urut), "013.0417", "016.03500"].map((code) =>
      JSON.stringify([code, "Besar 1", 900]),
    );
    for (const [index, key] of keys.entries()) {
      const sort = index % 2 ? "-kode_ahsp" : "kode_ahsp";
      for (const filters of [
        {},
        { sumber: "Besar 1" },
        { sumber: ["Besar 0", "Besar 1"] },
        { klasifikasi: ["Bab 3", "Bab 7"], sub_klasifikasi: "Sub 4" },
        { sumber: "Besar 1", anomali: "any" },
        { klasifikasi: "Bab 3", anomali: "zero_coef" },
      ]) {
        for (const place of [{ after: key }, { before: key }]) {
          const { fromView, fromLive } = await both({ ...filters, ...place, sort });
          expect(fromView).toEqual(fromLive);
        }
      }
    }
  });

  test.each([
    [{}, "referensi_ahspreferensi_urut_idx"],
    [{ sumber: "Besar 1" }, "referensi_ahspreferensi_cell_idx"],
    [{ anomali: "any" }, "idx_ahsp_stats_anomali_urut"],
    [{ anomali: "zero_coef", sumber: "Edisi 1" }, "idx_ahsp_stats_anomali_cell"],
  ] satisfies [SearchParams, string][])("a page of %j, and its place, are read through %s", async (params, index) => {
    const uses = async (place: SearchParams) => {
      const page = statsPageSql(parseQuery(statsTable, { ...params, ...place }));
      const { rows } = await query(`EXPLAIN ${page.text}`, page.values);
      return rows.filter((row) => row["QUERY PLAN"].includes(index)).length;
    };
    const first = await uses({});
    expect(first).toBeGreaterThan(0);
    expect(await uses({ after: '["013.0417","Besar 1",900]' })).toBeGreaterThan(first);
  });

  test("another order is to be had once filters leave few enough, and is the order of the codes until then", async () => {
    const sorted = (params: SearchParams) =>
      readStatsPage(parseQuery(statsTable, { sort: "-rincian_total", ...params }));
    expect((await sorted({})).query.sort).toEqual(statsTable.defaultSort);
    expect(await sorted({ sumber: "Besar 1", klasifikasi: "Bab 3" })).toMatchObject({
      query: { sort: { column: "rincian_total", direction: "desc" } },
      rows: { length: 50 },
    });
  });
});
