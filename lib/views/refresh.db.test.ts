import pg from "pg";
import { afterEach, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { refreshView } from "./refresh";
import { readViewState } from "./state";

const VIEW = "referensi_ahsp_stats";
const by = { trigger: "command" as const, actor: null };
let codes = 0;
const insert = (client: { query(text: string, values: unknown[]): Promise<unknown> } = pool()) =>
  client.query("INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber) VALUES ($1, 'uji', 'Uji')", [
    `1.${++codes}`,
  ]);
const log = async () => (await pool().query("SELECT * FROM view_refreshes WHERE view = $1 ORDER BY id", [VIEW])).rows;

async function someoneWaitsFor(lock: string): Promise<void> {
  const waiting = `SELECT FROM pg_locks WHERE NOT granted AND ${lock} AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
  await expect.poll(async () => (await pool().query(waiting)).rowCount, { timeout: 10_000, interval: 20 }).toBe(1);
}

afterEach(() => pool().query(`SELECT refresh_view('${VIEW}')`));

describe("a refresh", () => {
  test("asked for twenty times at once runs once; the others share its result", async () => {
    const before = (await log()).length;
    const holder = await pool().connect();
    await holder.query("BEGIN");
    await holder.query("SELECT pg_advisory_xact_lock(view_lock_key($1))", [VIEW]);
    const clients = Array.from({ length: 20 }, () => new pg.Client({ connectionString: process.env.DATABASE_URL }));
    await Promise.all(clients.map((client) => client.connect()));
    const asked = clients.map((client) => client.query(`SELECT (refresh).id, joined FROM refresh_view('${VIEW}')`));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await holder.query("COMMIT");
    holder.release();
    const results = (await Promise.all(asked)).map((answer) => answer.rows[0] as { id: number; joined: boolean });
    await Promise.all(clients.map((client) => client.end()));
    expect(results.filter((result) => !result.joined)).toHaveLength(1);
    expect(new Set(results.map((result) => result.id)).size).toBe(1);
    expect((await log()).length).toBe(before + 1);
  });

  test("asked for fifty times at once in one process takes two connections at most, and nobody fails", async () => {
    const reader = await pool().connect();
    await reader.query(`BEGIN; SELECT FROM ${VIEW} LIMIT 1`);
    const before = (await log()).length;
    const asked = Array.from({ length: 50 }, () => refreshView(VIEW, "standard", by));
    // More than the pool has: others would wait in vain for a connection.
    await someoneWaitsFor(`relation = '${VIEW}'::regclass`);
    await insert();
    await reader.query("COMMIT");
    reader.release();
    const results = await Promise.all(asked);
    expect(results.filter((result) => !result.joined).length).toBeLessThanOrEqual(2);
    expect((await log()).length - before).toBeLessThanOrEqual(2);
    expect((await readViewState(VIEW)).changed).toBe(0);
  });

  test("counts what changed, then nothing, and says who asked", async () => {
    await insert();
    await insert();
    expect((await readViewState(VIEW)).changed).toBe(2);
    const result = await refreshView(VIEW, "concurrently", by);
    expect(result).toMatchObject({ mode: "concurrently", changes: 2, joined: false });
    expect(await readViewState(VIEW)).toMatchObject({
      changed: 0,
      trigger: "command",
      mode: "concurrently",
      populated: true,
      running: false,
    });
  });

  test("keeps a change that is not committed yet for the next one", async () => {
    const writer = await pool().connect();
    await writer.query("BEGIN");
    await insert(writer);
    await refreshView(VIEW, "concurrently", by);
    await writer.query("COMMIT");
    writer.release();
    expect((await readViewState(VIEW)).changed).toBe(1);
  });

  test("that a change overtakes leaves it to the next one, and nobody joins a result without it", async () => {
    const reader = await pool().connect();
    try {
      // A reader makes the standard refresh wait after it has taken its part of the change log.
      await reader.query(`BEGIN; SELECT FROM ${VIEW} LIMIT 1`);
      const first = refreshView(VIEW, "standard", by);
      await someoneWaitsFor(`relation = '${VIEW}'::regclass`);
      await insert();
      const second = refreshView(VIEW, "concurrently", by);
      await someoneWaitsFor("locktype = 'advisory'");
      await reader.query("COMMIT");
      expect(await first).toMatchObject({ joined: false, changes: 0 });
      expect(await second).toMatchObject({ joined: false, changes: 1 });
      expect((await readViewState(VIEW)).changed).toBe(0);
    } finally {
      reader.release(true);
    }
  });

  test("knows that TRUNCATE may have changed everything", async () => {
    await pool().query("TRUNCATE referensi_rincianreferensi");
    expect((await readViewState(VIEW)).changed).toBeNull();
    expect((await refreshView(VIEW, "standard", by)).changes).toBeNull();
  });

  test("of a view without a snapshot falls back to the standard way", async () => {
    await pool().query(`REFRESH MATERIALIZED VIEW ${VIEW} WITH NO DATA`);
    expect((await readViewState(VIEW)).populated).toBe(false);
    expect((await refreshView(VIEW, "concurrently", by)).mode).toBe("standard");
  });

  test("that fails leaves the snapshot and the change log as they were, and a line in the log", async () => {
    await insert();
    await pool().query(`ALTER TABLE referensi_rincianreferensi RENAME COLUMN koefisien TO hilang`);
    await pool().query(`DROP INDEX idx_ahsp_stats_ahsp_id`);
    try {
      await expect(refreshView(VIEW, "concurrently", by)).rejects.toMatchObject({ code: "REFRESH_FAILED" });
      expect((await log()).at(-1)).toMatchObject({ outcome: "failed", mode_used: "concurrently" });
      expect((await readViewState(VIEW)).changed).toBe(1);
      expect((await pool().query(`SELECT FROM ${VIEW} LIMIT 1`)).rowCount).toBe(1);
    } finally {
      await pool().query(`ALTER TABLE referensi_rincianreferensi RENAME COLUMN hilang TO koefisien`);
      await pool().query(`CREATE UNIQUE INDEX idx_ahsp_stats_ahsp_id ON ${VIEW} (ahsp_id)`);
    }
  });
});
