import type { ClientBase } from "pg";
import { PortalError } from "@/lib/errors";
import { assignItemCodes } from "./item-codes";
import type { AhspSummary } from "./read/messages";
import { type AhspReport, addsUp, type Imported, type Ledger } from "./report";

/** Working copies of what was staged, for one transaction. */
const TABLES = `
  CREATE TEMPORARY TABLE staged_job ON COMMIT DROP AS
    SELECT seq, sumber, kode_ahsp, nama_ahsp, klasifikasi, sub_klasifikasi, satuan, source_file, rejected,
      NULL::integer AS ahsp_id, NULL::text AS outcome
    FROM import_jobs WHERE import_id = $1;`;
const LINES = `
  CREATE TEMPORARY TABLE staged_line ON COMMIT DROP AS
    SELECT job, baris, urutan, kategori, kode_item, uraian_item, satuan_item, koefisien, koefisien_raw
    FROM import_lines WHERE import_id = $1;`;

/**
 * Compares the staged rows with what is stored. An AHSP (sumber, kode) that is stored already is to be replaced with its
 * lines when anything differs and left alone when nothing does. What the file does not say (klasifikasi, satuan … empty)
 * stays as it is stored. A stored AHSP some of whose rows in the file were rejected is held back: replacing it would
 * lose lines. Imports of one sumber take turns from here to the end of the transaction.
 */
export async function compareStaged(client: ClientBase, importId: number): Promise<void> {
  const id = String(Math.trunc(importId));
  // CREATE TABLE AS takes no parameters.
  await client.query(TABLES.replace("$1", id) + LINES.replace("$1", id));
  await client.query(
    "CREATE INDEX ON staged_job (seq); CREATE INDEX ON staged_line (job, urutan); ANALYZE staged_job; ANALYZE staged_line",
  );
  await assignItemCodes(client);
  await lockSumber(client);
  await decideOutcomes(client);
  await client.query(
    "UPDATE import_jobs i SET outcome = s.outcome FROM staged_job s WHERE i.import_id = $1 AND i.seq = s.seq AND i.outcome IS DISTINCT FROM s.outcome",
    [importId],
  );
  // The codes that lines without one were given, so that people see what will be written.
  await client.query(
    `UPDATE import_lines i SET kode_item = s.kode_item FROM staged_line s
     WHERE i.import_id = $1 AND i.kode_item IS NULL AND i.job = s.job AND i.urutan = s.urutan`,
    [importId],
  );
  await writeHeldBack(client, importId);
}

/**
 * Brings the compared rows into the reference tables, by sets.
 * @param removeMissing stored AHSP of these sumber that the file does not hold are removed
 * @throws LEDGER_MISMATCH when the outcomes do not add up to the rows of the file; the caller rolls back
 */
export async function writeStaged(
  client: ClientBase,
  importId: number,
  summary: AhspSummary,
  removeMissing: boolean,
): Promise<AhspReport> {
  await rememberBefore(client, importId, removeMissing);
  if (removeMissing) {
    await client.query(
      `DELETE FROM referensi_ahspreferensi WHERE id IN (
         SELECT key FROM import_changes WHERE import_id = $1 AND subject = 'ahsp' AND after_hash = 'removed')`,
      [importId],
    );
  }
  await writeReference(client, importId);
  await rememberAfter(client, importId);
  const ledger = await readLedger(client, summary);
  if (!addsUp(ledger)) throw new PortalError("LEDGER_MISMATCH", { rows: ledger.rows, imported: ledger.imported });
  return {
    kind: "ahsp",
    reading: summary.reading,
    ledger,
    imported: await readImported(client),
    flags: summary.flags,
  };
}

/** Stored AHSP of the file's sumber that the file does not hold, as a subquery of ids. */
export const MISSING = `
  SELECT a.id FROM referensi_ahspreferensi a
  WHERE a.sumber IN (SELECT DISTINCT sumber FROM staged_job)
    AND NOT EXISTS (SELECT FROM staged_job j WHERE j.sumber = a.sumber AND j.kode_ahsp = a.kode_ahsp)`;

/** Imports of one sumber take turns, in one order for all, so that none waits for another in a circle. */
async function lockSumber(client: ClientBase): Promise<void> {
  await client.query(`
    SELECT pg_advisory_xact_lock(hashtextextended('import:' || sumber, 0))
    FROM (SELECT DISTINCT sumber FROM staged_job ORDER BY sumber) AS editions`);
}

/** A file without repairs does not say what cells once held, and a unit of white space only is none. */
async function decideOutcomes(client: ClientBase): Promise<void> {
  await client.query(`
    UPDATE staged_job j SET ahsp_id = a.id,
      klasifikasi = coalesce(j.klasifikasi, a.klasifikasi),
      sub_klasifikasi = coalesce(j.sub_klasifikasi, a.sub_klasifikasi),
      satuan = coalesce(j.satuan, a.satuan),
      source_file = coalesce(j.source_file, a.source_file)
    FROM referensi_ahspreferensi a WHERE a.sumber = j.sumber AND a.kode_ahsp = j.kode_ahsp`);
  await client.query(`
    WITH file_lines AS (
      SELECT job, array_agg((kategori, kode_item, uraian_item, satuan_item, koefisien)::text ORDER BY urutan) AS lines,
        array_agg(koefisien_raw ORDER BY urutan) AS raws, bool_or(koefisien_raw IS NOT NULL) AS repaired
      FROM staged_line GROUP BY job
    ),
    stored_lines AS (
      SELECT ahsp_id, array_agg((kategori, kode_item, uraian_item,
          CASE WHEN NOT is_blank(satuan_item) THEN satuan_item END, koefisien)::text ORDER BY urutan) AS lines,
        array_agg(koefisien_raw ORDER BY urutan) AS raws
      FROM referensi_rincianreferensi WHERE ahsp_id IN (SELECT ahsp_id FROM staged_job) GROUP BY ahsp_id
    ),
    compared AS (
      SELECT j.seq, CASE
        WHEN a.id IS NULL THEN 'new'
        WHEN (a.nama_ahsp, a.klasifikasi, a.sub_klasifikasi, a.satuan, a.source_file)
             IS NOT DISTINCT FROM (j.nama_ahsp, j.klasifikasi, j.sub_klasifikasi, j.satuan, j.source_file)
             AND f.lines IS NOT DISTINCT FROM s.lines AND (f.repaired IS NOT TRUE OR f.raws = s.raws) THEN 'unchanged'
        WHEN j.rejected > 0 THEN 'held_back'
        ELSE 'changed' END AS outcome
      FROM staged_job j
      LEFT JOIN referensi_ahspreferensi a ON a.id = j.ahsp_id
      LEFT JOIN file_lines f ON f.job = j.seq
      LEFT JOIN stored_lines s ON s.ahsp_id = j.ahsp_id
    )
    UPDATE staged_job j SET outcome = c.outcome FROM compared c WHERE c.seq = j.seq`);
}

/** Keeps what is about to be replaced or removed, line by line and with its ids. */
async function rememberBefore(client: ClientBase, importId: number, removeMissing: boolean): Promise<void> {
  await client.query("DELETE FROM import_changes WHERE import_id = $1", [importId]);
  await client.query(
    `INSERT INTO import_changes (import_id, subject, key, sumber, kode_ahsp, before, after_hash)
     SELECT $1, 'ahsp', a.id, a.sumber, a.kode_ahsp,
       jsonb_build_object('ahsp', to_jsonb(a) - 'kode_urut', 'lines', coalesce(
         (SELECT jsonb_agg(to_jsonb(r) ORDER BY r.urutan, r.id) FROM referensi_rincianreferensi r WHERE r.ahsp_id = a.id), '[]')),
       CASE WHEN touched.removed THEN 'removed' END
     FROM (
       SELECT ahsp_id AS id, false AS removed FROM staged_job WHERE outcome = 'changed'
       ${removeMissing ? `UNION ALL SELECT id, true FROM (${MISSING}) AS missing` : ""}
     ) AS touched JOIN referensi_ahspreferensi a ON a.id = touched.id`,
    [importId],
  );
}

async function rememberAfter(client: ClientBase, importId: number): Promise<void> {
  await client.query(
    `INSERT INTO import_changes (import_id, subject, key, sumber, kode_ahsp, after_hash)
     SELECT $1, 'ahsp', ahsp_id, sumber, kode_ahsp, ahsp_hash(ahsp_id) FROM staged_job WHERE outcome IN ('new', 'changed')
     ON CONFLICT (import_id, subject, key) DO UPDATE SET after_hash = excluded.after_hash`,
    [importId],
  );
  await client.query(
    "UPDATE import_changes SET after_hash = NULL WHERE import_id = $1 AND subject = 'ahsp' AND after_hash = 'removed'",
    [importId],
  );
}

async function writeReference(client: ClientBase, importId: number): Promise<void> {
  await client.query(`
    WITH inserted AS (
      INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, klasifikasi, sub_klasifikasi, satuan, sumber, source_file)
      SELECT kode_ahsp, nama_ahsp, klasifikasi, sub_klasifikasi, satuan, sumber, source_file
      FROM staged_job WHERE outcome = 'new' ORDER BY seq
      RETURNING id, sumber, kode_ahsp
    )
    UPDATE staged_job j SET ahsp_id = i.id FROM inserted i
    WHERE i.sumber = j.sumber AND i.kode_ahsp = j.kode_ahsp`);
  await client.query(`
    UPDATE referensi_ahspreferensi a
    SET nama_ahsp = j.nama_ahsp, klasifikasi = j.klasifikasi, sub_klasifikasi = j.sub_klasifikasi,
        satuan = j.satuan, source_file = j.source_file
    FROM staged_job j WHERE j.ahsp_id = a.id AND j.outcome = 'changed'`);
  await client.query(`
    DELETE FROM referensi_rincianreferensi
    WHERE ahsp_id IN (SELECT ahsp_id FROM staged_job WHERE outcome = 'changed')`);
  await client.query(
    `INSERT INTO referensi_rincianreferensi
       (ahsp_id, urutan, kategori, kode_item, uraian_item, satuan_item, koefisien, koefisien_raw, import_id, baris)
     SELECT j.ahsp_id, l.urutan, l.kategori, l.kode_item, l.uraian_item, l.satuan_item, l.koefisien, l.koefisien_raw, $1, l.baris
     FROM staged_line l JOIN staged_job j ON j.seq = l.job
     WHERE j.outcome IN ('new', 'changed') ORDER BY j.seq, l.urutan`,
    [importId],
  );
}

/** The rows of AHSP that are held back say so among the findings. */
async function writeHeldBack(client: ClientBase, importId: number): Promise<void> {
  await client.query("DELETE FROM import_findings WHERE import_id = $1 AND code = 'AHSP_HELD_BACK'", [importId]);
  await client.query(
    `INSERT INTO import_findings (import_id, seq, baris, kind, code, value, params)
     SELECT $1, (SELECT coalesce(max(seq), 0) FROM import_findings WHERE import_id = $1) + row_number() OVER (ORDER BY l.baris),
       l.baris, 'rejected', 'AHSP_HELD_BACK', j.kode_ahsp, jsonb_build_object('rejected', j.rejected)
     FROM staged_line l JOIN staged_job j ON j.seq = l.job WHERE j.outcome = 'held_back'`,
    [importId],
  );
}

async function readLedger(client: ClientBase, { counts }: AhspSummary): Promise<Ledger> {
  const lines = await countBy(
    client,
    "SELECT outcome AS key, count(*)::int AS count FROM staged_line l JOIN staged_job j ON j.seq = l.job GROUP BY 1",
  );
  const ahsp = await countBy(client, "SELECT outcome AS key, count(*)::int AS count FROM staged_job GROUP BY 1");
  const [created, changed, unchanged] = [lines.new ?? 0, lines.changed ?? 0, lines.unchanged ?? 0];
  return {
    rows: counts.rows,
    headings: counts.headings,
    imported: created + changed + unchanged,
    new: created,
    changed,
    unchanged,
    duplicate_identical: counts.duplicate_identical,
    rejected: counts.rejected + (lines.held_back ?? 0),
    ...(counts.further_lines ? { further_lines: counts.further_lines } : {}),
    ahsp: {
      new: ahsp.new ?? 0,
      changed: ahsp.changed ?? 0,
      unchanged: ahsp.unchanged ?? 0,
      held_back: ahsp.held_back ?? 0,
    },
  };
}

async function readImported(client: ClientBase): Promise<Imported> {
  const job = "FROM staged_job WHERE outcome <> 'held_back'";
  const line = "FROM staged_line l JOIN staged_job j ON j.seq = l.job WHERE j.outcome <> 'held_back'";
  const sums = await client.query(`
    SELECT (SELECT count(*)::int ${job}) AS ahsp, count(*)::int AS rincian,
      (count(*) FILTER (WHERE koefisien = 0))::int AS zero_coef,
      (count(*) FILTER (WHERE is_blank(satuan_item)))::int AS missing_unit,
      (count(DISTINCT job) FILTER (WHERE is_blank(satuan_item)))::int AS ahsp_with_missing_unit
    ${line}`);
  return {
    ...sums.rows[0],
    per_kategori: {
      TK: 0,
      BHN: 0,
      ALT: 0,
      LAIN: 0,
      ...(await countBy(client, `SELECT kategori AS key, count(*)::int AS count ${line} GROUP BY 1`)),
    },
    sumber: await countBy(client, `SELECT sumber AS key, count(*)::int AS count ${job} GROUP BY 1 ORDER BY 1`),
    klasifikasi: await countBy(
      client,
      `SELECT coalesce(klasifikasi, '(none)') AS key, count(*)::int AS count ${job} GROUP BY 1 ORDER BY 1`,
    ),
  };
}

async function countBy(client: ClientBase, text: string): Promise<Record<string, number>> {
  const { rows } = await client.query<{ key: string; count: number }>(text);
  return Object.fromEntries(rows.map((row) => [row.key, row.count]));
}
