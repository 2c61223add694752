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
