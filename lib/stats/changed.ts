import "server-only";
import sql from "sql-template-tag";
import { prisma } from "@/lib/db/prisma";
import { readThrough } from "@/lib/views/read-through";
import { changedSince } from "./moment";
import type { StatsRow } from "./types";

const LISTED = 200;

/** One AHSP that changed since the snapshot: `old` null = it is new, `now` null = it was deleted. Never both. */
export interface ChangedAhsp {
  old: StatsRow | null;
  now: StatsRow | null;
}

/** What changed since the snapshot in the order of the codes, the first 200, and how many there are. */
export async function readChanged(): Promise<{ listed: ChangedAhsp[]; count: number }> {
  const { data } = await readThrough("referensi_ahsp_stats", async (from) => {
    // What is not read from a snapshot has not changed since one.
    if (from === "live") return { listed: [], count: 0 };
    const rows = await prisma.$queryRaw<(ChangedAhsp & { count: number })[]>(sql`
      WITH ${changedSince}
      SELECT to_json(old) AS old, to_json(now) AS now, count(*) OVER ()::int AS count
      FROM replaced AS old FULL JOIN fresh AS now USING (ahsp_id)
      ORDER BY coalesce(now.kode_urut, old.kode_urut), ahsp_id
      LIMIT ${LISTED}`);
    return { listed: rows.map(({ old, now }) => ({ old, now })), count: rows[0]?.count ?? 0 };
  });
  return data;
}
