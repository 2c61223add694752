/** What stands in the database, for tests. */

import { pool } from "@/lib/db/pool";
import { liveStats } from "@/lib/stats/live";

/** Every row of both reference tables with every column, its id too, as text. */
export async function dump(): Promise<{ ahsp: string[]; rincian: string[] }> {
  const of = async (table: string) => {
    const { rows } = await pool().query<{ row: string }>(`SELECT t::text AS row FROM ${table} t ORDER BY id`);
    return rows.map(({ row }) => row);
  };
  return { ahsp: await of("referensi_ahspreferensi"), rincian: await of("referensi_rincianreferensi") };
}

/** Rows of the statistics that stand in the view and not in the tables, or the other way round. */
export async function viewDiffersFromLive(): Promise<number> {
  const live = liveStats();
  const { rows } = await pool().query<{ n: number }>(`
    SELECT count(*)::int AS n FROM (
      (TABLE referensi_ahsp_stats EXCEPT ALL SELECT * FROM ${live.text} AS live)
      UNION ALL (SELECT * FROM ${live.text} AS live EXCEPT ALL TABLE referensi_ahsp_stats)
    ) AS difference`);
  return rows[0]?.n ?? -1;
}

/** Everything of each AHSP by "sumber kode": its row and its lines, with their ids. */
export async function storedByAhsp(): Promise<Map<string, string>> {
  const { rows } = await pool().query<{ key: string; content: string }>(`
    SELECT a.sumber || ' ' || a.kode_ahsp AS key,
      a::text || coalesce((SELECT string_agg(r::text, E'\\n' ORDER BY r.id)
        FROM referensi_rincianreferensi r WHERE r.ahsp_id = a.id), '') AS content
    FROM referensi_ahspreferensi a ORDER BY 1`);
  return new Map(rows.map(({ key, content }) => [key, content]));
}

/** What the AHSP say, without ids and origin: the same for the same file, whoever brought it. */
export async function contentByAhsp(): Promise<Map<string, string>> {
  const { rows } = await pool().query<{ key: string; content: string }>(`
    SELECT a.sumber || ' ' || a.kode_ahsp AS key,
      (a.nama_ahsp, a.klasifikasi, array(SELECT (r.urutan, r.kategori, r.kode_item, r.uraian_item, r.satuan_item, r.koefisien)
        FROM referensi_rincianreferensi r WHERE r.ahsp_id = a.id ORDER BY r.urutan)::text)::text AS content
    FROM referensi_ahspreferensi a ORDER BY 1`);
  return new Map(rows.map(({ key, content }) => [key, content]));
}

/** Given codes (TK-0001 …) that stand for more than one item. */
export async function ambiguousCodes(): Promise<string[]> {
  const { rows } = await pool().query<{ kode_item: string }>(`
    SELECT kode_item FROM referensi_rincianreferensi WHERE kode_item ~ '^(TK|B|PR|LN)-[0-9]{4,}$'
    GROUP BY kode_item HAVING count(DISTINCT (kategori, uraian_item, satuan_item)) > 1`);
  return rows.map(({ kode_item }) => kode_item);
}
