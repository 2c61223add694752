import type pg from "pg";
import sql from "sql-template-tag";
import { pool } from "@/lib/db/pool";
import type { From } from "@/lib/stats/moment";
import { statsPageSql } from "@/lib/stats/page-sql";
import { statsTable } from "@/lib/stats/spec";
import { parseQuery, type SearchParams } from "@/lib/table/url";

/** For tests: the page from the view and from the live aggregate, in one statement and so of one moment. */
export async function both(params: SearchParams, client: pg.Pool | pg.Client = pool()) {
  const asked = parseQuery(statsTable, params);
  const answer = (from: From) => sql`(SELECT to_json(answer) FROM (${statsPageSql(asked, from)}) AS answer)`;
  const { rows } = await client.query(sql`SELECT ${answer("view")} AS view, ${answer("live")} AS live`);
  const { view, live } = rows[0];
  const { changes, ...fromView } = view;
  const { changes: _none, ...fromLive } = live;
  return { fromView, fromLive, changes, query: asked };
}
