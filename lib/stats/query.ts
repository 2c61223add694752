import sql, { type Sql } from "sql-template-tag";
import { isRelevance } from "@/lib/table/order";
import type { TableQuery } from "@/lib/table/spec";
import { beside, conditions, identifier, integer, keyValues, relevance } from "@/lib/table/sql";
import { statsTable } from "./spec";

export type StatsQuery = TableQuery<typeof statsTable>;

/** Conditions on a row shaped like the view. */
export function matching(query: StatsQuery): Sql[] {
  return conditions(statsTable, query);
}

/** Kinds of the filters that the columns of a cell answer: all but the search. */
export const CELL_KINDS = ["option", "positive"] as const;

const CELL_FILTERS = ["sumber", "klasifikasi", "sub_klasifikasi", "anomali"] as const;
/** A filter that the columns of a cell answer. */
export type CellFilter = (typeof CELL_FILTERS)[number];

/** Those of them that are set. The choices of each are counted without it. */
export function setFilters({ filters }: StatsQuery): CellFilter[] {
  return CELL_FILTERS.filter((one) => filters[one] !== undefined);
}

/** The condition of the search; null: nothing is searched for. No cell tells what matches it. */
export function searched(query: StatsQuery): Sql | null {
  return conditions(statsTable, query, { kinds: ["search"] })[0] ?? null;
}

/** Rows of a relation shaped like the view, with the column that a query is sorted by where the view has none. */
export function ranked({ filters, sort }: StatsQuery, from: Sql): Sql {
  if (!isRelevance(statsTable, sort) || filters.q === undefined) return from;
  const rank = relevance(statsTable.filters.q, filters.q);
  return sql`(SELECT *, ${rank} AS ${identifier(sort.column)} FROM ${from} AS unranked) AS ranked`;
}

/**
 * How the page of a query is read: `backwards` from its end, `limit` rows that fulfil `bound` (null: from the first).
 * `before` says how many rows come before the page, given how many the page has and how many matching rows fulfil a
 * condition.
 */
export interface Reading {
  backwards: boolean;
  bound: Sql | null;
  limit: Sql;
  before(rows: Sql, count: (ahead: Ahead) => Sql): Sql;
}

/** Rows that come before a key (or on it), as a condition; all the others; and the first value of the key. */
export interface Ahead {
  is: Sql;
  isNot: Sql;
  code: Sql;
}

/** @param total SQL of the number of matching rows */
export function readingOf(query: StatsQuery, total: Sql): Reading {
  const { place, sort, size } = query;
  const limit = integer(size);
  const key = keyOfPlace(query);
  const side = (way: "after" | "before", inclusive = false) => beside(statsTable, sort, way, key, inclusive);
  const ahead = (is: Sql, isNot: Sql): Ahead => ({ is, isNot, code: key[0] as Sql });
  switch (place.at) {
    case "first":
      return { backwards: false, bound: null, limit, before: () => sql`0` };
    case "last":
      return {
        backwards: true,
        bound: null,
        limit: sql`(SELECT (greatest(${total}, 1) - 1) % ${limit} + 1)`,
        before: (rows) => sql`${total} - ${rows}`,
      };
    case "after": {
      const bound = side("after");
      return { backwards: false, bound, limit, before: (_, count) => count(ahead(side("before", true), bound)) };
    }
    case "before": {
      const bound = side("before");
      return {
        backwards: true,
        bound,
        limit,
        before: (rows, count) => sql`${count(ahead(bound, side("after", true)))} - ${rows}`,
      };
    }
    case "from": {
      const bound = side("after", true);
      return { backwards: false, bound, limit, before: (_, count) => count(ahead(side("before"), bound)) };
    }
  }
}

function keyOfPlace({ place, sort }: StatsQuery): Sql[] {
  if (place.at === "from") return [sql`${identifier(statsTable.seekBy)}(${place.text}::text)`];
  return "key" in place ? keyValues(statsTable, sort, place.key) : [];
}
