import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { pool } from "@/lib/db/pool";
import { addsUp, type ImportReport } from "./report";
import { tableOf } from "./testing/arbitrary";
import { commit, type Ended, run, stage } from "./testing/staged";
import { ambiguousCodes, contentByAhsp, dump, viewDiffersFromLive } from "./testing/stored";
import type { Cell } from "./types";

// Many imports each, on a machine that may be busy.
vi.setConfig({ testTimeout: 240_000 });

async function emptyTables(): Promise<void> {
  await pool().query("TRUNCATE referensi_ahspreferensi, imports, import_findings CASCADE");
}

type Table = Cell[][];

/** Every item with a kode_item: numbers that are given may have gaps that the other order has not. */
const coded = tableOf({ bad: false, sumber: ["S"] }).map((rows) =>
  rows.map((cells) => cells.with(5, cells[5] ?? "L.02")),
);

async function inOrder(files: readonly { rows: Table; removeMissing: boolean }[]): Promise<Map<string, string>> {
  await emptyTables();
  for (const { rows, removeMissing } of files) {
    const id = await stage(rows, { removeMissing });
    await run(id);
    expect((await commit(id)).state).toBe("committed");
  }
  return contentByAhsp();
}

/** Commits both at once what was planned for both. → in their order */
async function atOnce(ids: readonly number[]): Promise<Ended[]> {
  for (const id of ids) await run(id);
  return Promise.all(ids.map(commit));
}

function expectWhole(ended: readonly Ended[]): void {
  expect(ended.some(({ state }) => state === "committed")).toBe(true);
  for (const { state, error_code, report } of ended) {
    if (state === "committed") expect(addsUp((report as ImportReport).ledger)).toBe(true);
    else expect([state, error_code]).toEqual(["open", "PLAN_STALE"]);
  }
}

test("two imports of one sumber at once are both there, or one says that its plan is stale: never a part of one", async () => {
  const file = fc.record({ rows: coded, removeMissing: fc.boolean() });
  const states = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(coded, file, file, async (stored, a, b) => {
      const before = { rows: stored, removeMissing: false };
      const serial = {
        a: await inOrder([before, a]),
        b: await inOrder([before, b]),
        ab: await inOrder([before, a, b]),
        ba: await inOrder([before, b, a]),
      };
      await inOrder([before]);
      const ids = [await stage(a.rows, a), await stage(b.rows, b)];
      const ended = await atOnce(ids);
      expectWhole(ended);
      const [first, second] = ended.map(({ state }) => state === "committed");
      const possible = first && second ? [serial.ab, serial.ba] : first ? [serial.a] : [serial.b];
      const now = await contentByAhsp();
      expect(possible.map((content) => [...content])).toContainEqual([...now]);
      expect(await viewDiffersFromLive()).toBe(0);
      const both = first && second ? "both" : "one";
      states.set(both, (states.get(both) ?? 0) + 1);
      if (first && second) return;

      // The one that waits was planned anew, and can be committed then.
      const waiting = ids[first ? 1 : 0] as number;
      expect((await commit(waiting)).state).toBe("committed");
      expect([...(await contentByAhsp())]).toEqual([...(first ? serial.ab : serial.ba)]);
      expect(await ambiguousCodes()).toEqual([]);
      expect(await viewDiffersFromLive()).toBe(0);
    }),
    { numRuns: 15, endOnFailure: true },
  );
  expect(states.get("one") ?? 0).toBeGreaterThan(0);
});

test("two imports of other AHSP of one sumber at once lose nothing of each other", async () => {
  const table = (kode: string): Table => [
    ["sumber", "kode", "nama", "item", "koefisien"],
    ...Array.from({ length: 50 }, (_, i) => ["S", `${kode}.${i}`, `Uji ${i}`, "Pekerja", "0,5"]),
  ];
  await emptyTables();
  const ids = [await stage(table("1")), await stage(table("2"))];
  const ended = await atOnce(ids);
  expectWhole(ended);
  for (const [i, { state }] of ended.entries()) if (state !== "committed") await commit(ids[i] as number);
  const { ahsp, rincian } = await dump();
  expect([ahsp.length, rincian.length]).toEqual([100, 100]);
  expect(await viewDiffersFromLive()).toBe(0);
});

test("two imports of different sumber at once are both there", async () => {
  const table = (sumber: string): Table => [
    ["sumber", "kode", "nama", "item", "koefisien"],
    ...Array.from({ length: 50 }, (_, i) => [sumber, `1.${i}`, `Uji ${i}`, "Pekerja", "0,5"]),
  ];
  await emptyTables();
  const ended = await atOnce([await stage(table("S")), await stage(table("T"))]);
  expect(ended.map(({ state }) => state)).toEqual(["committed", "committed"]);
  expect((await dump()).ahsp).toHaveLength(100);
  expect(await viewDiffersFromLive()).toBe(0);
});

test("two imports that were planned at once give no number to two items, and no two numbers to one", async () => {
  const table = (sumber: string, ...items: string[]): Table => [
    ["sumber", "kode", "nama", "kategori", "item", "satuan", "koefisien"],
    ...items.map((item) => [sumber, "1.1", "Uji", "TK", item, "OH", "0,5"]),
  ];
  for (const together of [true, false]) {
    await emptyTables();
    const ids = [await stage(table("S", "Pekerja", "Mandor", "Tukang")), await stage(table("T", "Kepala", "Mandor"))];
    if (together) await atOnce(ids);
    else for (const id of ids) await run(id);
    if (!together) for (const id of ids) expect((await commit(id)).state).toBe("committed");
    const { rows } = await pool().query(
      "SELECT uraian_item, array_agg(DISTINCT kode_item) AS codes FROM referensi_rincianreferensi GROUP BY 1",
    );
    expect(rows.map(({ codes }) => codes.length)).toEqual([1, 1, 1, 1]);
    expect(await ambiguousCodes()).toEqual([]);
  }
});
