import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { commitImport, decideSuspects, openRevert } from "./open";
import { receiveUpload } from "./receive";
import { runImport } from "./run";
import { readSuspects } from "./suspects";
import { type CellInput, workbook } from "./testing/workbook";

const HEADER = ["sumber", "kode", "nama", "kategori", "kode_item", "uraian", "satuan", "koefisien"];
type Line = [kode: string, uraian: string, satuan: string, koefisien: CellInput];

/** Texts with a point beside each suspect, so that a whole number in a numeric cell stands out. */
const edition = (sumber: string, lines: Line[]) =>
  workbook({
    name: "Data",
    rows: [
      HEADER,
      ...lines.map(([kode, ...item]) => [sumber, kode, `Pekerjaan ${kode}`, "Bahan", "B.1", ...item]),
      ...["0.25", "0.5", "0.75", "0.15", "0.35"].map((value, n) => [
        sumber,
        "9",
        "Lain",
        "Bahan",
        `B.9${n}`,
        `Paku ${n}`,
        "kg",
        value,
      ]),
    ],
  });

async function plan(bytes: Buffer, sheet?: string): Promise<number> {
  const choices = sheet ? { sheet } : {};
  const upload = { fileName: "uji.xlsx", choices, goal: "plan" as const, via: "portal" as const, actor: null };
  const id = await receiveUpload({ ...upload, bytes, uploadKey: randomUUID() });
  await runImport(id);
  return id;
}
async function commit(id: number): Promise<number> {
  await commitImport(id, randomUUID());
  await runImport(id);
  return id;
}
const suspectsOf = async (id: number) => (await readSuspects(id, { limit: 100, offset: 0 })).rows;
const stored = async () => {
  const { rows } = await pool().query(`
    SELECT a.sumber, a.kode_ahsp AS kode, trim_scale(r.koefisien)::text AS koefisien, r.koefisien_raw AS raw
    FROM referensi_rincianreferensi r JOIN referensi_ahspreferensi a ON a.id = r.ahsp_id
    WHERE a.kode_ahsp <> '9' ORDER BY 1, a.kode_urut, r.urutan`);
  return rows;
};

beforeEach(() => pool().query("TRUNCATE referensi_ahspreferensi, imports, cell_repairs CASCADE"));

describe("a suspect whose job is stored", () => {
  test("is recommended what the same item of the same job has in another edition, with high confidence", async () => {
    await commit(await plan(await edition("A", [["1.1", "Semen  Portland", "KG", "83.349"]])));
    const [suspect] = await suspectsOf(await plan(await edition("B", [["1.1", "semen portland", "kg", 83349]])));
    expect(suspect).toMatchObject({
      recommended: "83.349",
      confidence: "high",
      evidence: {
        from: "stored",
        stored: { same: { sumber: "A", kode_ahsp: "1.1", koefisien: "83.349" }, neighbours: null },
      },
    });
    const [other] = await suspectsOf(await plan(await edition("C", [["1.1", "Semen portland", "kg", 12345]])));
    expect(other).toMatchObject({ confidence: "low", evidence: { stored: { same: null } } });
  });

  test("is not, where stored editions differ in which candidate they hold, or the unit is another", async () => {
    await commit(await plan(await edition("A", [["1", "Semen", "kg", "83.349"]])));
    await commit(await plan(await edition("B", [["1", "Semen", "kg", "8.3349"]])));
    await commit(await plan(await edition("C", [["2", "Semen", "zak", "83.349"]])));
    const file = await edition("D", [
      ["1", "Semen", "kg", 83349],
      ["2", "Semen", "kg", 83349],
    ]);
    for (const suspect of await suspectsOf(await plan(file))) {
      expect(suspect).toMatchObject({
        confidence: "low",
        evidence: { stored: { same: null, neighbours: { count: 2, low: "8.3349", median: "8.3349", high: "83.349" } } },
      });
    }
  });

  test("learns nothing from a stored line that lost the same separator, until a person says that it is right", async () => {
    const broken = await edition("A", [["1", "Semen", "kg", 83349]]);
    await commit(await plan(broken));
    const file = await edition("B", [["1", "Semen", "kg", 83349]]);
    const [first] = await suspectsOf(await plan(file));
    expect(first).toMatchObject({ confidence: "low" });
    expect(first?.evidence.stored).toBeUndefined();
    await decideSuspects(await plan(broken), "keep-all", null);
    expect((await suspectsOf(await plan(file)))[0]).toMatchObject({ recommended: "83349", confidence: "high" });
    // From a numeric cell of a column that proves nothing: neither believed nor overlooked.
    await pool().query("TRUNCATE cell_repairs, import_suspects");
    await commit(await plan(await edition("C", [["1", "Semen", "kg", "83.349"]])));
    expect((await suspectsOf(await plan(file)))[0]).toMatchObject({ confidence: "low" });
  });
});

test("the usual koefisien of an item in other jobs of the database is shown and decides nothing", async () => {
  const values = ["83.1", "83.2", "83.3", "83.4", "83.5"];
  await commit(
    await plan(
      await edition(
        "A",
        values.map((value, n): Line => [`2.${n}`, "Semen", "kg", value]),
      ),
    ),
  );
  const [suspect] = await suspectsOf(await plan(await edition("A", [["1", "Semen", "kg", 83349]])));
  expect(suspect).toMatchObject({
    confidence: "low",
    evidence: { from: "none", stored: { neighbours: { count: 5, low: "83.1", median: "83.3", high: "83.5" } } },
  });
});

test("choices made one by one are saved at once, and can be taken back; others stay undecided", async () => {
  const file = await edition("A", [
    ["1", "Semen", "kg", 83349],
    ["2", "Pasir", "m3", 12345],
    ["3", "Batu", "m3", 54321],
  ]);
  const id = await plan(file);
  const decisions = async () => (await suspectsOf(id)).map(({ decision }) => decision);
  const choices = [
    { baris: 2, value: "83.349" },
    { baris: 3, value: "12345" },
    { baris: 4, value: "999" },
    { baris: 99, value: "1" },
  ];
  expect(await decideSuspects(id, { choices }, null)).toBe(2);
  await runImport(id);
  expect(await decisions()).toEqual(["83.349", "keep", null]);
  const second = [
    { baris: 2, value: null },
    { baris: 3, value: "1.2345" },
    { baris: 4, value: null },
  ];
  expect(await decideSuspects(id, { choices: second }, null)).toBe(2);
  await runImport(id);
  expect(await decisions()).toEqual([null, "1.2345", null]);
});

test("a decision about a cell of one sheet says nothing about the same row of another", async () => {
  const rows = [
    HEADER,
    ...["83.1", "0.25", "0.5"].map((value, n) => ["A", `${n}`, "Satu", "Bahan", "B.1", "Pasir", "m3", value]),
  ];
  const suspect = ["A", "9", "Lain", "Bahan", "B.2", "Semen", "kg", 83349];
  const file = await workbook({ name: "Satu", rows: [...rows, suspect] }, { name: "Dua", rows: [...rows, suspect] });
  const first = await plan(file, "Satu");
  await decideSuspects(first, { choices: [{ baris: 5, value: "8.3349" }] }, null);
  await runImport(first);
  const second = await plan(file, "Dua");
  const line = "SELECT koefisien_raw AS raw FROM import_lines WHERE import_id = $1 AND baris = 5";
  expect((await pool().query(line, [first])).rows).toEqual([{ raw: "83349" }]);
  expect((await pool().query(line, [second])).rows).toEqual([{ raw: null }]);
});

test("a repair stands on its line, survives the same file brought in again, and goes with a revert", async () => {
  const file = await edition("A", [["1", "Semen", "kg", 83349]]);
  await commit(await plan(file));
  const asWritten = await stored();
  const repairing = await plan(file);
  await decideSuspects(repairing, { choices: [{ baris: 2, value: "83.349" }] }, null);
  await runImport(repairing);
  await commit(repairing);
  const repaired = [{ sumber: "A", kode: "1", koefisien: "83.349", raw: "83349" }];
  expect(await stored()).toEqual(repaired);
  const again = await commit(await plan(file));
  expect(await stored()).toEqual(repaired);
  const { rows } = await pool().query("SELECT report -> 'ledger' -> 'changed' AS changed FROM imports WHERE id = $1", [
    again,
  ]);
  expect(rows).toEqual([{ changed: 0 }]);
  const revert = await openRevert(repairing, { actor: null, goal: "plan" });
  await runImport(revert);
  await commit(revert);
  expect(await stored()).toEqual(asWritten);
});
