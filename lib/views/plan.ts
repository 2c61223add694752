import "server-only";
import { pool } from "@/lib/db/pool";
import { errorCodes } from "@/lib/failure";
import { VIEWS, type ViewName } from "./registry";
import type { PlanVerdict } from "./types";

/** Below so many rows the planner may rightly read everything. */
const SMALL_ROWS = 1000;

interface PlanNode {
  "Node Type": string;
  "Index Name"?: string;
  Plans?: PlanNode[];
}

/** Planning needs the view's lock; while a refresh holds it there is no plan to show, and nobody should wait for one. */
const LOCK_TIMEOUT = "200ms";

/**
 * How PostgreSQL would answer the view's canonical query now, and whether the expected index takes part.
 * @param rows of the view, to tell "small" from "unexpected"
 * @returns null while the view is missing or locked
 */
export async function readPlan(view: ViewName, rows: number | null): Promise<PlanVerdict | null> {
  const { query, index } = VIEWS[view].canonical;
  const client = await pool().connect();
  try {
    await client.query("BEGIN READ ONLY");
    await client.query(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`);
    const text = await client.query<{ "QUERY PLAN": string }>(`EXPLAIN ${query}`);
    const used = indexesOf(await planOf(client, query));
    await client.query("SET LOCAL enable_seqscan = off");
    const wouldUse = indexesOf(await planOf(client, query));
    const small = rows !== null && rows < SMALL_ROWS && wouldUse.includes(index);
    return {
      query,
      expectedIndex: index,
      plan: text.rows.map((row) => row["QUERY PLAN"]),
      verdict: used.includes(index) ? "expected" : small ? "small" : "unexpected",
      used,
    };
  } catch (error) {
    if ([...errorCodes(error)].some((code) => code === "55P03" || code === "42P01")) return null;
    throw error;
  } finally {
    await client.query("ROLLBACK").catch(() => {});
    client.release();
  }
}

async function planOf(
  client: { query(text: string): Promise<{ rows: { "QUERY PLAN": [{ Plan: PlanNode }] }[] }> },
  query: string,
): Promise<PlanNode> {
  const { rows } = await client.query(`EXPLAIN (FORMAT JSON) ${query}`);
  return (rows[0] as { "QUERY PLAN": [{ Plan: PlanNode }] })["QUERY PLAN"][0].Plan;
}

function indexesOf(node: PlanNode): string[] {
  const own = node["Index Name"];
  return [...(own ? [own] : []), ...(node.Plans ?? []).flatMap(indexesOf)];
}
