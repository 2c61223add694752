import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { closePrisma, prisma } from "@/lib/db/prisma";
import { failureOf } from "@/lib/failure";
import { keyOf } from "@/lib/table/order";
import { parseQuery, type SearchParams } from "@/lib/table/url";
import { rebuildView } from "@/lib/views/definition";
import { readOverview } from "./overview";
import { readStatsPage } from "./page";
import { statsTable } from "./spec";
import { suggest } from "./suggestion";
import type { StatsPage, StatsRow } from "./types";

const page = (params: SearchParams = {}) => readStatsPage(parseQuery(statsTable, params));
const codes = async (params: SearchParams) => (await page(params)).rows.map((row) => row.kode_ahsp);

beforeAll(async () => {
  await pool().query(`
    INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, klasifikasi, sumber) VALUES
      ('1.1.10', 'Sepuluh', 'Bina Marga', 'A'), ('1.1.2', 'Dua', NULL, 'A'), ('1.1.2a', 'Dua a', NULL, 'A'),
      ('1_1', 'Garis bawah', NULL, 'B'), ('T.01.a', '100% beton', 'Bina Marga', 'B'), ('1.10.(10a)', 'A\\B', '~', 'B');
    INSERT INTO referensi_rincianreferensi (ahsp_id, urutan, kategori, uraian_item, satuan_item, koefisien)
      SELECT id, 1, 'TK', 'x', CASE WHEN kode_ahsp = '1.1.2' THEN E'\\u00a0' ELSE 'OH' END, CASE WHEN sumber = 'B' THEN 0 ELSE 1 END
      FROM referensi_ahspreferensi;
    SELECT refresh_view('referensi_ahsp_stats')`);
});

describe("a page of the statistics", () => {
  test("is in natural order of the codes, either way", async () => {
    expect(await codes({})).toEqual(["1.1.2", "1.1.2a", "1.1.10", "1.10.(10a)", "1_1", "T.01.a"]);
    expect(await codes({ sort: "-kode_ahsp" })).toEqual(["T.01.a", "1_1", "1.10.(10a)", "1.1.10", "1.1.2a", "1.1.2"]);
  });

  test.each<[SearchParams, string[]]>([
    [{ q: "1.1." }, ["1.1.2", "1.1.2a", "1.1.10"]],
    [{ q: "1.1" }, ["1.1.2", "1.1.2a", "1.1.10", "1.10.(10a)"]],
    [{ q: "1_" }, ["1_1"]],
    [{ q: "t.01" }, ["T.01.a"]],
    [{ q: "T.1" }, []],
    [{ q: "100%" }, ["T.01.a"]],
    [{ q: "beton 100" }, ["T.01.a"]],
    [{ q: "eto" }, ["T.01.a"]],
    [{ q: "%" }, ["T.01.a"]],
    [{ q: "a\\b" }, ["1.10.(10a)"]],
    [{ kode: "1_" }, ["1_1"]],
    [{ q: " ", nama: "", kode: "T.0" }, ["T.01.a"]],
    [{ klasifikasi: "~" }, ["1.1.2", "1.1.2a", "1_1"]],
    [{ klasifikasi: "~~" }, ["1.10.(10a)"]],
    [{ klasifikasi: ["~~", "Bina Marga"], sumber: "B" }, ["1.10.(10a)", "T.01.a"]],
    [{ anomali: "missing_unit" }, ["1.1.2"]],
    [{ anomali: "zero_coef", nama: "garis" }, ["1_1"]],
    [{ q: "'; DROP TABLE referensi_ahspreferensi; --" }, []],
  ])("with %j holds exactly what matches", async (params, expected) => {
    const found = await page(params);
    expect(found.rows.map((row) => row.kode_ahsp)).toEqual(expected);
    expect(found.totals).toMatchObject({ ahsp: expected.length, rincian: expected.length });
  });

  test("counts a facet without its own filter, and keeps a chosen value that nothing is left of", async () => {
    const { facets } = await page({ sumber: ["A", "Tidak ada"], anomali: "zero_coef" });
    expect(facets.sumber).toEqual([
      { value: "B", count: 3 },
      { value: "A", count: 0 },
      { value: "Tidak ada", count: 0 },
    ]);
    expect(facets.anomali).toEqual([
      { value: "any", count: 1 },
      { value: "zero_coef", count: 0 },
      { value: "missing_unit", count: 1 },
    ]);
  });

  test("orders by how well rows match: exactly the code, code, name, beginnings of words, inside of words", async () => {
    await pool().query(`
      INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber) VALUES
        ('01', 'subatung', 'R'), ('02', 'pasang (batu) kali', 'R'), ('03', 'Batu belah', 'R'), ('batu.9', 'x', 'R'),
        ('BATU', 'y', 'R'), ('04', 'batu kali', 'R'), ('batu-', 'batu', 'R')`);
    const sorted = (params: SearchParams) => codes({ sort: "relevance", ...params });
    expect(await sorted({ q: "batu" })).toEqual(["BATU", "batu-", "batu.9", "03", "04", "02", "01"]);
    expect(await codes({ q: "batu" })).toEqual(["01", "02", "03", "04", "BATU", "batu-", "batu.9"]);
    expect(await sorted({ q: "kali batu" })).toEqual(["02", "04"]);
    expect(await sorted({ q: "batu", after: JSON.stringify([1, "batu.019", "R", 2_000_000_000]) })).toEqual([
      ...["03", "04", "02", "01"],
    ]);
    await pool().query("DELETE FROM referensi_ahspreferensi WHERE sumber = 'R'");
  });

  test("of a search in vain names what may have been meant, and that finds something", async () => {
    await pool().query(`
      INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber) VALUES
        ('7.1', 'Pasangan batu bata', 'S'), ('7.2', 'Pasangan batu kali', 'S'), ('7.3', 'Buta warna', 'S')`);
    const suggestions: [string, string | null][] = [
      ["btu bata", "batu bata"],
      ["PASANGN kali", "pasangan kali"],
      ["batu warna", null],
      ["buta kalli", null],
      ["7.1.5", "7.1"],
      ["7,2", "7.2"],
      ["8.9.9", null],
      ["entahberantah", null],
      ["\u{1f9f1}", null],
      ["'; --", null],
      ["%%%", null],
    ];
    for (const [q, expected] of suggestions) {
      const found = await page({ q, sumber: "S" });
      expect({ q, total: found.totals.ahsp, suggestion: found.suggestion }).toEqual({
        q,
        total: 0,
        suggestion: expected,
      });
      if (expected) expect((await page({ q: expected })).totals.ahsp).toBeGreaterThan(0);
    }
    expect((await page({ q: "batu" })).suggestion).toBeNull();
    // Letters that become longer in lower case, longer than levenshtein() takes. (The page would pass over a failure.)
    expect(await suggest(`abc${"İ".repeat(197)}`)).toBeNull();
    await pool().query("DELETE FROM referensi_ahspreferensi WHERE sumber = 'S'");
  });

  test("begins where a typed code stands or would stand, and beyond the end is the last one", async () => {
    expect(await codes({ from: "1.1.2a" })).toEqual(["1.1.2a", "1.1.10", "1.10.(10a)", "1_1", "T.01.a"]);
    expect(await codes({ from: "1.1.9" })).toEqual(["1.1.10", "1.10.(10a)", "1_1", "T.01.a"]);
    expect(await codes({ from: "1.1.9", sort: "-kode_ahsp" })).toEqual(["1.1.2a", "1.1.2"]);
    expect(await page({ from: "zzz" })).toMatchObject({
      before: 0,
      rows: { length: 6 },
      query: { place: { at: "last" } },
    });
  });

  test("of a view without a snapshot is an error, not an empty table", async () => {
    await pool().query("REFRESH MATERIALIZED VIEW referensi_ahsp_stats WITH NO DATA");
    const error = await page().catch((thrown: unknown) => thrown);
    expect(failureOf(error, "test").code).toBe("VIEW_NOT_POPULATED");
    await pool().query("SELECT refresh_view('referensi_ahsp_stats')");
  });
});

describe("many pages", () => {
  const SORTS = Object.keys(statsTable.columns).flatMap((column) => [column, `-${column}`]);

  beforeAll(async () => {
    await pool().query(`
      INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, klasifikasi, satuan, sumber)
        SELECT '7.' || n, 'Nama ' || n % 3, CASE WHEN n % 2 = 0 THEN 'Genap' END, CASE WHEN n % 4 > 1 THEN 'm' || n % 4 END, 'Banyak'
        FROM generate_series(1, 150) AS n;
      SELECT refresh_view('referensi_ahsp_stats')`);
  });

  afterAll(async () => {
    await pool().query(`
      DELETE FROM referensi_ahspreferensi WHERE sumber = 'Banyak'; SELECT refresh_view('referensi_ahsp_stats')`);
  });

  test.each([
    [{ sumber: "Banyak", last: "1" }, 100, 50, "7.150"],
    [{ sumber: "Banyak", last: "1", size: "100" }, 100, 50, "7.150"],
    [{ sumber: "Banyak", klasifikasi: "~", last: "1" }, 50, 25, "7.149"],
    [{ sumber: "Banyak", from: "7.51" }, 50, 50, "7.100"],
    [{ sumber: "Banyak", after: '["017.0250","Banyak",0]' }, 49, 50, "7.99"],
    [{ sumber: "Banyak", before: '["017.0251","Banyak",0]' }, 0, 50, "7.50"],
  ])("of %j are at their place", async (params, before, length, last) => {
    const found = await page(params);
    expect(found).toMatchObject({ before, rows: { length } });
    expect(found.rows.at(-1)?.kode_ahsp).toBe(last);
  });

  test.each(SORTS)("sorted by %s hold every row once, and are the same on the way back", async (sort) => {
    for (const filter of [{ sumber: "Banyak" }, { sumber: "Banyak", klasifikasi: ["~", "Genap"], q: "nama" }]) {
      const there = await walk({ ...filter, sort }, {}, (at) => ({ after: keyText(at, at.rows.at(-1)) }));
      const back = await walk({ ...filter, sort }, { last: "1" }, (at) => ({ before: keyText(at, at.rows[0]) }));
      expect(back.toReversed()).toEqual(there);
      expect(there.map((one) => one.before)).toEqual([0, 50, 100]);
      expect(new Set(there.flatMap((one) => one.ids)).size).toBe(150);
    }
  });
});

function keyText(at: StatsPage, row: StatsRow | undefined): string {
  return JSON.stringify(keyOf(statsTable, at.query.sort, row ?? {}));
}

/** Three pages, each reached from the one before. */
async function walk(params: SearchParams, start: SearchParams, onwards: (at: StatsPage) => SearchParams) {
  const pages: { before: number; ids: number[] }[] = [];
  let place = start;
  while (pages.length < 3) {
    const at = await page({ ...params, ...place });
    pages.push({ before: at.before, ids: at.rows.map((row) => row.ahsp_id) });
    place = onwards(at);
  }
  return pages;
}

test("whatever is typed into the filters finds exactly the rows that hold it, as plain text", async () => {
  const all = (await page()).rows;
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom("%", "_", "\\", "1", ".", "a", "B", " ", "'", "0"), maxLength: 4 }),
    fc.constantFrom("\0", "\ud800", "$1", "'; DROP TABLE x; --", "{x}", "\\'", "\\%", "\u202e", "x".repeat(5000)),
    fc.constantFrom(
      "1.1.",
      "01",
      "T.0",
      "9".repeat(300),
      "1.1.00",
      "   ",
      "\ud83d\ude00",
      "a ".repeat(100),
      "beton %",
      "'\"\\",
    ),
  );
  await fc.assert(
    fc.asyncProperty(text, fc.array(text, { maxLength: 2 }), async (q, klasifikasi) => {
      const params = { q, klasifikasi };
      const { filters } = parseQuery(statsTable, params);
      const sought = (filters.q ?? "").toLowerCase();
      const expected = all.filter(
        (row) =>
          (row.kode_ahsp.toLowerCase().startsWith(sought) ||
            sought.split(/\s+/u).every((word) => row.nama_ahsp.toLowerCase().includes(word))) &&
          (!filters.klasifikasi?.length || filters.klasifikasi.includes(row.klasifikasi)),
      );
      expect((await page(params)).rows).toEqual(expected);
    }),
    { numRuns: 150 },
  );
});

test("the statement of a page without filters is kept prepared, no other, and outlives the view", async () => {
  await closePrisma();
  const kept = () => prisma.$queryRaw<{ statement: string }[]>`SELECT statement FROM pg_prepared_statements`;
  await page({ sumber: "A" });
  await page({ q: "dua" });
  expect(await kept()).toEqual([]);
  const before = await page();
  expect((await page()).rows).toEqual(before.rows);
  const [statement, ...others] = await kept();
  expect(statement?.statement).toContain("FROM referensi_ahsp_facets");
  expect(others).toEqual([]);
  await rebuildView("referensi_ahsp_stats");
  expect((await page()).rows).toEqual(before.rows);
  expect(await kept()).toHaveLength(1);
});

test("the overview's cells add up to its totals", async () => {
  const { totals, cells } = await readOverview();
  for (const name of ["ahsp", "rincian", "zero_coef", "missing_unit", "anomalous"] as const) {
    expect(cells.reduce((sum, cell) => sum + cell[name], 0)).toBe(totals[name]);
  }
  expect(totals).toMatchObject({ ahsp: 6, zero_coef: 3, missing_unit: 1, anomalous: 4 });
});
