import { randomUUID } from "node:crypto";
import fs from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { liveStats } from "@/lib/stats/live";
import { receiveUpload } from "./receive";
import { type AhspReport, addsUp } from "./report";
import { resumeImports, runImport } from "./run";
import { sniFile } from "./testing/sni";

const REAL_FILE = "../shared/data/SNI_2025_AHSP.xlsx";
const HEADER = "sumber,kode_ahsp,nama_ahsp,kategori,kode_item,uraian_item,satuan_item,koefisien";

async function importFile(bytes: Buffer | string, fileName = "data.csv") {
  const upload = {
    bytes: Buffer.from(bytes),
    fileName,
    uploadKey: randomUUID(),
    choices: {},
    goal: "commit" as const,
    via: "command" as const,
    actor: null,
  };
  const id = await receiveUpload(upload);
  await runImport(id);
  const { rows } = await pool().query<{
    state: string;
    report: AhspReport;
    error_code: string | null;
    refresh_id: number | null;
  }>("SELECT state, report, error_code, refresh_id FROM imports WHERE id = $1", [id]);
  const row = rows[0];
  if (!row) throw new Error("no import");
  return { id, ...row };
}

const csv = (...lines: string[]) => [HEADER, ...lines].join("\n");

async function stored(): Promise<string[]> {
  const { rows } = await pool().query(`
    SELECT a.sumber || '|' || a.kode_ahsp || '|' || r.urutan || '|' || coalesce(r.kode_item, '-') || '|' || r.uraian_item || '|' || r.koefisien AS line
    FROM referensi_ahspreferensi a JOIN referensi_rincianreferensi r ON r.ahsp_id = a.id ORDER BY a.sumber, a.kode_urut, r.urutan`);
  return rows.map((row) => row.line);
}

async function viewDiffersFromLive(): Promise<number> {
  const live = liveStats();
  const { rows } = await pool().query(`
    SELECT count(*)::int AS n FROM (
      (TABLE referensi_ahsp_stats EXCEPT ALL SELECT * FROM ${live.text} AS live)
      UNION ALL (SELECT * FROM ${live.text} AS live EXCEPT ALL TABLE referensi_ahsp_stats)
    ) AS difference`);
  return rows[0].n;
}

beforeEach(async () => {
  await pool().query("TRUNCATE referensi_ahspreferensi, imports, import_findings CASCADE");
});

describe("an import", () => {
  test("of a file with every known hazard has the expected figures; imported again, it changes nothing", async () => {
    const { bytes, expected } = await sniFile();
    const first = await importFile(bytes, "sni.xlsx");
    expect(first.state).toBe("committed");
    expect(first.report.imported).toMatchObject({
      ahsp: expected.jobs,
      rincian: expected.lines,
      per_kategori: expected.perKategori,
      missing_unit: expected.missingUnit,
    });
    expect(first.report.flags).toEqual({
      conflicting_duplicates: expected.conflicting,
      kategori_empty_rows: expected.kategoriEmptyRows,
      suspect_decimal_separator: expected.suspect,
      one_kode_two_names: expected.twoNames,
      mojibake: { ahsp_names: expected.mojibakeNames },
    });
    expect(first.report.ledger).toMatchObject({
      rows: expected.rows,
      duplicate_identical: expected.duplicateIdentical,
      rejected: expected.rejectedRows.length,
    });
    expect(addsUp(first.report.ledger)).toBe(true);
    expect(first.report.ledger.new).toBe(first.report.ledger.imported);
    const before = await stored();
    expect(await viewDiffersFromLive()).toBe(0);

    const second = await importFile(bytes, "sni.xlsx");
    expect(second.report.ledger).toMatchObject({ new: 0, changed: 0, unchanged: first.report.ledger.imported });
    expect(await stored()).toEqual(before);
    const owners = await pool().query("SELECT DISTINCT import_id FROM referensi_rincianreferensi");
    expect(owners.rows).toEqual([{ import_id: first.id }]);
  });

  test.runIf(fs.existsSync(REAL_FILE))("of the real file gives exactly the expected totals, twice", async () => {
    const expected = JSON.parse(fs.readFileSync("../shared/data/sni2025_expected.json", "utf8"));
    const { report } = await importFile(fs.readFileSync(REAL_FILE), "SNI_2025_AHSP.xlsx");
    const { rejected_rows, ...counts } = expected.ledger;
    expect(report.ledger).toMatchObject(counts);
    expect(report.imported).toEqual(expected.imported);
    expect(report.flags).toEqual(expected.flags);
    expect(await viewDiffersFromLive()).toBe(0);
    const again = await importFile(fs.readFileSync(REAL_FILE), "SNI_2025_AHSP.xlsx");
    expect(again.report.ledger).toMatchObject({ new: 0, changed: 0, unchanged: counts.imported, rejected: 1 });
    expect(again.report.imported).toEqual(expected.imported);
  });

  test("replaces a changed AHSP with its lines and leaves the others alone", async () => {
    await importFile(
      csv("S,1.1,Satu,TK,T1,Pekerja,OH,0.5", "S,1.1,Satu,BHN,B1,Pasir,m3,0.25", "S,1.2,Dua,TK,T1,Pekerja,OH,0.1"),
    );
    const { report, id } = await importFile(
      csv("S,1.1,Satu,TK,T1,Pekerja,OH,0.75", "S,1.2,Dua,TK,T1,Pekerja,OH,0.10", "S,1.3,Tiga,TK,T1,Pekerja,OH,2"),
    );
    expect(report.ledger).toMatchObject({ rows: 3, new: 1, changed: 1, unchanged: 1, rejected: 0 });
    expect(await stored()).toEqual([
      "S|1.1|1|T1|Pekerja|0.750000",
      "S|1.2|1|T1|Pekerja|0.100000",
      "S|1.3|1|T1|Pekerja|2.000000",
    ]);
    const { rows } = await pool().query(
      "SELECT count(*)::int AS n FROM referensi_rincianreferensi WHERE import_id = $1 AND baris IN (2, 4)",
      [id],
    );
    expect(rows[0].n).toBe(2);
  });

  test("holds a stored AHSP back when rows of the new one are rejected, and names every row", async () => {
    await importFile(csv("S,1.1,Satu,TK,T1,Pekerja,OH,0.5", "S,1.1,Satu,BHN,B1,Pasir,m3,0.25"));
    const before = await stored();
    const { report, id } = await importFile(
      csv("S,1.1,Satu,TK,T1,Pekerja,OH,0.75", "S,1.1,Satu,BHN,B1,Pasir,m3,banyak"),
    );
    expect(report.ledger).toMatchObject({ rows: 2, imported: 0, rejected: 2, ahsp: { held_back: 1 } });
    expect(await stored()).toEqual(before);
    const { rows } = await pool().query(
      "SELECT baris, code FROM import_findings WHERE import_id = $1 ORDER BY baris, seq",
      [id],
    );
    expect(rows).toEqual([
      { baris: 2, code: "AHSP_HELD_BACK" },
      { baris: 3, code: "KOEFISIEN_NOT_A_NUMBER" },
    ]);
  });

  test("gives lines without kode_item the code of the same item, else the next free number, the same every time", async () => {
    const file = csv(
      "S,1,Satu,TK,TK-0007,Mandor,OH,0.5",
      "S,1,Satu,TK,,Pekerja,OH,0.5",
      "S,1,Satu,BHN,,Pasir,m3,1",
      "S,2,Dua,TK,,Mandor,OH,0.1",
      "S,2,Dua,TK,,Pekerja,OH,0.2",
    );
    await importFile(file);
    const codes = (await stored()).map((line) => line.split("|")[3]);
    expect(codes).toEqual(["TK-0007", "TK-0008", "B-0001", "TK-0007", "TK-0008"]);
    expect((await importFile(file)).report.ledger.unchanged).toBe(5);
  });

  test("keeps what is stored where the file is silent", async () => {
    await importFile("sumber,kode_ahsp,nama_ahsp,klasifikasi,uraian_item,koefisien\nS,1,Satu,Bina Marga,Pekerja,0.5");
    const { report } = await importFile("sumber,kode_ahsp,nama_ahsp,uraian_item,koefisien\nS,1,Satu,Pekerja,0.5");
    expect(report.ledger.unchanged).toBe(1);
    const { rows } = await pool().query("SELECT klasifikasi FROM referensi_ahspreferensi");
    expect(rows).toEqual([{ klasifikasi: "Bina Marga" }]);
  });

  test("of a bad file writes nothing and says why", async () => {
    await importFile(csv("S,1,Satu,TK,T1,Pekerja,OH,0.5"));
    const before = await stored();
    const failed = await importFile("bukan tabel");
    expect(failed).toMatchObject({ state: "failed", error_code: "HEADER_MISSING", report: null });
    expect(await stored()).toEqual(before);
  });

  test("that was cut off anywhere is taken up again, as soon as no other process is at it", async () => {
    const upload = { fileName: "a.csv", choices: {}, goal: "commit" as const, via: "portal" as const, actor: null };
    const ids: number[] = [];
    for (const [index, state] of ["queued", "reading", "writing"].entries()) {
      const bytes = Buffer.from(csv(`S,${index},Uji ${index},TK,T1,Pekerja,OH,0.5`));
      const id = await receiveUpload({ ...upload, bytes, uploadKey: randomUUID() });
      await pool().query("UPDATE imports SET state = $2 WHERE id = $1", [id, state]);
      ids.push(id);
    }
    const other = await pool().connect();
    await other.query("SELECT pg_advisory_lock(hashtextextended('run import', $1))", [ids[2]]);
    await resumeImports();
    const states = async () =>
      (await pool().query("SELECT state FROM imports ORDER BY id")).rows.map((row) => row.state);
    await expect.poll(states, { timeout: 20_000 }).toEqual(["committed", "committed", "writing"]);
    other.release(true); // its process died: the lock is gone with the connection
    await expect.poll(states, { timeout: 20_000 }).toEqual(["committed", "committed", "committed"]);
    expect(await stored()).toHaveLength(3);
  });

  test("killed in the middle of its transaction has written nothing, and can be run again", async () => {
    await importFile(csv("S,1,Satu,TK,T1,Pekerja,OH,0.5"));
    const before = await stored();
    const bytes = Buffer.from(csv("S,1,Satu,TK,T1,Pekerja,OH,0.75", "T,1,Satu,TK,T1,Pekerja,OH,1"));
    const id = await receiveUpload({
      bytes,
      fileName: "b.csv",
      uploadKey: randomUUID(),
      choices: {},
      goal: "commit" as const,
      via: "portal",
      actor: null,
    });
    // The transaction waits for the turn of its sumber: there its connection is ended, as a kill -9 would.
    const holder = await pool().connect();
    await holder.query("SELECT pg_advisory_lock(hashtextextended('import:T', 0))");
    const run = runImport(id).catch(() => "cut off");
    const waiting = () => pool().query("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
    await expect.poll(async () => (await waiting()).rowCount, { timeout: 20_000 }).toBe(1);
    await pool().query("SELECT pg_terminate_backend($1)", [(await waiting()).rows[0].pid]);
    expect(await run).toBe("cut off");
    holder.release(true);
    expect(await stored()).toEqual(before);
    await runImport(id);
    expect(await stored()).toEqual(["S|1|1|T1|Pekerja|0.750000", "T|1|1|T1|Pekerja|1.000000"]);
  });

  test("sent twice with one key is one import", async () => {
    const upload = {
      bytes: Buffer.from(csv("S,1,Satu,TK,T1,Pekerja,OH,0.5")),
      fileName: "a.csv",
      uploadKey: randomUUID(),
      choices: {},
      goal: "commit" as const,
      via: "portal" as const,
      actor: null,
    };
    const ids = await Promise.all([receiveUpload(upload), receiveUpload(upload), receiveUpload(upload)]);
    expect(new Set(ids).size).toBe(1);
    await Promise.all(ids.map((id) => runImport(id)));
    expect(await stored()).toHaveLength(1);
  });

  test("beside another of the same sumber ends like one after the other", async () => {
    const a = csv("S,1,Satu,TK,T1,Pekerja,OH,1", "S,2,Dua,TK,T1,Pekerja,OH,1");
    const b = csv("S,1,Satu,TK,T1,Pekerja,OH,2", "S,2,Dua,TK,T1,Pekerja,OH,2");
    await Promise.all([importFile(a), importFile(b)]);
    await Promise.all([importFile(b), importFile(a)]);
    const values = (await stored()).map((line) => line.split("|")[5]);
    expect(values[0]).toBe(values[1]);
    expect(await viewDiffersFromLive()).toBe(0);
  });
});
