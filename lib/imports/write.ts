import type { ClientBase } from "pg";
import { PortalError } from "@/lib/errors";
import { readLedger } from "./ledger";
import { MISSING } from "./outcomes";
import type { AhspSummary } from "./read/messages";
import { type AhspReport, addsUp } from "./report";

/**
 * Brings the compared rows into the reference tables, by sets, and keeps what it takes to go back (import_changes).
 * @param removeMissing stored AHSP of these sumber that the file does not hold are removed
 * @throws LEDGER_MISMATCH when the outcomes do not add up to the rows of the file; the caller rolls back
 */
export async function writeStaged(
  client: ClientBase,
  importId: number,
  summary: AhspSummary,
  removeMissing: boolean,
): Promise<AhspReport> {
  await client.query("DELETE FROM import_changes WHERE import_id = $1", [importId]);
  await rememberBefore(client, importId, "SELECT ahsp_id FROM staged_job WHERE outcome = 'changed'");
  if (removeMissing) await removeStored(client, importId);
  await writeAhsp(client);
  await writeLines(client, importId);
  await rememberAfter(client, importId);
  const { ledger, imported } = await readLedger(client, importId, summary);
  if (!addsUp(ledger)) throw new PortalError("LEDGER_MISMATCH", { rows: ledger.rows, imported: ledger.imported });
  return { kind: "ahsp", reading: summary.reading, ledger, imported, flags: summary.flags };
}

/** Keeps what is about to be replaced or removed, line by line and with its ids. @param ids as a subquery */
async function rememberBefore(client: ClientBase, importId: number, ids: string): Promise<void> {
  await client.query(
    `INSERT INTO import_changes (import_id, subject, key, sumber, kode_ahsp, before)
     SELECT $1, 'ahsp', a.id, a.sumber, a.kode_ahsp,
       jsonb_build_object('ahsp', to_jsonb(a) - 'kode_urut', 'lines', coalesce(
         (SELECT jsonb_agg(to_jsonb(r) - 'tanda' ORDER BY r.urutan, r.id) FROM referensi_rincianreferensi r WHERE r.ahsp_id = a.id), '[]'))
     FROM referensi_ahspreferensi a WHERE a.id IN (${ids})`,
    [importId],
  );
}

async function removeStored(client: ClientBase, importId: number): Promise<void> {
  await rememberBefore(client, importId, MISSING);
  await client.query(`DELETE FROM referensi_ahspreferensi WHERE id IN (${MISSING})`);
}

async function writeAhsp(client: ClientBase): Promise<void> {
  await client.query(`
    INSERT INTO referensi_ahspreferensi (id, kode_ahsp, nama_ahsp, klasifikasi, sub_klasifikasi, satuan, sumber, source_file)
    SELECT ahsp_id, kode_ahsp, nama_ahsp, klasifikasi, sub_klasifikasi, satuan, sumber, source_file
    FROM staged_job WHERE outcome = 'new' ORDER BY seq`);
  await client.query(`
    UPDATE referensi_ahspreferensi a
    SET nama_ahsp = j.nama_ahsp, klasifikasi = j.klasifikasi, sub_klasifikasi = j.sub_klasifikasi,
        satuan = j.satuan, source_file = j.source_file
    FROM staged_job j WHERE j.ahsp_id = a.id AND j.outcome = 'changed'`);
}

async function writeLines(client: ClientBase, importId: number): Promise<void> {
  await client.query(`
    DELETE FROM referensi_rincianreferensi
    WHERE ahsp_id IN (SELECT ahsp_id FROM staged_job WHERE outcome = 'changed')`);
  await client.query(
    `INSERT INTO referensi_rincianreferensi
       (ahsp_id, urutan, kategori, kode_item, uraian_item, satuan_item, koefisien, koefisien_raw, import_id, baris)
     SELECT j.ahsp_id, l.urutan, l.kategori, l.kode_item, l.uraian_item, l.satuan_item, l.koefisien, l.koefisien_raw, $1, l.baris
     FROM import_lines l JOIN staged_job j ON j.seq = l.job
     WHERE l.import_id = $1 AND j.outcome IN ('new', 'changed') ORDER BY l.job, l.urutan`,
    [importId],
  );
}

/** A hash of what stands there now; what was removed has none. */
async function rememberAfter(client: ClientBase, importId: number): Promise<void> {
  await client.query(
    `INSERT INTO import_changes (import_id, subject, key, sumber, kode_ahsp, after_hash)
     SELECT $1, 'ahsp', ahsp_id, sumber, kode_ahsp, hash FROM staged_job JOIN ahsp_hashes USING (ahsp_id)
     WHERE outcome IN ('new', 'changed')
     ON CONFLICT (import_id, subject, key) DO UPDATE SET after_hash = excluded.after_hash`,
    [importId],
  );
}
