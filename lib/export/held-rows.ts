import "server-only";
import pg from "pg";
import type { Sql } from "sql-template-tag";
import { databaseUrl, pool } from "@/lib/db/pool";

/** The result of one statement, kept by the database until it is closed. */
export interface HeldRows {
  count: number;
  /** Row by row in order, in batches. Once. @throws the database's failures */
  batches(): AsyncGenerator<(string | number | null)[][], void, undefined>;
  /** Gives everything back: connection, cursor and its files. May be called again, and at any moment. */
  close(): Promise<void>;
}

/** Working out the rows may take this long; handing them on may take as long as somebody keeps reading. */
const STATEMENT_TIMEOUT_MS = 120_000;
const BATCH = 1000;

/**
 * Runs a statement to its end and keeps its rows in a held cursor: the database spools them to files of its own, so
 * once this returns no lock and no snapshot is held, however slowly the rows are then read. A refresh of what they
 * came from need not wait. The rows are those of one moment.
 * @param count a statement that gives `count`, while what it reads of views is still locked
 * @param signal stops it, whatever it does
 * @throws the signal's reason, failures of the database
 */
export async function holdRows(
  rows: Sql,
  { count, signal }: { count?: Sql | undefined; signal?: AbortSignal | undefined } = {},
): Promise<HeldRows & { counted: number | null }> {
  signal?.throwIfAborted();
  // A connection of its own: a slow reader must not take one from those who work.
  const client = new pg.Client({ connectionString: databaseUrl(), connectionTimeoutMillis: 5000, keepAlive: true });
  // A connection that breaks makes the next query fail. Without a listener it would end the process.
  client.on("error", () => {});
  let ended: Promise<void> | undefined;
  const close = () => {
    ended ??= client.end();
    return ended;
  };
  // The connection, not its statement: that may just have ended, and the next one would run.
  const abandon = () => {
    const { processID } = client as pg.Client & { processID?: number };
    if (processID)
      pool()
        .query("SELECT pg_terminate_backend($1)", [processID])
        .catch(() => {});
  };
  try {
    await client.connect();
    signal?.throwIfAborted();
    signal?.addEventListener("abort", abandon, { once: true });
    await client.query(`BEGIN; SET statement_timeout = ${STATEMENT_TIMEOUT_MS}; SET LOCAL cursor_tuple_fraction = 1`);
    // READ COMMITTED: the snapshot is taken once the view is locked. An older one would see other tables as they were
    // before a refresh that it had to wait for, and the view as it is after it.
    const declare = "DECLARE held SCROLL CURSOR WITH HOLD FOR ";
    await client.query({ text: declare + rows.text, values: rows.values });
    const counted = count ? ((await client.query<{ count: number }>(count)).rows[0]?.count ?? 0) : null;
    await client.query("COMMIT");
    const moved = await client.query("MOVE FORWARD ALL IN held");
    await client.query("MOVE ABSOLUTE 0 IN held");
    signal?.throwIfAborted();
    return { count: moved.rowCount ?? 0, counted, batches: () => batchesOf(client), close };
  } catch (error) {
    await close().catch(() => {});
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", abandon);
  }
}

async function* batchesOf(client: pg.Client): AsyncGenerator<(string | number | null)[][], void, undefined> {
  while (true) {
    const { rows } = await client.query({ text: `FETCH ${BATCH} FROM held`, rowMode: "array" });
    if (rows.length === 0) return;
    yield rows as (string | number | null)[][];
  }
}
