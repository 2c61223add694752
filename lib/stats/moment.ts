import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { where } from "@/lib/table/sql";
import { readThrough } from "@/lib/views/read-through";
import type { Source } from "@/lib/views/types";
import { liveStats, statsOf } from "./live";
import type { CellFilter } from "./query";

/**
 * The view as it would be if it were refreshed at this moment, in parts that a statement puts together:
 *  - `changed (key)`: the AHSP that changed since the snapshot,
 *  - `replaced`: what the view still says of them,
 *  - `fresh`: what is true of them now, from the base tables.
 * True is the view without `replaced`, and with `fresh`. Read in one statement, view and log belong together: a refresh
 * changes both in one transaction (refresh_view).
 */
export const changedSince: Sql = sql`
  logged AS MATERIALIZED (SELECT DISTINCT key FROM view_changes WHERE view = 'referensi_ahsp_stats'),
  changed AS MATERIALIZED (SELECT key FROM logged WHERE key IS NOT NULL),
  replaced AS MATERIALIZED (SELECT * FROM referensi_ahsp_stats WHERE ahsp_id = ANY (ARRAY(SELECT key FROM changed))),
  fresh AS MATERIALIZED (SELECT * FROM ${statsOf(sql`SELECT key FROM changed`)} AS now)`;

/** Condition on a row of the view, or of `inOrder`: it is still true. */
export const unchanged: Sql = sql`ahsp_id NOT IN (SELECT key FROM changed)`;

/** What a query reads: the view brought to this moment, or everything aggregated live. Both give the same. */
export type From = "view" | "live";

/** The columns that totals and choices are made of. */
export const CELL = sql`sumber, klasifikasi, sub_klasifikasi, rincian_total, tk_count, bhn_count, alt_count, lain_count,
  zero_coef_count, missing_unit_count`;

/** What referensi_ahsp_facets sums by, written out: the index of the single filters serves no parameter. */
const FACETS: Record<"cell" | CellFilter, Sql> = {
  cell: sql`'cell'`,
  sumber: sql`'sumber'`,
  klasifikasi: sql`'klasifikasi'`,
  sub_klasifikasi: sql`'sub_klasifikasi'`,
  anomali: sql`'anomali'`,
};

/**
 * What totals and counts of choices are summed from, of the view. `ahsp` says how many AHSP a row stands for, and is
 * negative where it takes away what `replaced` had added; the other columns are those of the view. Needs `changedSince`.
 * @param only conditions that whoever sums puts on the rows anyway: fewer have to be kept
 */
export function sumsOf(facet: keyof typeof FACETS, only: Sql[] = []): Sql {
  return sql`
    SELECT ahsp, ${CELL} FROM referensi_ahsp_facets ${where(sql`facet = ${FACETS[facet]}`, only)}
    UNION ALL SELECT -1, ${CELL} FROM replaced
    UNION ALL SELECT 1, ${CELL} FROM fresh`;
}

/** `cells`: sums by cell. @param from the view's, or those of a relation shaped like the view */
export function cells(from: "view" | Sql, name = sql`cells`, only: Sql[] = []): Sql {
  if (from !== "view") return sql`${name} AS NOT MATERIALIZED (SELECT 1 AS ahsp, ${CELL} FROM ${from})`;
  return sql`${name} AS MATERIALIZED (${sumsOf("cell", only)})`;
}

/** Every CTE up to `cells`, of all AHSP. */
export function allCells(from: From): Sql {
  if (from === "view") return sql`${changedSince}, ${cells("view")}`;
  return sql`stats AS MATERIALIZED (SELECT * FROM ${liveStats()} AS live), ${cells(sql`stats`)}`;
}

/** Did everything change, as far as the log knows (a TRUNCATE)? Then the view cannot be brought to this moment. */
export function everythingChanged(from: From): Sql {
  return from === "view" ? sql`EXISTS (SELECT FROM logged WHERE key IS NULL)` : sql`FALSE`;
}

/**
 * Every CTE up to `stats`: all AHSP as they are at this moment, shaped like the view. Also where everything changed, so
 * one statement is enough; its live part is worked out only then.
 */
export function allStats(from: From): Sql {
  if (from === "live") return sql`stats AS (SELECT * FROM ${liveStats()} AS live)`;
  const everything = everythingChanged("view");
  return sql`${changedSince}, stats AS (
    SELECT * FROM referensi_ahsp_stats WHERE NOT ${everything} AND ${unchanged}
    UNION ALL SELECT * FROM fresh WHERE NOT ${everything}
    UNION ALL SELECT * FROM ${liveStats()} AS live WHERE ${everything})`;
}

/**
 * Reads the view brought to this moment, or the live aggregate where that cannot be: the view is switched off or
 * missing, or everything changed since its snapshot.
 * @param read gives everythingChanged() of its statement beside the data
 */
export async function readAtThisMoment<T>(
  read: (from: From) => Promise<{ data: T; everything: boolean }>,
): Promise<{ data: T; source: Source }> {
  const { data, source } = await readThrough("referensi_ahsp_stats", async (from) => {
    const found = await read(from);
    return found.everything ? (await read("live")).data : found.data;
  });
  return { data, source };
}
