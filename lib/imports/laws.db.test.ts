import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { pool } from "@/lib/db/pool";
import { addsUp } from "./report";
import type { Plan } from "./session";
import { tableOf } from "./testing/arbitrary";
import { commit, revert, run, stage, stateOf } from "./testing/staged";
import { dump, storedByAhsp, viewDiffersFromLive } from "./testing/stored";

// Many imports each, on a machine that may be busy.
vi.setConfig({ testTimeout: 240_000 });

const RUNS = { numRuns: 40 };

async function emptyTables(): Promise<void> {
  await pool().query("TRUNCATE referensi_ahspreferensi, imports, import_findings CASCADE");
}

async function imported(rows: Parameters<typeof stage>[0]): Promise<number> {
  const id = await stage(rows);
  await run(id);
  expect((await commit(id)).state).toBe("committed");
  return id;
}

/** Rows that the effect says there will be more of, over all klasifikasi. */
function growth({ effect }: Plan): { ahsp: number; rincian: number } {
  const sum = (name: "ahsp" | "rincian") => effect.reduce((n, { before, after }) => n + after[name] - before[name], 0);
  return { ahsp: sum("ahsp"), rincian: sum("rincian") };
}

/** What of the reference tables import `id` made or changed. */
async function touchedBy(id: number): Promise<Set<string>> {
  const { rows } = await pool().query<{ key: string }>(
    "SELECT sumber || ' ' || kode_ahsp AS key FROM import_changes WHERE import_id = $1",
    [id],
  );
  return new Set(rows.map(({ key }) => key));
}

describe("whatever is stored and whatever comes", () => {
  test("a plan changes nothing, its commit does what it said, and taking back puts every row back with its id", async () => {
    const options = fc.record({ onlyGoodRows: fc.boolean(), removeMissing: fc.boolean() });
    const files = fc.oneof(tableOf({ bad: false }), tableOf({ bad: true }));
    const seen = { committed: 0, refused: 0, removed: 0 };
    await fc.assert(
      fc.asyncProperty(tableOf({ bad: false }), files, options, async (stored, rows, chosen) => {
        await emptyTables();
        await imported(stored);
        const before = await dump();

        const id = await stage(rows, chosen);
        const { plan } = await run(id);
        expect(await dump()).toEqual(before);
        if (plan?.report.kind !== "ahsp") throw new Error("no plan");
        expect(addsUp(plan.report.ledger)).toBe(true);

        const done = await commit(id);
        const { rejected } = (await pool().query("SELECT analysis -> 'counts' AS n FROM imports WHERE id = $1", [id]))
          .rows[0].n;
        if (rejected > 0 && (!chosen.onlyGoodRows || chosen.removeMissing)) {
          seen.refused++;
          const code = chosen.onlyGoodRows ? "REMOVE_NEEDS_WHOLE_FILE" : "ROWS_REJECTED";
          expect(done).toMatchObject({ state: "open", error_code: code, report: null });
          expect(await dump()).toEqual(before);
          return;
        }
        seen.committed++;
        expect(done).toMatchObject({ state: "committed", error_code: null });
        expect([done.report, done.plan?.effect]).toEqual([plan.report, plan.effect]);
        const after = await dump();
        expect(growth(plan)).toEqual({
          ahsp: after.ahsp.length - before.ahsp.length,
          rincian: after.rincian.length - before.rincian.length,
        });
        if (chosen.removeMissing) seen.removed += plan.missing;
        expect(await viewDiffersFromLive()).toBe(0);

        const back = await revert(id);
        expect(await dump()).toEqual(before);
        if ((await stateOf(back)).error_code === "NOTHING_TO_REVERT") {
          expect(after).toEqual(before);
          return;
        }
        expect(await viewDiffersFromLive()).toBe(0);
        const again = await revert(back);
        expect(await stateOf(again)).toMatchObject({ state: "committed", kept: [] });
        expect(await dump()).toEqual(after);
      }),
      RUNS,
    );
    // Else the property says nothing.
    expect(Math.min(seen.committed, seen.refused, seen.removed)).toBeGreaterThan(0);
  });

  test("taking an import back leaves alone what a later one changed, names it, and puts all else back", async () => {
    let kept = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(tableOf({ bad: false }), tableOf({ bad: false }), tableOf({ bad: false })),
        async ([stored, first, second]) => {
          await emptyTables();
          await imported(stored);
          const before = await storedByAhsp();
          const one = await imported(first);
          const other = await imported(second);
          const after = await storedByAhsp();
          const [ofOne, ofOther] = [await touchedBy(one), await touchedBy(other)];

          const back = await stateOf(await revert(one));
          if (ofOne.size === 0) return;
          const both = [...ofOne].filter((key) => ofOther.has(key)).sort();
          kept += both.length;
          expect(back.kept?.map(({ sumber, kode_ahsp }) => `${sumber} ${kode_ahsp}`).sort()).toEqual(both);
          const expected = new Map(after);
          for (const key of ofOne) {
            if (ofOther.has(key)) continue;
            const was = before.get(key);
            if (was === undefined) expected.delete(key);
            else expected.set(key, was);
          }
          const now = await storedByAhsp();
          expect([...now].sort()).toEqual([...expected].sort());
          expect(await viewDiffersFromLive()).toBe(0);
        },
      ),
      RUNS,
    );
    expect(kept).toBeGreaterThan(0);
  });
});
