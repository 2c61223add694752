import fc from "fast-check";
import sql from "sql-template-tag";
import { describe, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { receiveUpload } from "@/lib/imports/receive";
import { runImport } from "@/lib/imports/run";
import { sampleFile } from "@/lib/sample/generate";
import { refreshView } from "@/lib/views/refresh";
import { liveStats } from "./live";

async function differences(): Promise<unknown[]> {
  const live = liveStats();
  const { rows } = await pool().query(sql`
    (SELECT * FROM referensi_ahsp_stats EXCEPT ALL SELECT * FROM ${live} AS live)
    UNION ALL (SELECT * FROM ${live} AS live EXCEPT ALL SELECT * FROM referensi_ahsp_stats)`);
  return rows;
}

const by = { trigger: "command" as const, actor: null };
/** Units that count as missing, and some that do not. */
const unit = fc.constantFrom(null, "", " ", "\t", "\u00a0", " \u2003\n", "OH", "m3", "-");
const line = fc.record({
  kategori: fc.constantFrom("TK", "BHN", "ALT", "LAIN"),
  unit,
  koefisien: fc.constantFrom("0", "0.000001", "1.5"),
});
const edit = fc.oneof(
  fc.record({ what: fc.constant("insert" as const), lines: fc.array(line, { maxLength: 4 }) }),
  fc.record({ what: fc.constant("update" as const), line, nth: fc.nat(20) }),
  fc.record({ what: fc.constant("deleteLine" as const), nth: fc.nat(20) }),
  fc.record({ what: fc.constant("deleteAhsp" as const), nth: fc.nat(20) }),
  fc.record({ what: fc.constant("move" as const), nth: fc.nat(20) }),
);
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

let codes = 0;
async function apply(change: Edit): Promise<void> {
  const nthLine = "(SELECT id FROM referensi_rincianreferensi ORDER BY id OFFSET $1 LIMIT 1)";
  const nthAhsp = "(SELECT id FROM referensi_ahspreferensi ORDER BY id OFFSET $1 LIMIT 1)";
  switch (change.what) {
    case "insert": {
      const made = await pool().query(
        "INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber) VALUES ($1, 'uji', 'Uji') RETURNING id",
        [`9.${++codes}`],
      );
      for (const [index, one] of change.lines.entries()) {
        await pool().query(
          `INSERT INTO referensi_rincianreferensi (ahsp_id, urutan, kategori, uraian_item, satuan_item, koefisien)
           VALUES ($1, $2, $3, 'x', $4, $5)`,
          [made.rows[0].id, index + 1, one.kategori, one.unit, one.koefisien],
        );
      }
      return;
    }
    case "update":
      await pool().query(
        `UPDATE referensi_rincianreferensi SET kategori = $2, satuan_item = $3, koefisien = $4 WHERE id = ${nthLine}`,
        [change.nth, change.line.kategori, change.line.unit, change.line.koefisien],
      );
      return;
    case "deleteLine":
      await pool().query(`DELETE FROM referensi_rincianreferensi WHERE id = ${nthLine}`, [change.nth]);
      return;
    case "deleteAhsp":
      await pool().query(`DELETE FROM referensi_ahspreferensi WHERE id = ${nthAhsp}`, [change.nth]);
      return;
    case "move":
      await pool().query(
        `UPDATE referensi_ahspreferensi SET nama_ahsp = nama_ahsp || '!', klasifikasi = 'Lain' WHERE id = ${nthAhsp}`,
        [change.nth],
      );
  }
}

describe("the view and the live aggregate", () => {
  test("agree row by row on imported sample data", async () => {
    const upload = {
      bytes: sampleFile({ ahsp: 600, rincian: 1900 }),
      fileName: "contoh.csv",
      uploadKey: crypto.randomUUID(),
    };
    await runImport(
      await receiveUpload({ ...upload, choices: {}, goal: "commit" as const, via: "sample", actor: null }),
    );
    const { rows } = await pool().query(
      "SELECT count(*)::int AS ahsp, sum(rincian_total)::int AS rincian FROM referensi_ahsp_stats",
    );
    expect(rows).toEqual([{ ahsp: 600, rincian: 1900 }]);
    expect(await differences()).toEqual([]);
  });

  test("agree after any edits and either kind of refresh, and every change was counted before", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(edit, { minLength: 1, maxLength: 6 }),
        fc.constantFrom("standard", "concurrently"),
        async (edits, mode) => {
          for (const one of edits) await apply(one);
          const stale = (await differences()).length > 0;
          const logged = await pool().query("SELECT FROM view_changes WHERE view = 'referensi_ahsp_stats' LIMIT 1");
          if (stale) expect(logged.rowCount).toBe(1);
          await refreshView("referensi_ahsp_stats", mode as "standard" | "concurrently", by);
          expect(await differences()).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });

  test("an AHSP without rincian has a row of zeros", async () => {
    await pool().query(
      "INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber) VALUES ('0.0', 'kosong', 'Nol')",
    );
    await refreshView("referensi_ahsp_stats", "standard", by);
    const { rows } = await pool().query("SELECT * FROM referensi_ahsp_stats WHERE sumber = 'Nol'");
    expect(rows[0]).toMatchObject({ rincian_total: 0, tk_count: 0, zero_coef_count: 0, missing_unit_count: 0 });
  });
});

test("a refresh counts the lines in the index by AHSP, without reading them", async () => {
  await pool().query("VACUUM ANALYZE referensi_rincianreferensi");
  const client = await pool().connect();
  try {
    await client.query("BEGIN");
    // The settings under which it runs.
    await client.query(`SELECT set_config(split_part(own, '=', 1), split_part(own, '=', 2), true)
      FROM pg_proc, unnest(proconfig) AS own WHERE proname = 'refresh_one_view'`);
    const { rows } = await client.query("SELECT pg_get_viewdef('referensi_ahsp_stats'::regclass) AS definition");
    const plan = await client.query({ text: `EXPLAIN (COSTS OFF) ${rows[0].definition}`, rowMode: "array" });
    const text = plan.rows.join("\n");
    expect(text).toContain("GroupAggregate");
    expect(text).toContain("Index Only Scan using referensi_rincianreferensi_ahsp_id_idx");
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
});

describe("the view's shape", () => {
  test("has the fifteen columns first and in order, the four named indexes, and two of the few with an anomaly", async () => {
    const columns = await pool().query(
      "SELECT attname FROM pg_attribute WHERE attrelid = 'referensi_ahsp_stats'::regclass AND attnum > 0 ORDER BY attnum",
    );
    expect(columns.rows.slice(0, 15).map((row) => row.attname)).toEqual([
      ...[
        "ahsp_id",
        "kode_ahsp",
        "nama_ahsp",
        "klasifikasi",
        "sub_klasifikasi",
        "satuan",
        "sumber",
        "source_file",
        "rincian_total",
      ],
      ...["tk_count", "bhn_count", "alt_count", "lain_count", "zero_coef_count", "missing_unit_count"],
    ]);
    const indexes = await pool().query(
      "SELECT indexname, indexdef LIKE 'CREATE UNIQUE%' AS is_unique FROM pg_indexes WHERE tablename = 'referensi_ahsp_stats' ORDER BY 1",
    );
    expect(indexes.rows).toEqual([
      { indexname: "idx_ahsp_stats_ahsp_id", is_unique: true },
      { indexname: "idx_ahsp_stats_anomali_cell", is_unique: false },
      { indexname: "idx_ahsp_stats_anomali_urut", is_unique: false },
      { indexname: "idx_ahsp_stats_klasifikasi", is_unique: false },
      { indexname: "idx_ahsp_stats_kode_ahsp", is_unique: false },
      { indexname: "idx_ahsp_stats_sumber", is_unique: false },
    ]);
  });
});
