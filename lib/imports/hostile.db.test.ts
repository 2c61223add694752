import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { receiveUpload } from "./receive";
import { addsUp, type ImportReport } from "./report";
import { runImport } from "./run";
import { HOSTILE_FILES } from "./testing/hostile/files";
import { dump, viewDiffersFromLive } from "./testing/stored";

/** Every file goes the whole way: received, read in a process of its own, staged, written or refused. */
async function importFile(bytes: Buffer, choices: object) {
  const upload = { bytes, choices, fileName: "\u202eslx.exe\0.xlsx", uploadKey: randomUUID() };
  const id = await receiveUpload({ ...upload, goal: "commit", via: "command", actor: null });
  expect(await runImport(id)).toBe(true);
  const { rows } = await pool().query<{
    state: string;
    report: ImportReport;
    error_code: string | null;
    finished: boolean;
  }>("SELECT state, report, error_code, finished_at IS NOT NULL AS finished FROM imports WHERE id = $1", [id]);
  return { id, ...(rows[0] as (typeof rows)[number]) };
}

const GOOD = Buffer.from(
  "sumber;kode;nama;uraian;koefisien\nSNI;9.9;Yang sudah ada;Pekerja;0,5\nS;9.9;Juga;Mandor;1,5\n",
);

beforeAll(async () => {
  expect((await importFile(GOOD, {})).state).toBe("committed");
});

const REFUSED = HOSTILE_FILES.filter(({ answer }) => "code" in answer);
const READ = HOSTILE_FILES.filter(({ answer }) => "lines" in answer);

describe("a file that is refused leaves every row of the reference tables as it was", () => {
  it.each(REFUSED)("$name", async ({ make, choices, answer }) => {
    const before = await dump();
    const bytes = await make();
    const { code } = answer as { code: string };
    const ended = await importFile(bytes, choices).catch((error) => ({ id: null, error_code: error.code }));
    expect(ended.error_code).toBe(code);
    expect(await dump()).toEqual(before);
    if (ended.id === null) return;
    expect(ended).toMatchObject({ state: "failed", report: null, finished: true });
    const { rows } = await pool().query("SELECT FROM import_lines WHERE import_id = $1", [ended.id]);
    expect(rows).toEqual([]);
  });
});

describe("a file that is read ends committed, with a ledger that adds up and an outcome for every row", () => {
  it.each(READ)("$name", async ({ make, choices, answer }) => {
    const { lines, refused } = answer as { lines: number; refused: string[] };
    // What another file brought would make its AHSP changed or held back.
    await pool().query("TRUNCATE referensi_ahspreferensi CASCADE");
    const ended = await importFile(await make(), choices);
    expect(ended).toMatchObject({ state: "committed", error_code: null, finished: true });
    const { ledger } = ended.report;
    expect(addsUp(ledger)).toBe(true);
    expect(ledger.imported).toBe(lines);
    const out = await pool().query(
      `SELECT baris || coalesce(kolom, '') || ' ' || code AS row FROM import_findings
       WHERE import_id = $1 AND kind IN ('rejected', 'duplicate') ORDER BY seq`,
      [ended.id],
    );
    expect(out.rows.map(({ row }) => row)).toEqual(refused);
    const silent = await pool().query(
      `SELECT count(*)::int AS n FROM import_rows r
       WHERE import_id = $1 AND NOT EXISTS (SELECT FROM referensi_rincianreferensi l WHERE l.import_id = $1 AND l.baris = r.baris)
         AND NOT EXISTS (SELECT FROM import_findings f WHERE f.import_id = $1 AND f.baris = r.baris AND f.kind IN ('rejected', 'duplicate'))`,
      [ended.id],
    );
    // What is neither a line nor told stands above the data, or is blank, or names a job.
    const all = await pool().query("SELECT count(*)::int AS n FROM import_rows WHERE import_id = $1", [ended.id]);
    expect(silent.rows[0].n).toBe(all.rows[0].n - ledger.rows + ledger.headings);
  });
});

test("after all of them the view equals the tables", async () => {
  expect(await viewDiffersFromLive()).toBe(0);
});
