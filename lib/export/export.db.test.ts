import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import sql from "sql-template-tag";
import { beforeAll, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { csvLine } from "@/lib/imports/give-back/csv-lines";
import { receiveUpload } from "@/lib/imports/receive";
import type { AhspReport } from "@/lib/imports/report";
import { runImport } from "@/lib/imports/run";
import { rowsOfFile } from "@/lib/imports/testing/rows";
import { importSample } from "@/lib/sample/import";
import { liveStats } from "@/lib/stats/live";
import { readStatsPage } from "@/lib/stats/page";
import { statsTable } from "@/lib/stats/spec";
import { keyOf } from "@/lib/table/order";
import { parseQuery } from "@/lib/table/url";
import { ahspColumns, RINCIAN_COLUMNS } from "./columns";
import { openExport, runningExports } from "./export";
import { exportFileName, exportRequest } from "./request";

const HOSTILE = [
  '=HYPERLINK("http://x";"y")',
  "+62 21",
  "-",
  "@SUM(A1)",
  "'=1",
  "''-5",
  'kata "kutip"; titik, koma',
  "dua\nbaris",
  "dua\r\nbaris",
  "_x0041_ & <b>",
  "∅ 🧱 m²",
  "[AHSP]",
  "A. TENAGA KERJA",
];

const open = (params: Record<string, unknown>, options = {}) => {
  const request = exportRequest.parse(params);
  const columns = request.content === "ahsp" ? ahspColumns(request.columns, (name) => name) : RINCIAN_COLUMNS;
  return openExport(request, columns, options);
};

async function file(params: Record<string, unknown>): Promise<Buffer> {
  const { body } = await open(params);
  return Buffer.from(await new Response(body).arrayBuffer());
}

async function imported(bytes: Buffer | string) {
  const upload = { fileName: "x", choices: {}, goal: "commit" as const, via: "command" as const, actor: null };
  const id = await receiveUpload({ ...upload, bytes: Buffer.from(bytes), uploadKey: randomUUID() });
  await runImport(id);
  const { rows } = await pool().query<{ state: string; report: AhspReport; error_code: string | null }>(
    "SELECT state, report, error_code FROM imports WHERE id = $1",
    [id],
  );
  const findings = await pool().query<{ code: string }>(
    "SELECT code FROM import_findings WHERE import_id = $1 AND kind <> 'info'",
    [id],
  );
  return { ...rows[0], findings: findings.rows.map(({ code }) => code).sort() };
}

async function stored(): Promise<unknown[]> {
  const { rows } = await pool().query(`
    SELECT to_jsonb(a) AS ahsp, (SELECT jsonb_agg(to_jsonb(r) ORDER BY r.urutan) FROM referensi_rincianreferensi r WHERE r.ahsp_id = a.id) AS lines
    FROM referensi_ahspreferensi a ORDER BY a.id`);
  return rows;
}

beforeAll(async () => {
  await importSample({ ahsp: 60, rincian: 400 });
  const header =
    "sumber;kode_ahsp;nama_ahsp;satuan_pekerjaan;source_file;kategori;kode_item;uraian_item;satuan_item;koefisien\r\n";
  const lines = HOSTILE.map((text, i) =>
    csvLine(
      ["Uji 'ekspor'", `1.${i}0`, text, i % 2 ? "m'" : "", text, "Bahan", `=${i}`, text, i % 3 ? "kg" : "", "0,000001"],
      ";",
    ),
  );
  const exact = ["99999999999999,999999", "12345678901234,5", "1,234", "1234", "0"].map((number, i) =>
    csvLine(["Uji 'ekspor'", "1.10.(10a)", "Bilangan", "", "", "TK", `K${i}`, `Angka ${i}`, "OH", number], ";"),
  );
  const { state, report } = await imported(header + lines.join("") + exact.join(""));
  expect([state, report?.ledger.rejected]).toEqual(["committed", 0]);
  await pool().query(`
    UPDATE referensi_rincianreferensi SET koefisien_raw = '1234' WHERE uraian_item = 'Angka 2';
    UPDATE referensi_rincianreferensi SET satuan_item = ' ' WHERE satuan_item IS NULL AND kode_item = '=3';
    INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber) VALUES ('0.1', 'Tanpa rincian', 'Uji ''ekspor''');
    SELECT refresh_view('referensi_ahsp_stats')`);
});

describe("an export of rincian", () => {
  test.each([{ format: "xlsx" }, { format: "csv", separator: ";" }, { format: "csv", separator: "," }])(
    "as $format $separator imports again as unchanged, without new findings",
    async (format) => {
      const before = await stored();
      const original = await pool().query<{ code: string }>(
        "SELECT code FROM import_findings WHERE import_id <= 2 AND kind <> 'info'",
      );
      const bytes = await file({ ...format, content: "rincian" });
      const { state, report, findings } = await imported(bytes);
      expect(state).toBe("committed");
      const lines = await pool().query("SELECT count(*)::int AS n FROM referensi_rincianreferensi");
      expect(report?.ledger).toMatchObject({ new: 0, changed: 0, rejected: 0, unchanged: lines.rows[0].n });
      const count = (codes: string[], code: string) => codes.filter((one) => one === code).length;
      const codes = original.rows.map(({ code }) => code);
      expect(findings.filter((code) => count(findings, code) > count(codes, code))).toEqual([]);
      expect(findings).toContain("UNIT_MISSING");
      expect(await stored()).toEqual(before);
    },
  );

  test("says how many AHSP have no line to be written", async () => {
    const { rows, withoutRincian, body } = await open({ content: "rincian", sumber: "Uji 'ekspor'" });
    await body.cancel();
    expect({ rows, withoutRincian }).toEqual({ rows: HOSTILE.length + 5, withoutRincian: 1 });
  });

  test("begins no cell of a csv like a formula", async () => {
    const text = (await file({ format: "csv", content: "rincian" })).toString();
    const cells = text.split(/[;\n]/).map((cell) => cell.replace(/^"/, ""));
    expect(cells.filter((cell) => /^[=+@\t\r]|^-(?![0-9])/.test(cell) && cell !== "\r")).toEqual([]);
    expect(cells).toContain("'@SUM(A1)");
  });
});

describe("an export of AHSP", () => {
  const all = async (params: Record<string, string>) => {
    const rows: string[] = [];
    for (let place = {}; ; ) {
      const { query, ...page } = await readStatsPage(parseQuery(statsTable, { ...params, ...place }));
      expect(page.before).toBe(rows.length);
      rows.push(...page.rows.map((row) => `${row.sumber} ${row.kode_ahsp} ${row.rincian_total}`));
      if (rows.length >= page.totals.ahsp) return rows;
      place = { after: JSON.stringify(keyOf(statsTable, query.sort, page.rows.at(-1) ?? {})) };
    }
  };

  beforeAll(async () => {
    // Nothing refreshes the view after this: a file and the pages hold what is true now.
    await pool().query(`
      WITH edited AS (SELECT ahsp_id AS id, row_number() OVER (ORDER BY kode_urut, sumber, ahsp_id) AS nth FROM referensi_ahsp_stats),
        zero AS (UPDATE referensi_rincianreferensi SET koefisien = 0 WHERE ahsp_id IN (SELECT id FROM edited WHERE nth % 20 = 1)),
        moved AS (UPDATE referensi_ahspreferensi SET kode_ahsp = '9.' || kode_ahsp WHERE id IN (SELECT id FROM edited WHERE nth % 20 = 2)),
        emptied AS (DELETE FROM referensi_rincianreferensi WHERE ahsp_id IN (SELECT id FROM edited WHERE nth % 20 = 3))
      DELETE FROM referensi_ahspreferensi WHERE id IN (SELECT id FROM edited WHERE nth % 20 = 4);
      INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber) VALUES ('0.2', 'Sesudah penyegaran', 'Baru')`);
  });

  test.each<Record<string, string>>([
    {},
    { sort: "-rincian_total" },
    { anomali: "zero_coef", sort: "nama_ahsp" },
    { klasifikasi: "~", sort: "-kode_ahsp" },
    { q: "1.", sort: "-tk_count" },
    { q: "pekerjaan", sort: "relevance" },
    { q: "penyegaran sesudah" },
    { q: "tidak ada yang begini" },
  ])("with %j holds the rows of every page in their order", async (params) => {
    const read = await rowsOfFile(await file({ ...params, columns: "sumber,kode_ahsp,rincian_total" }));
    expect(read[0]?.cells).toEqual(["sumber", "kode_ahsp", "rincian_total"]);
    expect(read.slice(1).map(({ cells }) => cells.join(" "))).toEqual(await all(params));
  });

  test("is the same from the live path while the view is switched off", async () => {
    const fromView = await file({ format: "csv", sort: "-tk_count" });
    await pool().query("INSERT INTO view_settings (view, off_since) VALUES ('referensi_ahsp_stats', now())");
    const { source, body } = await open({ format: "csv", sort: "-tk_count" });
    const live = Buffer.from(await new Response(body).arrayBuffer());
    await pool().query("DELETE FROM view_settings");
    expect(source).toBe("off");
    expect(live.equals(fromView)).toBe(true);
    const { rows } = await pool().query(sql`SELECT count(*)::int AS n FROM ${liveStats()} AS live`);
    expect(live.toString().split("\r\n").length - 2).toBe(rows[0].n + HOSTILE.filter((t) => t.includes("\r\n")).length);
  });

  test("holds no lock while it is read, and a standard refresh does not wait for it", async () => {
    const { body } = await open({ format: "csv" });
    const reader = body.getReader();
    await reader.read();
    await pool().query("SET lock_timeout = '5s'; REFRESH MATERIALIZED VIEW referensi_ahsp_stats; RESET lock_timeout");
    await reader.cancel();
  });
});

describe("what an export costs", () => {
  const connections = async () => {
    const held = await pool().query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity
       WHERE datname = current_database() AND query ~ '(CURSOR|FETCH|MOVE).* held' AND pid <> pg_backend_pid()`,
    );
    return held.rows[0]?.n;
  };
  const free = async () => {
    for (let i = 0; i < 100 && (runningExports() > 0 || (await connections()) !== 0); i++) await sleep(50);
    return { running: runningExports(), connections: await connections() };
  };

  test("is given back at the end, when it is called off, when nobody reads on, and when it fails", async () => {
    await file({});
    expect(await free()).toEqual({ running: 0, connections: 0 });
    const left = (await open({})).body.getReader();
    await left.read();
    await left.cancel();
    expect(await free()).toEqual({ running: 0, connections: 0 });
    const stalled = (await open({}, { stalledMs: 50 })).body.getReader();
    expect(await free()).toEqual({ running: 0, connections: 0 });
    await expect(stalled.read()).rejects.toThrow();
    await expect(open({}, { maxRows: 3 })).rejects.toMatchObject({ code: "EXPORT_TOO_LARGE", params: { limit: 3 } });
    expect(await free()).toEqual({ running: 0, connections: 0 });
  });

  test("is given back when who asked goes while it is read, and at the latest after a while", async () => {
    const gone = new AbortController();
    const reading = (await open({}, { signal: gone.signal })).body.getReader();
    gone.abort();
    await expect(reading.read()).rejects.toThrow();
    expect(await free()).toEqual({ running: 0, connections: 0 });
    const slow = (await open({}, { longestMs: 50 })).body.getReader();
    expect(await free()).toEqual({ running: 0, connections: 0 });
    await expect(slow.read()).rejects.toThrow();
  });

  test("is one at a time for each person", async () => {
    const mine = await open({}, { owner: "sari" });
    await expect(open({}, { owner: "sari" })).rejects.toMatchObject({ code: "EXPORT_BUSY", params: { limit: 1 } });
    const other = await open({}, { owner: "tono" });
    await mine.body.cancel();
    await (await open({}, { owner: "sari" })).body.cancel();
    await other.body.cancel();
    expect(await free()).toEqual({ running: 0, connections: 0 });
  });

  test("is bounded: a third at once is refused, and may come when one has ended", async () => {
    const [one, two] = [await open({}), await open({})];
    await expect(open({})).rejects.toMatchObject({ code: "EXPORT_BUSY" });
    await one.body.cancel();
    const three = await open({});
    await Promise.all([two.body.cancel(), three.body.cancel()]);
    expect(await free()).toEqual({ running: 0, connections: 0 });
  });

  test.each([
    ["at once", () => Promise.resolve()],
    ["while it begins", () => sleep(15)],
    [
      "while it waits",
      async () => {
        const waiting = `SELECT FROM pg_locks WHERE NOT granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
        while ((await pool().query(waiting)).rowCount === 0) await sleep(20);
      },
    ],
  ])("ends when who asked has gone before the rows are there, %s", async (_, moment) => {
    const blocker = await pool().connect();
    await blocker.query("BEGIN; LOCK TABLE referensi_rincianreferensi");
    const gone = new AbortController();
    const asked = open({ content: "rincian" }, { signal: gone.signal });
    asked.catch(() => {});
    await moment();
    gone.abort();
    await expect(asked).rejects.toThrow();
    await blocker.query("ROLLBACK");
    blocker.release();
    expect(await free()).toEqual({ running: 0, connections: 0 });
  });
});

describe("an export holds all that match", () => {
  const lines = async (params: Record<string, string>) => (await rowsOfFile(await file(params))).slice(1);

  test("also where a page looks at the first of them only", async () => {
    await pool().query(`
      INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber)
      SELECT 'B.' || n, 'Pekerjaan berlebih', 'Banyak' FROM generate_series(1, 1200) AS n`);
    expect(await readStatsPage(parseQuery(statsTable, { q: "berlebih" }))).toMatchObject({ capped: true });
    const codes = (await lines({ q: "berlebih", sort: "-kode_ahsp" })).map(({ cells }) => cells[0]);
    expect(codes).toEqual(Array.from({ length: 1200 }, (_, n) => `B.${1200 - n}`));
  });

  test("also after a TRUNCATE, of which no keys are known", async () => {
    const before = await lines({ columns: "kode_ahsp,rincian_total" });
    await pool().query("TRUNCATE referensi_rincianreferensi");
    const after = await lines({ columns: "kode_ahsp,rincian_total" });
    expect(after.map(({ cells }) => cells)).toEqual(before.map(({ cells }) => [cells[0], 0]));
    expect(await lines({ content: "rincian" })).toEqual([]);
  });
});

test("the name of a file says what it holds, in safe characters", () => {
  const name = (params: Record<string, unknown>) =>
    exportFileName(exportRequest.parse(params), new Date("2026-11-20T18:00:00Z"));
  expect(name({})).toBe("ahsp_2026-11-21.xlsx");
  expect(name({ sumber: "SNI 2025", format: "csv" })).toBe("ahsp_SNI-2025_2026-11-21.csv");
  expect(name({ sumber: '../"é\r\n', q: "x", content: "rincian" })).toBe("ahsp-rincian_e_filter_2026-11-21.xlsx");
});
