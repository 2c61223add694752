import type { ClientBase } from "pg";

/**
 * Between a plan and its commit another import may have given the same number to another item, or a code to the same
 * item: then the lines are without a code again. Whoever gives numbers does it after the other, to the end of the
 * transaction.
 */
export async function takeBackGivenCodes(client: ClientBase, importId: number): Promise<void> {
  const given = await client.query("SELECT FROM import_given_codes WHERE import_id = $1 LIMIT 1", [importId]);
  if (given.rowCount === 0) return;
  await lockNumbers(client);
  await client.query(
    `WITH mine AS (
       SELECT DISTINCT kode_item, kategori, uraian_item, satuan_item
       FROM import_lines JOIN import_given_codes USING (import_id, kode_item) WHERE import_id = $1
     ),
     taken AS (
       SELECT DISTINCT mine.kode_item FROM mine
       JOIN referensi_rincianreferensi r ON r.kode_item = mine.kode_item
       WHERE (r.kategori, r.uraian_item, r.satuan_item) IS DISTINCT FROM (mine.kategori, mine.uraian_item, mine.satuan_item)
       UNION
       SELECT mine.kode_item FROM mine
       JOIN referensi_rincianreferensi r USING (kategori, uraian_item)
       WHERE r.satuan_item IS NOT DISTINCT FROM mine.satuan_item AND r.kode_item <> mine.kode_item
     ),
     forgotten AS (
       DELETE FROM import_given_codes g USING taken WHERE g.import_id = $1 AND g.kode_item = taken.kode_item
     )
     UPDATE import_lines l SET kode_item = NULL FROM taken WHERE l.import_id = $1 AND l.kode_item = taken.kode_item`,
    [importId],
  );
}

/** The turn of whoever gives lines the next free numbers. */
export async function lockNumbers(client: ClientBase): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended('import item codes', 0))");
}
