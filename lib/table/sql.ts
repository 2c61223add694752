import sql, { empty, join, raw, type Sql } from "sql-template-tag";
import type { Filter, TableQuery, TableSpec } from "./spec";

/**
 * SQL from a table's definition. This is the one place where text becomes part of a statement without being a
 * parameter; only names that stand in a definition (source code, never input) can get here, and each is checked.
 */
export function identifier(name: string): Sql {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(name)) throw new Error(`not an identifier: ${JSON.stringify(name)}`);
  return raw(`"${name}"`);
}

/** `"a", "b"` */
export function identifiers(names: readonly string[]): Sql {
  return join(names.map(identifier));
}

/** `WHERE …` for the filters of a query, or nothing. `except` leaves one filter out (a facet's own). */
export function where<S extends TableSpec>(spec: S, query: TableQuery<S>, except?: keyof S["filters"]): Sql {
  const conditions = Object.entries(query.filters)
    .filter(([name, value]) => name !== except && value !== undefined)
    .map(([name, value]) => condition(spec.filters[name] as Filter, value as string | (string | null)[]));
  return conditions.length ? sql`WHERE ${join(conditions, " AND ")}` : empty;
}

/** `ORDER BY …`: the chosen column, then the table's own order, then the key, so that no two rows tie. */
export function orderBy<S extends TableSpec>(spec: S, query: TableQuery<S>): Sql {
  const sortBy = spec.columns[query.sort.column]?.sortBy ?? spec.key;
  const direction = query.sort.direction === "desc" ? raw("DESC NULLS LAST") : raw("ASC NULLS LAST");
  const rest = [...spec.tieBreak, spec.key].filter((column) => column !== sortBy);
  return sql`ORDER BY ${identifier(sortBy)} ${direction}${rest.map((column) => sql`, ${identifier(column)}`).reduce((a, b) => sql`${a}${b}`, empty)}`;
}

function condition(filter: Filter, value: string | (string | null)[]): Sql {
  switch (filter.kind) {
    case "prefix":
      return sql`${identifier(filter.column)} ILIKE ${`${escapeLike(value as string)}%`}`;
    case "contains":
      return sql`${identifier(filter.column)} ILIKE ${`%${escapeLike(value as string)}%`}`;
    case "option": {
      const values = (value as (string | null)[]).filter((one) => one !== null);
      const column = identifier(filter.column);
      const isNull = sql`${column} IS NULL`;
      const isOneOf = sql`${column} = ANY (${values})`;
      if (values.length === value.length) return isOneOf;
      return values.length ? sql`(${isOneOf} OR ${isNull})` : isNull;
    }
    case "positive":
      return positive(filter.choices[value as string] ?? []);
  }
}

/** Any of the columns is above 0. */
function positive(columns: readonly string[]): Sql {
  return sql`(${join(
    columns.map((column) => sql`${identifier(column)} > 0`),
    " OR ",
  )})`;
}

/** Text that LIKE takes literally. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
