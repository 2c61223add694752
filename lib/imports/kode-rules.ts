import type { ClientBase } from "pg";
import { pool } from "@/lib/db/pool";
import type { KodeRule } from "./choices";
import { barePrefix } from "./classify";
import type { SavedRules } from "./session";

/** Rules from kode to klasifikasi that were saved by sumber, in order of their prefixes. */

/** Those of every sumber: which of them a file holds is known only when it is read. */
export async function readRules(client: ClientBase): Promise<Record<string, KodeRule[]>> {
  const { rows } = await client.query<KodeRule & { sumber: string }>(
    `SELECT sumber, prefix, klasifikasi, sub_klasifikasi FROM kode_rules ORDER BY sumber, natural_sort_key(prefix), prefix`,
  );
  const bySumber = new Map<string, KodeRule[]>();
  for (const { sumber, ...rule } of rows) bySumber.set(sumber, [...(bySumber.get(sumber) ?? []), rule]);
  return Object.fromEntries(bySumber);
}

/** Sumber of a file that are shown with their rules. */
const MOST_SUMBER = 50;

/** What is saved of each sumber of an import that was read, in order of its rows. */
export async function savedRulesOf(importId: number): Promise<SavedRules[]> {
  const { rows } = await pool().query<SavedRules>(
    `SELECT e.sumber, coalesce(jsonb_agg(jsonb_build_object('prefix', r.prefix, 'klasifikasi', r.klasifikasi,
         'sub_klasifikasi', r.sub_klasifikasi) ORDER BY natural_sort_key(r.prefix), r.prefix)
         FILTER (WHERE r.prefix IS NOT NULL), '[]') AS rules,
       to_char(max(r.at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at, max(u.name) AS by
     FROM (SELECT sumber, min(seq) AS seq FROM import_jobs WHERE import_id = $1 GROUP BY sumber
           ORDER BY min(seq) LIMIT ${MOST_SUMBER}) AS e
     LEFT JOIN kode_rules r ON r.sumber = e.sumber LEFT JOIN "user" u ON u.id = r.actor
     GROUP BY e.sumber, e.seq ORDER BY e.seq`,
    [importId],
  );
  return rows;
}

/** The rules of a committed import take the place of those saved for each sumber of its jobs; [] leaves none. */
export async function saveRules(
  client: ClientBase,
  importId: number,
  { rules, actor }: { rules: readonly KodeRule[]; actor: string | null },
): Promise<void> {
  const editions = "SELECT DISTINCT sumber FROM import_jobs WHERE import_id = $1";
  await client.query(`DELETE FROM kode_rules WHERE sumber IN (${editions})`, [importId]);
  await client.query(
    `INSERT INTO kode_rules (sumber, prefix, klasifikasi, sub_klasifikasi, actor)
     SELECT e.sumber, r.prefix, r.klasifikasi, r.sub_klasifikasi, $3
     FROM (${editions}) e, jsonb_to_recordset($2) AS r (prefix text, klasifikasi text, sub_klasifikasi text)`,
    [importId, JSON.stringify(oncePerPrefix(rules)), actor],
  );
}

/** One rule a prefix; of several the last that says a field. */
function oncePerPrefix(rules: readonly KodeRule[]): KodeRule[] {
  const merged = new Map<string, KodeRule>();
  for (const rule of rules) {
    const prefix = barePrefix(rule.prefix);
    if (prefix === "") continue;
    const before = merged.get(prefix);
    merged.set(prefix, {
      prefix,
      klasifikasi: rule.klasifikasi?.trim() || before?.klasifikasi || null,
      sub_klasifikasi: rule.sub_klasifikasi?.trim() || before?.sub_klasifikasi || null,
    });
  }
  return [...merged.values()];
}
