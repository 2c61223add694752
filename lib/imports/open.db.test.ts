import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { readComparedAhsp, readComparison } from "./compare-view";
import { readImport } from "./history";
import { choosePlan, commitImport, discardImport, expireImports, openRevert } from "./open";
import { receiveCorrected, receiveUpload } from "./receive";
import { runImport } from "./run";

const HEADER = "sumber;kode;nama;klasifikasi;kategori;uraian;satuan;koefisien";
const line = (kode: string, uraian: string, koefisien: string, sumber = "Edisi") =>
  `${sumber};${kode};Pekerjaan ${kode};Bab;TK;${uraian};OH;${koefisien}`;

async function plan(...rows: string[]): Promise<number> {
  const bytes = Buffer.from([HEADER, ...rows].join("\n"));
  const upload = { fileName: "uji.csv", choices: {}, goal: "plan" as const, via: "portal" as const, actor: null };
  const id = await receiveUpload({ ...upload, bytes, uploadKey: randomUUID() });
  await runImport(id);
  return id;
}
async function commit(id: number, key: string = randomUUID()) {
  await commitImport(id, key);
  await runImport(id);
  return readImport(id);
}
async function revert(id: number) {
  const made = await openRevert(id, { actor: null, goal: "plan" });
  await runImport(made);
  const planned = await readImport(made);
  return { id: made, planned, done: await commit(made) };
}
/** Every row of the reference tables, ids and origins included. */
const tables = async () => {
  const { rows } = await pool().query(`
    SELECT (SELECT coalesce(jsonb_agg(to_jsonb(a) ORDER BY id), '[]') FROM referensi_ahspreferensi a) AS ahsp,
      (SELECT coalesce(jsonb_agg(to_jsonb(r) ORDER BY id), '[]') FROM referensi_rincianreferensi r) AS rincian`);
  return rows[0];
};

afterEach(() => pool().query("TRUNCATE referensi_ahspreferensi, referensi_rincianreferensi"));

describe("an import that waits for a person", () => {
  test("has changed nothing, and says what a commit will do; the commit does exactly that", async () => {
    await commit(await plan(line("1", "Pekerja", "0,50"), line("2", "Pekerja", "0,50"), line("3", "Mandor", "0,50")));
    const before = await tables();
    const id = await plan(line("1", "Pekerja", "0,50"), line("2", "Pekerja", "0,75"), line("4", "Tukang", "0,00"));
    expect(await tables()).toEqual(before);
    const planned = await readImport(id);
    expect(planned).toMatchObject({ state: "open", ended: false, failure: null, facts: { read: true, planned: true } });
    expect(planned?.plan).toMatchObject({
      missing: 1,
      report: { ledger: { new: 1, changed: 1, unchanged: 1, ahsp: { new: 1, changed: 1, unchanged: 1 } } },
      effect: [
        { sumber: "Edisi", klasifikasi: "Bab", before: { ahsp: 3, zero_coef: 0 }, after: { ahsp: 4, zero_coef: 1 } },
      ],
    });
    const { rows, counts } = await readComparison(id, { limit: 10, offset: 0 });
    expect(counts).toEqual({ new: 1, changed: 1, unchanged: 1, held_back: 0, missing: 1 });
    expect(rows.map((row) => [row.kode_ahsp, row.outcome, row.lines])).toEqual([
      ["1", "unchanged", { added: 0, removed: 0, changed: 0, same: 1 }],
      ["2", "changed", { added: 0, removed: 0, changed: 1, same: 0 }],
      ["4", "new", { added: 1, removed: 0, changed: 0, same: 0 }],
      ["3", "missing", { added: 0, removed: 1, changed: 0, same: 0 }],
    ]);
    expect(await readComparedAhsp(id, { sumber: "Edisi", kode: "2" })).toMatchObject({
      fields: [],
      lineChanges: [{ outcome: "changed", before: "0.500000", after: "0.750000", baris: 3 }],
    });
    const done = await commit(id);
    expect(done).toMatchObject({ state: "committed", ended: true, report: planned?.plan?.report });
    expect(done?.plan).toEqual(planned?.plan);
  });

  test("asked for twice with one key is committed once; another key finds it ended", async () => {
    const id = await plan(line("1", "Pekerja", "0,50"));
    const key = randomUUID();
    await Promise.all([commit(id, key), commit(id, key), commit(id, key)]);
    expect((await tables()).rincian).toHaveLength(1);
    await expect(commitImport(id, key)).resolves.toBeUndefined();
    await expect(commitImport(id, randomUUID())).rejects.toMatchObject({ code: "IMPORT_NOT_OPEN" });
  });

  test("whose plan another commit has made untrue is not committed, but planned again", async () => {
    const id = await plan(line("1", "Pekerja", "0,50"));
    await commit(await plan(line("1", "Pekerja", "0,75")));
    const stale = await commit(id);
    expect(stale).toMatchObject({
      state: "open",
      failure: { code: "PLAN_STALE" },
      plan: { report: { ledger: { changed: 1 } } },
    });
    expect((await tables()).rincian[0].koefisien).toBe(0.75);
    expect(await commit(id)).toMatchObject({ state: "committed" });
  });

  test("removes what its file does not hold only when told to, and never while rows are rejected", async () => {
    await commit(await plan(line("1", "Pekerja", "0,50"), line("2", "Pekerja", "0,50")));
    const bad = await plan(line("1", "Pekerja", "0,50"), line("3", "Pekerja", "-1"));
    await choosePlan(bad, { onlyGoodRows: true, removeMissing: true });
    await runImport(bad);
    expect(await commit(bad)).toMatchObject({ state: "open", failure: { code: "REMOVE_NEEDS_WHOLE_FILE" } });
    const id = await plan(line("1", "Pekerja", "0,50"));
    await choosePlan(id, { onlyGoodRows: true, removeMissing: true });
    await runImport(id);
    const before = await tables();
    await commit(id);
    expect((await tables()).ahsp.map((row: { kode_ahsp: string }) => row.kode_ahsp)).toEqual(["1"]);
    await revert(id);
    expect(await tables()).toEqual(before);
  });

  test("is continued by a corrected file, and ends when it is discarded or nobody comes back in 48 hours", async () => {
    const id = await plan(line("1", "Pekerja", "bukan angka"), line("2", "Pekerja", "0,50"));
    expect((await readImport(id))?.plan?.report.ledger).toMatchObject({ rejected: 1, new: 1 });
    const bytes = Buffer.from([HEADER, line("1", "Pekerja", "0,25"), line("2", "Pekerja", "0,50")].join("\n"));
    await receiveCorrected(id, { bytes, fileName: "betul.csv" });
    await runImport(id);
    expect(await readImport(id)).toMatchObject({
      fileName: "betul.csv",
      plan: { report: { ledger: { rejected: 0, new: 2 } } },
    });
    await discardImport(id);
    expect(await readImport(id)).toMatchObject({ state: "expired", ended: true });
    const late = await plan(line("1", "Pekerja", "0,50"));
    expect(await expireImports()).toBe(0);
    await pool().query("UPDATE imports SET expires_at = now() - interval '1 second' WHERE id = $1", [late]);
    expect(await expireImports()).toBe(1);
    await expect(commitImport(late, randomUUID())).rejects.toMatchObject({ code: "IMPORT_NOT_OPEN" });
    expect((await pool().query("SELECT FROM import_lines WHERE import_id IN ($1, $2)", [id, late])).rowCount).toBe(0);
    expect((await tables()).ahsp).toEqual([]);
  });
});

describe("taking an import back", () => {
  test("restores the tables exactly, and can itself be taken back", async () => {
    await commit(await plan(line("1", "Pekerja", "0,50"), line("2", "Pekerja", "0,50")));
    const before = await tables();
    const id = await plan(line("1", "Pekerja", "0,75"), line("3", "Mandor", "0,10"));
    await commit(id);
    const after = await tables();
    const first = await revert(id);
    expect(first.planned).toMatchObject({
      state: "open",
      revertPlan: { counts: { restored: 0, replaced: 1, removed: 1 }, kept: [] },
    });
    expect(await tables()).toEqual(before);
    expect(await readImport(id)).toMatchObject({ revertedBy: first.id });
    const second = await revert(first.id);
    expect(second.done).toMatchObject({ state: "committed", reverts: first.id });
    expect(await tables()).toEqual(after);
  });

  test("keeps and names what somebody changed since", async () => {
    const id = await plan(line("1", "Pekerja", "0,50"), line("2", "Pekerja", "0,50"));
    await commit(id);
    await pool().query(
      "UPDATE referensi_rincianreferensi SET koefisien = 9 WHERE ahsp_id = (SELECT id FROM referensi_ahspreferensi WHERE kode_ahsp = '2')",
    );
    const { done } = await revert(id);
    expect(done).toMatchObject({ kept: [{ sumber: "Edisi", kode_ahsp: "2" }] });
    expect((await tables()).ahsp.map((row: { kode_ahsp: string }) => row.kode_ahsp)).toEqual(["2"]);
  });
});

test("for any two files: a plan equals its commit, outcomes sum to the rows, and commit then revert changes nothing", async () => {
  const row = fc.record({
    kode: fc.constantFrom("1", "1.1", "2", "3.a"),
    uraian: fc.constantFrom("Pekerja", "Mandor", "Tukang"),
    koefisien: fc.constantFrom("0,50", "1,25", "0,00", "x", "-1", ""),
    sumber: fc.constantFrom("Edisi A", "Edisi B"),
  });
  const file = fc.array(row, { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(file, file, fc.boolean(), async (first, second, removeMissing) => {
      await pool().query("TRUNCATE referensi_ahspreferensi, referensi_rincianreferensi");
      const write = (rows: typeof first) => rows.map((one) => line(one.kode, one.uraian, one.koefisien, one.sumber));
      // The format is proven by the column only where a number stands.
      await commit(await plan(...write(first), line("9", "Pekerja", "0,50", "Edisi A")));
      const before = await tables();
      const id = await plan(...write(second), line("9", "Pekerja", "0,50", "Edisi A"));
      const rejected = (await readImport(id))?.plan?.report.ledger.rejected ?? 0;
      if (removeMissing && rejected === 0) {
        await choosePlan(id, { onlyGoodRows: true, removeMissing });
        await runImport(id);
      }
      const planned = await readImport(id);
      const done = await commit(id);
      expect(done?.state).toBe("committed");
      expect(done?.plan).toEqual(planned?.plan);
      const ledger = done?.report?.ledger;
      expect(ledger?.rows).toBe(second.length + 1);
      expect((ledger?.imported ?? 0) + (ledger?.duplicate_identical ?? 0) + (ledger?.rejected ?? 0)).toBe(ledger?.rows);
      if (JSON.stringify(await tables()) === JSON.stringify(before)) return;
      await revert(id);
      expect(await tables()).toEqual(before);
    }),
    { numRuns: 12 },
  );
}, 240_000);
