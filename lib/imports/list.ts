import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { prisma } from "@/lib/db/prisma";
import type { ImportView } from "./history";
import type { Reverted } from "./revert";
import { IMPORT_STATES, type ImportState } from "./session";

/** One import in the history. Times are ISO strings in UTC. */
export interface ImportLine
  extends Pick<
    ImportView,
    "id" | "kind" | "fileName" | "via" | "by" | "state" | "expiresAt" | "createdAt" | "reverts" | "revertedBy"
  > {
  /** Rows of the file by outcome; null: not known yet, or a revert, which has no file. */
  counts: { new: number; changed: number; unchanged: number; rejected: number } | null;
  /** A revert: what it did with AHSP or companies. */
  reverted: Reverted["counts"] | null;
  /** What was, or would be, changed in the statistics: of each klasifikasi that changes; null: nothing, or not known. */
  effect: Record<"ahsp" | "rincian", { before: number; after: number }> | null;
}

/** Of nobody: brought in by a command. */
export const NOBODY = "-";

export interface ImportList {
  rows: ImportLine[];
  /** Imports by state, of the chosen person. */
  states: Record<ImportState, number>;
  /** Who brought files in, of the chosen state; id NOBODY: a command. By name. */
  people: { id: string; name: string | null; count: number }[];
  /** Imports that match. */
  total: number;
}

const iso = (column: Sql) => sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
const effectOf = (measure: "ahsp" | "rincian") => sql`jsonb_build_object(
  'before', sum((one -> 'before' ->> ${measure}::text)::int), 'after', sum((one -> 'after' ->> ${measure}::text)::int))`;

/** The imports, newest first, a page of them. @param by id of a person, or NOBODY */
export async function readImportList({
  state,
  by,
  limit,
  offset,
}: {
  state: ImportState | null;
  by: string | null;
  limit: number;
  offset: number;
}): Promise<ImportList> {
  const inState = sql`(${state}::text IS NULL OR i.state = ${state})`;
  const ofPerson = sql`(${by}::text IS NULL OR coalesce(i.actor, ${NOBODY}) = ${by})`;
  const [found] = await prisma.$queryRaw<
    [Pick<ImportList, "rows" | "people" | "total"> & { states: Partial<ImportList["states"]> }]
  >(sql`
    SELECT
      (SELECT coalesce(jsonb_agg(page.line ORDER BY page.id DESC), '[]') FROM (
        SELECT i.id, jsonb_build_object(
          'id', i.id, 'kind', i.kind, 'fileName', i.file_name, 'via', i.via, 'by', u.name, 'state', i.state,
          'expiresAt', CASE WHEN i.state = 'open' THEN ${iso(sql`i.expires_at`)} END,
          'createdAt', ${iso(sql`i.created_at`)}, 'reverts', i.reverts,
          'revertedBy', (SELECT max(v.id) FROM imports v WHERE v.reverts = i.id AND v.state = 'committed'),
          'counts', coalesce(i.report, i.plan -> 'report') -> 'ledger',
          'reverted', CASE WHEN i.reverts IS NOT NULL THEN i.plan -> 'counts' END,
          'effect', (SELECT jsonb_build_object('ahsp', ${effectOf("ahsp")}, 'rincian', ${effectOf("rincian")})
            FROM jsonb_array_elements(i.plan -> 'effect') AS one HAVING count(*) > 0)) AS line
        FROM imports i LEFT JOIN "user" u ON u.id = i.actor
        WHERE ${inState} AND ${ofPerson} ORDER BY i.id DESC LIMIT ${limit} OFFSET ${offset}) AS page) AS rows,
      (SELECT coalesce(jsonb_object_agg(state, count), '{}') FROM (
        SELECT i.state, count(*) FROM imports i WHERE ${ofPerson} GROUP BY 1) AS states) AS states,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', coalesce(p.actor, ${NOBODY}), 'name', u.name, 'count', p.count)
          ORDER BY u.name NULLS LAST, p.actor), '[]')
       FROM (SELECT i.actor, count(*) FROM imports i WHERE ${inState} GROUP BY 1) AS p LEFT JOIN "user" u ON u.id = p.actor) AS people,
      (SELECT count(*)::int FROM imports i WHERE ${inState} AND ${ofPerson}) AS total`);
  const none = Object.fromEntries(IMPORT_STATES.map((name) => [name, 0])) as ImportList["states"];
  return { ...found, states: { ...none, ...found.states } };
}
