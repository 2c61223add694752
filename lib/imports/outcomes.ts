import type { ClientBase } from "pg";
import { takeBackGivenCodes } from "./given-codes";
import { assignItemCodes } from "./item-codes";
import { takeTurns } from "./turns";

/**
 * Compares the staged rows with what is stored: gives each job its ahsp_id and its outcome, in the temporary table
 * `staged_job`, which the writing goes by. An AHSP (sumber, kode) that is stored already is to be replaced with its lines
 * when anything differs and left alone when nothing does. What the file does not say (klasifikasi, satuan … empty) stays
 * as it is stored. A stored AHSP some of whose rows in the file were rejected is held back: replacing it would lose lines.
 * Imports of one sumber take turns from here to the end of the transaction.
 */
export async function compareStaged(client: ClientBase, importId: number): Promise<void> {
  await takeBackGivenCodes(client, importId);
  await assignItemCodes(client, importId);
  const editions = await client.query<{ sumber: string }>(
    "SELECT DISTINCT sumber FROM import_jobs WHERE import_id = $1",
    [importId],
  );
  await takeTurns(
    client,
    editions.rows.map(({ sumber }) => sumber),
  );
  await matchStored(client, importId);
  await decideOutcomes(client, importId);
  // For the page that compares.
  await client.query(
    `UPDATE import_jobs i SET outcome = s.outcome FROM staged_job s
     WHERE i.import_id = $1 AND i.seq = s.seq AND i.outcome IS DISTINCT FROM s.outcome`,
    [importId],
  );
  await writeHeldBack(client, importId);
}

/** Stored AHSP of the file's sumber that the file does not hold, as a subquery of ids. */
export const MISSING = `
  SELECT a.id FROM referensi_ahspreferensi a
  WHERE a.sumber IN (SELECT DISTINCT sumber FROM staged_job)
    AND NOT EXISTS (SELECT FROM staged_job j WHERE j.ahsp_id = a.id)`;

/** One row a job, with the fields that it will have and the id that it has; a new one is given its id already here. */
async function matchStored(client: ClientBase, importId: number): Promise<void> {
  // CREATE TABLE AS takes no parameters.
  await client.query(`
    CREATE TEMPORARY TABLE staged_job ON COMMIT DROP AS
      SELECT j.seq, j.sumber, j.kode_ahsp, j.nama_ahsp,
        coalesce(j.klasifikasi, a.klasifikasi) AS klasifikasi,
        coalesce(j.sub_klasifikasi, a.sub_klasifikasi) AS sub_klasifikasi,
        coalesce(j.satuan, a.satuan) AS satuan,
        coalesce(j.source_file, a.source_file) AS source_file,
        j.rejected,
        coalesce(a.id, nextval('referensi_ahspreferensi_id_seq'))::integer AS ahsp_id,
        CASE WHEN a.id IS NULL THEN 'new' ELSE 'unchanged' END AS outcome
      FROM import_jobs j LEFT JOIN referensi_ahspreferensi a ON a.sumber = j.sumber AND a.kode_ahsp = j.kode_ahsp
      WHERE j.import_id = ${Math.trunc(importId)} ORDER BY j.seq;
    CREATE INDEX ON staged_job (seq);
    CREATE INDEX ON staged_job (ahsp_id);
    ANALYZE staged_job`);
}

/**
 * Lines are compared in their order: the nth of the file with the nth that is stored. A line that needed no repair does
 * not say what its cell once held, and a stored satuan of white space only is none: neither makes a difference.
 */
async function decideOutcomes(client: ClientBase, importId: number): Promise<void> {
  const stored = "SELECT ahsp_id FROM staged_job WHERE outcome = 'unchanged'";
  await client.query(
    `WITH differing AS (
       SELECT a.id AS ahsp_id FROM staged_job j JOIN referensi_ahspreferensi a ON a.id = j.ahsp_id
       WHERE (a.nama_ahsp, a.klasifikasi, a.sub_klasifikasi, a.satuan, a.source_file)
         IS DISTINCT FROM (j.nama_ahsp, j.klasifikasi, j.sub_klasifikasi, j.satuan, j.source_file)
       UNION
       SELECT ahsp_id
       FROM (
         SELECT j.ahsp_id, row_number() OVER (PARTITION BY l.job ORDER BY l.urutan) AS nth, l.kategori, l.kode_item, l.uraian_item, l.satuan_item, l.koefisien, l.koefisien_raw
         FROM import_lines l JOIN staged_job j ON j.seq = l.job WHERE l.import_id = $1 AND j.outcome = 'unchanged'
       ) AS f
       FULL JOIN (
         SELECT *, row_number() OVER (PARTITION BY ahsp_id ORDER BY urutan, id) AS nth
         FROM referensi_rincianreferensi WHERE ahsp_id IN (${stored})
       ) AS s USING (ahsp_id, nth)
       WHERE (f.kategori, f.kode_item, f.uraian_item, f.satuan_item, f.koefisien, coalesce(f.koefisien_raw, s.koefisien_raw))
         IS DISTINCT FROM (s.kategori, s.kode_item, s.uraian_item,
           CASE WHEN NOT is_blank(s.satuan_item) THEN s.satuan_item END, s.koefisien, s.koefisien_raw)
     )
     UPDATE staged_job SET outcome = CASE WHEN rejected > 0 THEN 'held_back' ELSE 'changed' END
     WHERE ahsp_id IN (SELECT ahsp_id FROM differing)`,
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
     FROM import_lines l JOIN staged_job j ON j.seq = l.job WHERE l.import_id = $1 AND j.outcome = 'held_back'`,
    [importId],
  );
}
