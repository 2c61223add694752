import { randomUUID } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { readImport } from "./history";
import { commitImport } from "./open";
import { compareStaged } from "./outcomes";
import { receiveUpload } from "./receive";
import { runImport } from "./run";

/** What somebody does to one AHSP of three lines, and what the file is to it afterwards. */
const TWO = "WHERE ahsp_id = $1 AND urutan = 2";
const LINES: [what: string, change: string, outcome: string][] = [
  ["nothing", "SELECT $1::integer", "unchanged"],
  ["the name", "UPDATE referensi_ahspreferensi SET nama_ahsp = 'Lain' WHERE id = $1", "changed"],
  ["a kategori", `UPDATE referensi_rincianreferensi SET kategori = 'LAIN' ${TWO}`, "changed"],
  ["a kode_item", `UPDATE referensi_rincianreferensi SET kode_item = 'L.99' ${TWO}`, "changed"],
  ["an uraian", `UPDATE referensi_rincianreferensi SET uraian_item = 'mandor' ${TWO}`, "changed"],
  ["a satuan", `UPDATE referensi_rincianreferensi SET satuan_item = NULL ${TWO}`, "changed"],
  ["a koefisien", `UPDATE referensi_rincianreferensi SET koefisien = 0.500001 ${TWO}`, "changed"],
  ["what a cell once held", `UPDATE referensi_rincianreferensi SET koefisien_raw = '50' ${TWO}`, "unchanged"],
  [
    "white space for no satuan",
    "UPDATE referensi_rincianreferensi SET satuan_item = E' \\u00a0' WHERE ahsp_id = $1 AND urutan = 3",
    "unchanged",
  ],
  [
    "a satuan where there is none",
    "UPDATE referensi_rincianreferensi SET satuan_item = 'OH' WHERE ahsp_id = $1 AND urutan = 3",
    "changed",
  ],
  ["the order", "UPDATE referensi_rincianreferensi SET urutan = 4 - urutan WHERE ahsp_id = $1", "changed"],
  ["one line less", `DELETE FROM referensi_rincianreferensi ${TWO}`, "changed"],
  ["no line", "DELETE FROM referensi_rincianreferensi WHERE ahsp_id = $1", "changed"],
  [
    "one line twice",
    `INSERT INTO referensi_rincianreferensi (ahsp_id, urutan, kategori, kode_item, uraian_item, satuan_item, koefisien)
     SELECT ahsp_id, urutan, kategori, kode_item, uraian_item, satuan_item, koefisien FROM referensi_rincianreferensi ${TWO}`,
    "changed",
  ],
  [
    "other numbers in the same order",
    "UPDATE referensi_rincianreferensi SET urutan = urutan * 10 WHERE ahsp_id = $1",
    "unchanged",
  ],
  ["its end", "DELETE FROM referensi_ahspreferensi WHERE id = $1", "new"],
];
const FILE = [
  "sumber;kode;nama;kategori;kode_item;uraian;satuan;koefisien",
  ...LINES.flatMap((_, ahsp) =>
    ["Pekerja", "Mandor", "Tukang"].map(
      (item, n) => `S;${ahsp};Uji ${ahsp};TK;L.0${n};${item};${n < 2 ? "OH" : ""};0,50`,
    ),
  ),
].join("\n");

async function importFile(goal: "plan" | "commit"): Promise<number> {
  const upload = { fileName: "uji.csv", choices: {}, via: "command" as const, actor: null };
  const id = await receiveUpload({ ...upload, goal, bytes: Buffer.from(FILE), uploadKey: randomUUID() });
  await runImport(id);
  return id;
}

afterEach(() => pool().query("TRUNCATE referensi_ahspreferensi, referensi_rincianreferensi"));

test("an AHSP is changed wherever what is stored differs from the file, and only there", async () => {
  await importFile("commit");
  for (const [ahsp, [, change]] of LINES.entries()) {
    const { rows } = await pool().query("SELECT id FROM referensi_ahspreferensi WHERE kode_ahsp = $1", [String(ahsp)]);
    await pool().query(change, [rows[0].id]);
  }
  const id = await importFile("plan");
  const { rows } = await pool().query("SELECT outcome FROM import_jobs WHERE import_id = $1 ORDER BY seq", [id]);
  expect(LINES.map(([what], n) => [what, rows[n].outcome])).toEqual(LINES.map(([what, , outcome]) => [what, outcome]));
});

test("a cell that was repaired in the file is compared with what the stored one once held", async () => {
  await importFile("commit");
  const id = await importFile("plan");
  await pool().query("UPDATE import_lines SET koefisien_raw = '50' WHERE import_id = $1 AND urutan = 2", [id]);
  await pool().query(`
    UPDATE referensi_rincianreferensi SET koefisien_raw = CASE WHEN kode_ahsp = '0' THEN '50' ELSE '5' END
    FROM referensi_ahspreferensi a WHERE a.id = ahsp_id AND urutan = 2 AND kode_ahsp IN ('0', '1')`);
  const client = await pool().connect();
  await client.query("BEGIN");
  await compareStaged(client, id);
  const { rows } = await client.query("SELECT outcome FROM staged_job ORDER BY seq LIMIT 3");
  await client.query("ROLLBACK");
  client.release();
  expect(rows.map(({ outcome }) => outcome)).toEqual(["unchanged", "changed", "changed"]);
});

test.each([
  [
    "changed",
    "UPDATE referensi_rincianreferensi SET koefisien = 9 WHERE ahsp_id = (SELECT id FROM referensi_ahspreferensi WHERE kode_ahsp = '2') AND urutan = 1",
  ],
  ["removed", "DELETE FROM referensi_ahspreferensi WHERE kode_ahsp = '2'"],
])("what anybody %s between plan and commit is not overwritten unseen", async (_, change) => {
  await importFile("commit");
  const id = await importFile("plan");
  await pool().query(change);
  await commitImport(id, randomUUID());
  await runImport(id);
  expect(await readImport(id)).toMatchObject({ state: "open", failure: { code: "PLAN_STALE" } });
});

test("after a commit the planner knows what was written, and only the rows of the file are left of the staging", async () => {
  const id = await importFile("plan");
  // What a vacuum finds while nothing is committed: full of dead rows, hence taken for empty.
  await pool().query("VACUUM ANALYZE referensi_ahspreferensi, referensi_rincianreferensi");
  await commitImport(id, randomUUID());
  await runImport(id);
  const known = await pool().query(
    "SELECT relname, reltuples::int AS rows FROM pg_class WHERE relname IN ('referensi_ahspreferensi', 'referensi_rincianreferensi') ORDER BY 1",
  );
  expect(known.rows).toEqual([
    { relname: "referensi_ahspreferensi", rows: LINES.length },
    { relname: "referensi_rincianreferensi", rows: LINES.length * 3 },
  ]);
  const left = await pool().query(
    `SELECT (SELECT count(*)::int FROM import_rows WHERE import_id = $1) AS rows,
       (SELECT count(*)::int FROM import_jobs WHERE import_id = $1) AS jobs,
       (SELECT count(*)::int FROM import_lines WHERE import_id = $1) AS lines`,
    [id],
  );
  expect(left.rows).toEqual([{ rows: LINES.length * 3 + 1, jobs: 0, lines: 0 }]);
});
