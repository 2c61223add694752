import type { ClientBase } from "pg";
import { lockNumbers } from "./given-codes";

/**
 * Gives the staged lines of an import without kode_item one: that of the same (kategori, uraian, satuan) in the file,
 * else in the database, else the next free TK-, B-, PR- or LN- number. The same file imported again finds the codes it
 * was given before.
 */
export async function assignItemCodes(client: ClientBase, importId: number): Promise<void> {
  const missing = await client.query("SELECT FROM import_lines WHERE import_id = $1 AND kode_item IS NULL LIMIT 1", [
    importId,
  ]);
  if (missing.rowCount === 0) return;
  await lockNumbers(client);
  const known = { file: "import_lines WHERE import_id = $1 AND", database: "referensi_rincianreferensi WHERE" };
  for (const lines of [known.file, known.database]) {
    await client.query(
      `UPDATE import_lines s SET kode_item = known.kode_item
       FROM (
         SELECT kategori, uraian_item, satuan_item, min(kode_item) AS kode_item
         FROM ${lines} kode_item IS NOT NULL GROUP BY 1, 2, 3
       ) AS known
       WHERE s.import_id = $1 AND s.kode_item IS NULL AND s.kategori = known.kategori
         AND s.uraian_item = known.uraian_item AND s.satuan_item IS NOT DISTINCT FROM known.satuan_item`,
      [importId],
    );
  }
  await client.query(
    `WITH prefixes (kategori, prefix) AS (VALUES ('TK', 'TK-'), ('BHN', 'B-'), ('ALT', 'PR-'), ('LAIN', 'LN-')),
     used AS (
       SELECT prefix, coalesce(max(substr(kode_item, length(prefix) + 1)::bigint), 0) AS last
       FROM prefixes LEFT JOIN (
         SELECT kode_item FROM referensi_rincianreferensi
         UNION ALL SELECT kode_item FROM import_lines WHERE import_id = $1
       ) AS codes ON kode_item ~ ('^' || prefix || '[0-9]{4,9}$')
       GROUP BY prefix
     ),
     items AS (
       SELECT kategori, uraian_item, satuan_item,
         row_number() OVER (PARTITION BY kategori ORDER BY min(baris)) AS position
       FROM import_lines WHERE import_id = $1 AND kode_item IS NULL GROUP BY 1, 2, 3
     ),
     given AS (
       UPDATE import_lines s
       SET kode_item = prefix || lpad((last + position)::text, greatest(4, length((last + position)::text)), '0')
       FROM items JOIN prefixes USING (kategori) JOIN used USING (prefix)
       WHERE s.import_id = $1 AND s.kode_item IS NULL AND s.kategori = items.kategori
         AND s.uraian_item = items.uraian_item AND s.satuan_item IS NOT DISTINCT FROM items.satuan_item
       RETURNING s.kode_item
     )
     INSERT INTO import_given_codes (import_id, kode_item) SELECT DISTINCT $1::integer, kode_item FROM given
     ON CONFLICT DO NOTHING`,
    [importId],
  );
}
