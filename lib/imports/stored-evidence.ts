import type { ClientBase } from "pg";

/** An item with its unit, compared without case and white space. */
const ITEM = (line: string) =>
  `lower(translate(${line}.uraian_item || chr(31) || coalesce(${line}.satuan_item, ''), E' \\t\\r\\n\\u00a0', ''))`;

/** Whether a person said of the cell that a stored line was read from that it is right as it is. */
const KEPT = `EXISTS (
  SELECT FROM imports i JOIN cell_repairs c ON c.file_sha256 = i.file_sha256 AND c.baris = r.baris
    AND c.sheet = coalesce(i.report -> 'reading' ->> 'sheet', '')
  WHERE i.id = r.import_id AND c.value = c.raw)`;

/** Whether a stored line holds a suspect cell that nobody has decided about: it proves nothing. */
const UNDECIDED = `(r.koefisien_raw IS NULL AND EXISTS (
  SELECT FROM import_suspects u WHERE u.import_id = r.import_id AND u.baris = r.baris) AND NOT ${KEPT})`;

/**
 * Adds what the database knows to the suspects that were just staged of an import, in the caller's transaction.
 *
 * The same job (kode_ahsp) with the same item, in any edition, whose koefisien is exactly one of the candidates: that is
 * recommended, with high confidence. The cell as it is counts only where a person said so, because an earlier file may
 * have lost the same separator; a stored line that holds it for another reason lets nothing be concluded.
 * Else the spread of the item in jobs that the file does not hold is noted, which decides nothing.
 */
export async function addStoredEvidence(client: ClientBase, importId: number): Promise<void> {
  const found = await client.query("SELECT FROM import_suspects WHERE import_id = $1 LIMIT 1", [importId]);
  if (found.rowCount === 0) return;
  const id = String(Math.trunc(importId));
  // Tables of their own, because the planner knows nothing about rows that were copied a moment ago.
  await client.query(`
    CREATE TEMPORARY TABLE asked ON COMMIT DROP AS
    SELECT s.baris, s.raw::numeric AS raw, s.candidates, j.sumber, j.kode_ahsp, ${ITEM("l")} AS item
    FROM import_suspects s
    JOIN import_lines l ON l.import_id = s.import_id AND l.baris = s.baris
    JOIN import_jobs j ON j.import_id = s.import_id AND j.seq = l.job
    WHERE s.import_id = ${id};
    CREATE TEMPORARY TABLE edition ON COMMIT DROP AS
    WITH RECURSIVE walk (sumber) AS (
      SELECT min(sumber) FROM referensi_ahspreferensi
      UNION ALL
      SELECT (SELECT min(a.sumber) FROM referensi_ahspreferensi a WHERE a.sumber > w.sumber) FROM walk w WHERE w.sumber IS NOT NULL
    ) SELECT sumber FROM walk WHERE sumber IS NOT NULL;
    ANALYZE asked; ANALYZE edition`);
  await recommendStored(client, importId);
  await noteSpread(client, importId);
  await client.query("DROP TABLE IF EXISTS asked, edition, wanted, held, spelling");
}

/** Found along the key of AHSP, edition by edition. */
async function recommendStored(client: ClientBase, importId: number): Promise<void> {
  await client.query(
    `WITH same AS (
       SELECT q.baris, q.sumber = a.sumber AS own, a.sumber, a.kode_ahsp, c.value,
         c.value::numeric = q.raw AND NOT ${KEPT} AS unproven
       FROM asked q CROSS JOIN edition e
       JOIN referensi_ahspreferensi a ON a.sumber = e.sumber AND a.kode_ahsp = q.kode_ahsp
       JOIN referensi_rincianreferensi r ON r.ahsp_id = a.id AND ${ITEM("r")} = q.item
       CROSS JOIN LATERAL jsonb_array_elements_text(q.candidates) AS c (value)
       WHERE c.value::numeric = r.koefisien AND NOT ${UNDECIDED}
     ),
     settled AS (
       SELECT DISTINCT ON (baris) baris, sumber, kode_ahsp, value FROM same
       WHERE baris IN (SELECT baris FROM same GROUP BY baris HAVING count(DISTINCT value) = 1 AND NOT bool_or(unproven))
       ORDER BY baris, own DESC, sumber
     )
     UPDATE import_suspects s SET recommended = t.value, confidence = 'high',
       evidence = s.evidence || jsonb_build_object('from', 'stored', 'stored', jsonb_build_object('neighbours', NULL,
         'same', jsonb_build_object('sumber', t.sumber, 'kode_ahsp', t.kode_ahsp, 'koefisien', t.value)))
     FROM settled t WHERE s.import_id = $1 AND s.baris = t.baris`,
    [importId],
  );
}

/**
 * Two looks at every stored line: for the spellings of the items, then for their koefisien. An index on items would cost
 * more at each write than this does at the few imports with suspects.
 */
async function noteSpread(client: ClientBase, importId: number): Promise<void> {
  const id = Math.trunc(importId);
  await client.query(`
    CREATE TEMPORARY TABLE wanted ON COMMIT DROP AS
    SELECT row_number() OVER () AS n, item FROM (
      SELECT DISTINCT q.item FROM asked q JOIN import_suspects s ON s.import_id = ${id} AND s.baris = q.baris
      WHERE s.evidence ->> 'from' <> 'stored') AS items;
    CREATE TEMPORARY TABLE held ON COMMIT DROP AS
    SELECT a.id FROM import_jobs j JOIN referensi_ahspreferensi a ON a.sumber = j.sumber AND a.kode_ahsp = j.kode_ahsp
    WHERE j.import_id = ${id};
    ANALYZE wanted; ANALYZE held`);
  const wanted = await client.query("SELECT FROM wanted LIMIT 1");
  if (wanted.rowCount === 0) return;
  await client.query(`
    CREATE TEMPORARY TABLE spelling ON COMMIT DROP AS
    SELECT w.n, g.uraian_item, g.satuan_item
    FROM (SELECT uraian_item, coalesce(satuan_item, '') AS satuan_item FROM referensi_rincianreferensi GROUP BY 1, 2) AS g
    JOIN wanted w ON w.item = ${ITEM("g")};
    ANALYZE spelling`);
  await client.query(
    `WITH spread AS (
       SELECT p.n, count(*)::int AS count, percentile_disc(ARRAY[0, 0.5, 1]) WITHIN GROUP (ORDER BY r.koefisien) AS at
       FROM referensi_rincianreferensi r
       JOIN spelling p ON p.uraian_item = r.uraian_item AND p.satuan_item = coalesce(r.satuan_item, '')
       WHERE NOT EXISTS (SELECT FROM held WHERE held.id = r.ahsp_id) AND NOT ${UNDECIDED}
       GROUP BY 1
     )
     UPDATE import_suspects s SET evidence = s.evidence || jsonb_build_object('stored', jsonb_build_object('same', NULL,
       'neighbours', jsonb_build_object('count', t.count, 'low', trim_scale(t.at[1])::text,
         'median', trim_scale(t.at[2])::text, 'high', trim_scale(t.at[3])::text)))
     FROM asked q JOIN wanted w ON w.item = q.item JOIN spread t ON t.n = w.n
     WHERE s.import_id = $1 AND s.baris = q.baris`,
    [importId],
  );
}
