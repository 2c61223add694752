import type { ClientBase } from "pg";

/** Each turn takes a place in a table of the server whose size is fixed. */
const MOST_TURNS = 100;

/**
 * Waits for the turn of these sumber and keeps it to the end of the transaction: whoever writes AHSP of one sumber does
 * it after the other. An import of very many waits for all turns at once.
 */
export async function takeTurns(client: ClientBase, sumber: readonly string[]): Promise<void> {
  const all = "hashtextextended('import of many sumber', 0)";
  if (sumber.length > MOST_TURNS) {
    await client.query(`SELECT pg_advisory_xact_lock(${all})`);
    return;
  }
  await client.query(`SELECT pg_advisory_xact_lock_shared(${all})`);
  // In one order for all, so that none waits for another in a circle.
  await client.query(
    "SELECT pg_advisory_xact_lock(hashtextextended('import:' || sumber, 0)) FROM unnest($1::text[]) AS sumber",
    [sumber.toSorted()],
  );
}
