import type { ClientBase } from "pg";
import { PortalError } from "@/lib/errors";
import { assignItemCodes } from "./item-codes";
import type { AhspSummary } from "./read/messages";
import { type AhspReport, addsUp, type Imported, type Ledger } from "./report";
import { writeStagedFindings } from "./staging";

/**
 * Brings the staged rows (lib/imports/staging.ts) into the reference tables, by sets, in the caller's transaction.
 * An AHSP (sumber, kode) that is stored already is replaced with its lines when anything differs and left alone when
 * nothing does. What the file does not say (klasifikasi, satuan … empty) stays as it is stored. A stored AHSP some of
 * whose rows in the file were rejected is held back: replacing it would lose lines.
 *
 * @throws LEDGER_MISMATCH when the outcomes do not add up to the rows of the file; the caller rolls back
 */
export async function writeStaged(client: ClientBase, importId: number, summary: AhspSummary): Promise<AhspReport> {
  await assignItemCodes(client);
  await lockSumber(client);
  await decideOutcomes(client);
  await writeReference(client, importId);
  await writeFindings(client, importId);
  const ledger = await readLedger(client, summary);
  if (!addsUp(ledger)) throw new PortalError("LEDGER_MISMATCH", { rows: ledger.rows, imported: ledger.imported });
  return { kind: "ahsp", reading: summary.reading, ledger, imported: await readImported(client), flags: summary.flags };
}

/** Imports of one sumber take turns, in one order for all, so that none waits for another in a circle. */
async function lockSumber(client: ClientBase): Promise<void> {
  await client.query(`
    SELECT pg_advisory_xact_lock(hashtextextended('import:' || sumber, 0))
    FROM (SELECT DISTINCT sumber FROM staged_job ORDER BY sumber) AS editions`);
}

async function decideOutcomes(client: ClientBase): Promise<void> {
  await client.query("CREATE INDEX ON staged_line (job, urutan); ANALYZE staged_job; ANALYZE staged_line");
  await client.query(`
    UPDATE staged_job j SET ahsp_id = a.id,
      klasifikasi = coalesce(j.klasifikasi, a.klasifikasi),
      sub_klasifikasi = coalesce(j.sub_klasifikasi, a.sub_klasifikasi),
      satuan = coalesce(j.satuan, a.satuan),
      source_file = coalesce(j.source_file, a.source_file)
    FROM referensi_ahspreferensi a WHERE a.sumber = j.sumber AND a.kode_ahsp = j.kode_ahsp`);
  await client.query(`
    WITH file_lines AS (
      SELECT job, array_agg((kategori, kode_item, uraian_item, satuan_item, koefisien)::text ORDER BY urutan) AS lines
      FROM staged_line GROUP BY job
    ),
    stored_lines AS (
      SELECT ahsp_id, array_agg((kategori, kode_item, uraian_item, satuan_item, koefisien)::text ORDER BY urutan) AS lines
      FROM referensi_rincianreferensi WHERE ahsp_id IN (SELECT ahsp_id FROM staged_job) GROUP BY ahsp_id
    ),
    compared AS (
      SELECT j.seq, CASE
        WHEN a.id IS NULL THEN 'new'
        WHEN (a.nama_ahsp, a.klasifikasi, a.sub_klasifikasi, a.satuan, a.source_file)
             IS NOT DISTINCT FROM (j.nama_ahsp, j.klasifikasi, j.sub_klasifikasi, j.satuan, j.source_file)
             AND f.lines IS NOT DISTINCT FROM s.lines THEN 'unchanged'
        WHEN j.rejected > 0 THEN 'held_back'
        ELSE 'changed' END AS outcome
      FROM staged_job j
      LEFT JOIN referensi_ahspreferensi a ON a.id = j.ahsp_id
      LEFT JOIN file_lines f ON f.job = j.seq
      LEFT JOIN stored_lines s ON s.ahsp_id = j.ahsp_id
    )
    UPDATE staged_job j SET outcome = c.outcome FROM compared c WHERE c.seq = j.seq`);
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
       (ahsp_id, urutan, kategori, kode_item, uraian_item, satuan_item, koefisien, import_id, baris)
     SELECT j.ahsp_id, l.urutan, l.kategori, l.kode_item, l.uraian_item, l.satuan_item, l.koefisien, $1, l.baris
     FROM staged_line l JOIN staged_job j ON j.seq = l.job
     WHERE j.outcome IN ('new', 'changed') ORDER BY j.seq, l.urutan`,
    [importId],
  );
}

async function writeFindings(client: ClientBase, importId: number): Promise<void> {
  await client.query(`
    INSERT INTO staged_finding (baris, kind, code, value, params)
    SELECT l.baris, 'rejected', 'AHSP_HELD_BACK', j.kode_ahsp, jsonb_build_object('rejected', j.rejected)
    FROM staged_line l JOIN staged_job j ON j.seq = l.job WHERE j.outcome = 'held_back'`);
  await writeStagedFindings(client, importId);
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
