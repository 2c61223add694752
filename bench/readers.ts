import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { median } from "@/bench/measure";
import { statsPageSql } from "@/lib/stats/page-sql";
import { statsTable } from "@/lib/stats/spec";
import { parseQuery } from "@/lib/table/url";
import type { UsedMode } from "@/lib/views/types";

export interface ReaderFigures {
  readers: number;
  reads: number;
  failed: number;
  /** Median and longest read while nothing is refreshed, and while both views are. */
  calm: { medianMs: number; longestMs: number };
  refreshing: { medianMs: number; longestMs: number };
  /** Refreshes of both views together. */
  refreshes: number;
  refreshMs: { stats: number; technologies: number };
  /** Twenty refreshes of each view asked for at once: how many ran. */
  twentyAtOnce: { stats: number; technologies: number };
}

const READERS = 20;
/** A reader looks, thinks, and looks again. */
const THINK_MS = 40;
const PHASE_MS = 4000;
const VIEWS = ["referensi_ahsp_stats", "mv_distinct_technologies"] as const;

/**
 * Twenty people read pages of both views, each on a connection of their own, first in peace and then while both views
 * are refreshed concurrently again and again. The tables must be filled.
 */
export async function measureReaders(url: string): Promise<ReaderFigures> {
  const connect = async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return client;
  };
  const readers = await Promise.all(Array.from({ length: READERS }, connect));
  const refreshers = await Promise.all(Array.from({ length: 2 * READERS }, connect));
  const refresh = async (client: pg.Client, view: string, mode: UsedMode) => {
    const { rows } = await client.query(
      "SELECT (refresh).duration_ms AS ms, (refresh).outcome, joined FROM refresh_view($1, $2, 'command', NULL)",
      [view, mode],
    );
    return rows[0] as { ms: number; outcome: string; joined: boolean };
  };
  try {
    for (const view of VIEWS) await refresh(refreshers[0] as pg.Client, view, "standard");
    const calm = await readFor(readers, PHASE_MS);
    let going = true;
    const rounds = VIEWS.map(async (view, index) => {
      const times: number[] = [];
      while (going) times.push((await refresh(refreshers[index] as pg.Client, view, "concurrently")).ms);
      return times;
    });
    const busy = await readFor(readers, PHASE_MS);
    going = false;
    const [stats = [], technologies = []] = await Promise.all(rounds);
    const atOnce = await askedAtOnce(await connect(), () =>
      refreshers.map((client, index) => refresh(client, VIEWS[index % 2] as string, "concurrently")),
    );
    const ran = (which: number) => atOnce.filter((one, index) => index % 2 === which && !one.joined).length;
    return {
      readers: READERS,
      reads: calm.times.length + busy.times.length,
      failed: calm.failed + busy.failed + atOnce.filter((one) => one.outcome !== "ok").length,
      calm: summary(calm.times),
      refreshing: summary(busy.times),
      refreshes: stats.length + technologies.length,
      refreshMs: { stats: median(stats), technologies: median(technologies) },
      twentyAtOnce: { stats: ran(0), technologies: ran(1) },
    };
  } finally {
    await Promise.all([...readers, ...refreshers].map((client) => client.end()));
  }
}

/** Holds everybody back until all have asked, because the first would be done before the last has spoken. */
async function askedAtOnce<T>(holder: pg.Client, ask: () => Promise<T>[]): Promise<T[]> {
  await holder.query("BEGIN");
  for (const view of VIEWS) await holder.query("SELECT pg_advisory_xact_lock(view_lock_key($1))", [view]);
  const answers = ask();
  const waiting = "SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";
  while ((await holder.query(waiting)).rows[0].n < answers.length) await sleep(20);
  await holder.query("COMMIT");
  await holder.end();
  return Promise.all(answers);
}

async function readFor(readers: pg.Client[], ms: number): Promise<{ times: number[]; failed: number }> {
  const until = performance.now() + ms;
  const times: number[] = [];
  let failed = 0;
  const page = statsPageSql(parseQuery(statsTable, { sumber: "Edisi 1" }));
  await Promise.all(
    readers.map(async (client, index) => {
      while (performance.now() < until) {
        const started = performance.now();
        const read =
          index % 2 === 0
            ? client.query(page)
            : client.query("SELECT * FROM mv_distinct_technologies ORDER BY value LIMIT 26");
        await read.catch(() => failed++);
        times.push(performance.now() - started);
        await sleep(THINK_MS);
      }
    }),
  );
  return { times, failed };
}

function summary(times: number[]): { medianMs: number; longestMs: number } {
  return { medianMs: median(times), longestMs: Math.max(0, ...times) };
}
