import type { ClientBase } from "pg";
import { effectBetween, readStatistics } from "./effect";
import type { EffectRow } from "./session";
import { takeTurns } from "./turns";

/** What taking an import back did, or would do. */
export interface Reverted {
  /** AHSP or companies by what became of them: made again, put back as they were, removed. */
  counts: { restored: number; replaced: number; removed: number };
  /** Changed since by somebody else, hence left alone. */
  kept: { sumber: string | null; kode_ahsp: string | null }[];
  effect: EffectRow[];
}

/** Hash of what a row `c` of import_changes is about, as it is now; null when it is not there. */
const HASH = `CASE c.subject
  WHEN 'ahsp' THEN (SELECT hash FROM ahsp_hashes h WHERE h.ahsp_id = c.key)
  ELSE (SELECT md5(o::text) FROM companies o WHERE o.id = c.key) END`;

/**
 * Takes back what import `reverts` changed, in the caller's transaction, and remembers it as the changes of `importId`,
 * so that this can be taken back too. An AHSP that is no longer as that import left it is kept and named.
 * Lines come back with their ids and their origin.
 */
export async function applyRevert(client: ClientBase, importId: number, reverts: number): Promise<Reverted> {
  await lock(client, reverts);
  await judge(client, reverts);
  const editions = await client.query<{ sumber: string }>(
    "SELECT DISTINCT sumber FROM reverting WHERE subject = 'ahsp' ORDER BY 1",
  );
  const sumber = editions.rows.map((row) => row.sumber);
  const before = await readStatistics(client, sumber);
  await remember(client, importId);
  await restoreAhsp(client);
  await restoreCompanies(client);
  await client.query(`UPDATE import_changes c SET after_hash = ${HASH} WHERE c.import_id = $1`, [importId]);
  const counts = await client.query<Reverted["counts"]>(`
    SELECT (count(*) FILTER (WHERE NOT there))::int AS restored,
      (count(*) FILTER (WHERE there AND before IS NOT NULL))::int AS replaced,
      (count(*) FILTER (WHERE there AND before IS NULL))::int AS removed
    FROM reverting WHERE untouched`);
  const kept = await client.query<Reverted["kept"][number]>(
    "SELECT sumber, kode_ahsp FROM reverting WHERE NOT untouched ORDER BY sumber, kode_ahsp",
  );
  return {
    counts: counts.rows[0] as Reverted["counts"],
    kept: kept.rows,
    effect: effectBetween(before, await readStatistics(client, sumber)),
  };
}

/** The turns of lib/imports/write.ts and companies/write.ts. */
async function lock(client: ClientBase, reverts: number): Promise<void> {
  await client.query(
    "SELECT pg_advisory_xact_lock(hashtextextended('import companies', 0)) FROM import_changes WHERE import_id = $1 AND subject = 'company' LIMIT 1",
    [reverts],
  );
  const editions = await client.query<{ sumber: string }>(
    "SELECT DISTINCT sumber FROM import_changes WHERE import_id = $1 AND subject = 'ahsp'",
    [reverts],
  );
  await takeTurns(
    client,
    editions.rows.map(({ sumber }) => sumber),
  );
}

/** Whether each thing is still as the import left it: the same hash, or still absent, its key not taken by another. */
async function judge(client: ClientBase, reverts: number): Promise<void> {
  await client.query(`
    CREATE TEMPORARY TABLE reverting ON COMMIT DROP AS
    SELECT c.subject, c.key, c.sumber, c.kode_ahsp, c.before, now_there.hash IS NOT NULL AS there,
      CASE WHEN c.after_hash IS NOT NULL THEN coalesce(now_there.hash = c.after_hash, false)
        ELSE now_there.hash IS NULL AND NOT EXISTS (
          SELECT FROM referensi_ahspreferensi a WHERE c.subject = 'ahsp' AND a.sumber = c.sumber AND a.kode_ahsp = c.kode_ahsp)
      END AS untouched
    FROM import_changes c
    CROSS JOIN LATERAL (SELECT ${HASH} AS hash) AS now_there
    WHERE c.import_id = ${Math.trunc(reverts)}`);
}

async function remember(client: ClientBase, importId: number): Promise<void> {
  await client.query("DELETE FROM import_changes WHERE import_id = $1", [importId]);
  await client.query(
    `INSERT INTO import_changes (import_id, subject, key, sumber, kode_ahsp, before)
     SELECT $1, v.subject, v.key, v.sumber, v.kode_ahsp, CASE v.subject
       WHEN 'ahsp' THEN (
         SELECT jsonb_build_object('ahsp', to_jsonb(a) - 'kode_urut', 'lines', coalesce(
           (SELECT jsonb_agg(to_jsonb(r) - 'tanda' ORDER BY r.urutan, r.id) FROM referensi_rincianreferensi r WHERE r.ahsp_id = a.id), '[]'))
         FROM referensi_ahspreferensi a WHERE a.id = v.key)
       ELSE (SELECT to_jsonb(o) FROM companies o WHERE o.id = v.key) END
     FROM reverting v WHERE v.untouched`,
    [importId],
  );
}

async function restoreAhsp(client: ClientBase): Promise<void> {
  await client.query(`
    DELETE FROM referensi_ahspreferensi WHERE id IN (
      SELECT key FROM reverting WHERE untouched AND subject = 'ahsp' AND there AND before IS NULL)`);
  await client.query(`
    DELETE FROM referensi_rincianreferensi WHERE ahsp_id IN (
      SELECT key FROM reverting WHERE untouched AND subject = 'ahsp' AND there AND before IS NOT NULL)`);
  await client.query(`
    INSERT INTO referensi_ahspreferensi AS a (id, kode_ahsp, nama_ahsp, klasifikasi, sub_klasifikasi, satuan, sumber, source_file)
    SELECT (x).id, (x).kode_ahsp, (x).nama_ahsp, (x).klasifikasi, (x).sub_klasifikasi, (x).satuan, (x).sumber, (x).source_file
    FROM (SELECT jsonb_populate_record(NULL::referensi_ahspreferensi, before -> 'ahsp') AS x
          FROM reverting WHERE untouched AND subject = 'ahsp' AND before IS NOT NULL) AS stored
    ON CONFLICT (id) DO UPDATE SET nama_ahsp = excluded.nama_ahsp, klasifikasi = excluded.klasifikasi,
      sub_klasifikasi = excluded.sub_klasifikasi, satuan = excluded.satuan, source_file = excluded.source_file`);
  await client.query(`
    INSERT INTO referensi_rincianreferensi
      (id, ahsp_id, urutan, kategori, kode_item, uraian_item, satuan_item, koefisien, koefisien_raw, import_id, baris)
    SELECT line.id, line.ahsp_id, line.urutan, line.kategori, line.kode_item, line.uraian_item, line.satuan_item,
      line.koefisien, line.koefisien_raw, line.import_id, line.baris
    FROM reverting v, jsonb_populate_recordset(NULL::referensi_rincianreferensi, v.before -> 'lines') AS line
    WHERE v.untouched AND v.subject = 'ahsp' AND v.before IS NOT NULL`);
}

async function restoreCompanies(client: ClientBase): Promise<void> {
  await client.query(`
    DELETE FROM companies WHERE id IN (
      SELECT key FROM reverting WHERE untouched AND subject = 'company' AND there AND before IS NULL)`);
  await client.query(`
    INSERT INTO companies AS c
    SELECT (jsonb_populate_record(NULL::companies, before)).*
    FROM reverting WHERE untouched AND subject = 'company' AND before IS NOT NULL
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, domain = excluded.domain, technologies = excluded.technologies,
      import_id = excluded.import_id, baris = excluded.baris`);
}
