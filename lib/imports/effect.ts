import type { ClientBase } from "pg";
import type { EffectCounts, EffectRow } from "./session";

export type Statistics = Map<string, EffectCounts & { sumber: string; klasifikasi: string | null }>;

/** Counts per sumber × klasifikasi of these editions, from the tables as they are in this transaction. */
export async function readStatistics(client: ClientBase, sumber: readonly string[]): Promise<Statistics> {
  const { rows } = await client.query<EffectCounts & { sumber: string; klasifikasi: string | null }>(
    // Lines are counted AHSP by AHSP through their index: right after a large write the planner knows nothing of the
    // tables, and would join them in quadratic time.
    `SELECT sumber, klasifikasi, count(*)::int AS ahsp, sum(rincian)::int AS rincian, sum(tk)::int AS tk,
       sum(bhn)::int AS bhn, sum(alt)::int AS alt, sum(lain)::int AS lain, sum(zero_coef)::int AS zero_coef,
       sum(missing_unit)::int AS missing_unit
     FROM referensi_ahspreferensi a CROSS JOIN LATERAL (
       SELECT count(*) AS rincian,
         count(*) FILTER (WHERE kategori = 'TK') AS tk, count(*) FILTER (WHERE kategori = 'BHN') AS bhn,
         count(*) FILTER (WHERE kategori = 'ALT') AS alt, count(*) FILTER (WHERE kategori = 'LAIN') AS lain,
         count(*) FILTER (WHERE koefisien = 0) AS zero_coef,
         count(*) FILTER (WHERE is_blank(satuan_item)) AS missing_unit
       FROM referensi_rincianreferensi r WHERE r.ahsp_id = a.id
     ) AS lines
     WHERE sumber = ANY ($1) GROUP BY sumber, klasifikasi`,
    [sumber],
  );
  return new Map(rows.map((row) => [`${row.sumber}\0${row.klasifikasi ?? "\0"}`, row]));
}

const NOTHING: EffectCounts = { ahsp: 0, rincian: 0, tk: 0, bhn: 0, alt: 0, lain: 0, zero_coef: 0, missing_unit: 0 };

/** What differs between two such readings, in order. */
export function effectBetween(before: Statistics, after: Statistics): EffectRow[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return keys.flatMap((key) => {
    const row = after.get(key) ?? before.get(key);
    if (!row) return [];
    const [was, is] = [countsOf(before.get(key)), countsOf(after.get(key))];
    const same = Object.keys(NOTHING).every(
      (name) => was[name as keyof EffectCounts] === is[name as keyof EffectCounts],
    );
    return same ? [] : [{ sumber: row.sumber, klasifikasi: row.klasifikasi, before: was, after: is }];
  });
}

function countsOf(row: EffectCounts | undefined): EffectCounts {
  if (!row) return NOTHING;
  const { ahsp, rincian, tk, bhn, alt, lain, zero_coef, missing_unit } = row;
  return { ahsp, rincian, tk, bhn, alt, lain, zero_coef, missing_unit };
}
