import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";

/** A view over the statistics, and one over that. */
const SUMS = "a_sums_per_edition";
const GRAND = "z_sum_of_all";
const STATS = "referensi_ahsp_stats";

const query = (text: string) => pool().query(text);
let kode = 0;
const insert = (sumber = "Uji") =>
  query(`INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, sumber) VALUES ('1.${++kode}', 'x', '${sumber}')`);
const refresh = async (view: string, mode = "automatic") =>
  (await query(`SELECT (refresh).* FROM refresh_view('${view}', '${mode}', 'command', NULL)`)).rows[0];
const logSince = async (id: number) =>
  (
    await query(
      `SELECT view, trigger, mode_used, changes, outcome, error FROM view_refreshes
       WHERE id > ${id} AND view IN ('${STATS}', '${SUMS}', '${GRAND}') ORDER BY id`,
    )
  ).rows;
const lastId = async () => (await query("SELECT coalesce(max(id), 0)::int AS id FROM view_refreshes")).rows[0].id;

beforeAll(async () => {
  await query(`
    CREATE MATERIALIZED VIEW ${SUMS} AS
      SELECT sumber, count(*)::int AS jobs FROM ${STATS} GROUP BY sumber WITH NO DATA;
    CREATE UNIQUE INDEX ON ${SUMS} (sumber);
    CREATE VIEW plain_between AS SELECT jobs FROM ${SUMS};
    CREATE MATERIALIZED VIEW ${GRAND} AS SELECT 1 AS one, coalesce(sum(jobs), 0)::int AS jobs FROM plain_between WITH NO DATA;
    CREATE UNIQUE INDEX ON ${GRAND} (one);
    INSERT INTO view_definitions (view, sha256) VALUES ('${SUMS}', ''), ('${GRAND}', '')`);
});

describe("a refresh takes the whole chain along", () => {
  test("downwards, upstream first, a line in the log for each, with the changes that it took in", async () => {
    await insert();
    const before = await lastId();
    await refresh(STATS);
    const line = (view: string) => expect.objectContaining({ view, trigger: "command", changes: 1, outcome: "ok" });
    expect(await logSince(before)).toEqual([line(STATS), line(SUMS), line(GRAND)]);
    expect((await query(`SELECT jobs FROM ${GRAND}`)).rows).toEqual([{ jobs: kode }]);
  });

  test("upwards when there are changes, and then down to those that read the same", async () => {
    const alone = await lastId();
    await refresh(SUMS);
    expect((await logSince(alone)).map((row) => row.view)).toEqual([SUMS, GRAND]);
    await insert();
    const before = await lastId();
    expect(await refresh(GRAND)).toMatchObject({ view: GRAND, changes: 1 });
    expect((await logSince(before)).map((row) => row.view)).toEqual([STATS, SUMS, GRAND]);
  });

  test("takes one view at most away from its readers", async () => {
    const before = await lastId();
    await refresh(STATS, "standard");
    expect((await logSince(before)).map((row) => row.mode_used)).toEqual(["standard", "concurrently", "concurrently"]);
  });

  test("undone as a whole when a part of it fails; one line tells of which", async () => {
    await insert();
    await query(`DROP MATERIALIZED VIEW ${GRAND};
      CREATE MATERIALIZED VIEW ${GRAND} AS SELECT 1 / (sum(jobs) - ${kode}) AS one, 0 AS jobs FROM plain_between WITH NO DATA`);
    const before = await lastId();
    expect(await refresh(STATS)).toMatchObject({ outcome: "failed", error: expect.stringContaining(GRAND) });
    expect(await logSince(before)).toMatchObject([{ view: STATS, outcome: "failed" }]);
    expect((await query(`SELECT count(*)::int AS jobs FROM ${STATS}`)).rows).toEqual([{ jobs: kode - 1 }]);
    expect((await query(`SELECT count(*)::int AS n FROM view_changes WHERE view = '${STATS}'`)).rows).toEqual([
      { n: 1 },
    ]);
    await query(`DROP MATERIALIZED VIEW ${GRAND};
      CREATE MATERIALIZED VIEW ${GRAND} AS SELECT 1 AS one, coalesce(sum(jobs), 0)::int AS jobs FROM plain_between WITH NO DATA;
      CREATE UNIQUE INDEX ON ${GRAND} (one)`);
  });
});

test("one statement always finds them in step, whichever is named first, whoever refreshes how", async () => {
  await refresh(GRAND);
  // In step with the view and its change log, whose jobs are not in the view yet.
  const sums = `(SELECT coalesce(sum(jobs), 0)::int FROM ${SUMS})`;
  const stats = `(SELECT count(*)::int FROM ${STATS})`;
  const grand = `(SELECT jobs FROM ${GRAND})`;
  const live = "(SELECT count(*)::int FROM referensi_ahspreferensi)";
  const logged = `(SELECT count(DISTINCT c.key)::int FROM view_changes c WHERE c.view = '${STATS}')`;
  const orders = [
    `SELECT ${stats} AS stats, ${sums} AS sums, ${grand} AS grand, ${live} AS live, ${logged} AS logged`,
    `SELECT ${logged} AS logged, ${grand} AS grand, ${sums} AS sums, ${live} AS live, ${stats} AS stats`,
  ];
  let going = true;
  const found: { stats: number; sums: number; grand: number; live: number; logged: number }[] = [];
  const readers = orders.map(async (text) => {
    const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await client.connect();
    // Prepared once, as Prisma does: a plan that is kept must notice as well.
    while (going) found.push((await client.query({ name: "both", text })).rows[0]);
    await client.end();
  });
  for (let round = 0; round < 12; round++) {
    await insert(`Edisi ${round % 3}`);
    const mode = ["standard", "concurrently", "automatic"][round % 3];
    await refresh([STATS, SUMS, GRAND][Math.floor(round / 3) % 3] as string, mode);
  }
  going = false;
  await Promise.all(readers);
  expect(found.length).toBeGreaterThan(20);
  expect(found.filter((one) => one.sums !== one.stats || one.grand !== one.stats)).toEqual([]);
  expect(found.filter((one) => one.stats + one.logged !== one.live)).toEqual([]);
});

test("refreshes from both ends of the chain at once never deadlock", async () => {
  const clients = Array.from({ length: 6 }, () => new pg.Client({ connectionString: process.env.DATABASE_URL }));
  await Promise.all(clients.map((client) => client.connect()));
  for (let round = 0; round < 8; round++) {
    await insert();
    const outcomes = await Promise.all(
      clients.map(async (client, index) => {
        const view = [STATS, GRAND, SUMS][index % 3];
        const mode = index % 2 === 0 ? "standard" : "concurrently";
        return (await client.query(`SELECT (refresh).outcome, (refresh).error FROM refresh_view('${view}', '${mode}')`))
          .rows[0];
      }),
    );
    expect(outcomes).toEqual(outcomes.map(() => ({ outcome: "ok", error: null })));
  }
  await Promise.all(clients.map((client) => client.end()));
});
