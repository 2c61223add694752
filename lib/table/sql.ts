import sql, { empty, join, raw, type Sql } from "sql-template-tag";
import { orderColumns } from "./order";
import type { Filter, RowKey, Sort, TableQuery, TableSpec } from "./spec";

/**
 * SQL from a table's definition. This is the one place where text becomes part of a statement without being a
 * parameter; only names that stand in a definition (source code, never input) and numbers can get here, and each is
 * checked.
 */
export function identifier(name: string): Sql {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(name)) throw new Error(`not an identifier: ${JSON.stringify(name)}`);
  return raw(`"${name}"`);
}

/** `"a", "b"` */
export function identifiers(names: readonly string[]): Sql {
  return join(names.map(identifier));
}

/** A whole number as it is, for a statement that keeps its plan: the planner has to know how few rows are wanted. */
export function integer(value: number): Sql {
  if (!Number.isSafeInteger(value)) throw new Error(`not an integer: ${value}`);
  return raw(String(value));
}

/** `WHERE …`: all of the conditions, or nothing where there are none. */
export function where(...conditions: (Sql | readonly Sql[])[]): Sql {
  const all = conditions.flat();
  return all.length ? sql`WHERE ${join(all, " AND ")}` : empty;
}

/** All of the conditions as one that no index is used for: the planner may take a poor index for a good one. */
export function unindexed(...conditions: Sql[]): Sql[] {
  return conditions.length ? [sql`coalesce(${join(conditions, " AND ")}, FALSE)`] : [];
}

/** The conditions that the filters of a query make. `kinds`: of these filters only; `except` leaves one out. */
export function conditions<S extends TableSpec>(
  spec: S,
  query: TableQuery<S>,
  { except, kinds }: { except?: keyof S["filters"]; kinds?: readonly Filter["kind"][] } = {},
): Sql[] {
  return Object.entries(query.filters).flatMap(([name, value]) => {
    const filter = spec.filters[name] as Filter;
    if (name === except || value === undefined || (kinds && !kinds.includes(filter.kind))) return [];
    return condition(filter, value as string | (string | null)[]);
  });
}

/** `ORDER BY …` of a sort, no two rows tie. `backwards`: the same rows from the end. */
export function orderBy<S extends TableSpec>(spec: S, sort: Sort, { backwards = false } = {}): Sql {
  const columns = orderColumns(spec, sort).map(({ column, nullable, descending }) => {
    // Without nulls nothing is said about them: only so can an index be read in both directions.
    const nulls = nullable ? (backwards ? " NULLS FIRST" : " NULLS LAST") : "";
    return sql`${identifier(column)} ${raw((descending === backwards ? "ASC" : "DESC") + nulls)}`;
  });
  return sql`ORDER BY ${join(columns)}`;
}

/**
 * Condition on a row: it comes before, or after, a key in the order of a sort. True or false, never null.
 * @param values the key's values as SQL, in the order of orderColumns; fewer compare by the first columns only
 * @param inclusive whether it is true of the key itself
 */
export function beside(
  spec: TableSpec,
  sort: Sort,
  side: "after" | "before",
  values: readonly Sql[],
  inclusive = false,
): Sql {
  const columns = orderColumns(spec, sort).slice(0, values.length);
  const [first] = columns;
  if (first && columns.every((one) => !one.nullable && one.descending === first.descending)) {
    const names = join(columns.map(({ column }) => identifier(column)));
    const sign = (side === "after") === first.descending ? "<" : ">";
    return sql`(${names}) ${raw(inclusive ? `${sign}=` : sign)} (${join(values)})`;
  }
  const end = raw(inclusive ? "TRUE" : "FALSE");
  return columns.reduceRight<Sql>((rest, { column, nullable, descending }, index) => {
    const [name, value] = [identifier(column), values[index] as Sql];
    const further = sql`${name} ${raw((side === "after") === descending ? "<" : ">")} ${value}`;
    // Nulls are the last of all: every value comes before them, and nothing after.
    const beyond = !nullable
      ? further
      : side === "after"
        ? sql`coalesce(${further}, ${name} IS NULL AND ${value} IS NOT NULL)`
        : sql`coalesce(${further}, ${name} IS NOT NULL AND ${value} IS NULL)`;
    return sql`(${beyond} OR (${name} IS NOT DISTINCT FROM ${value} AND ${rest}))`;
  }, end);
}

/** A key's values as SQL. @param key fits the sort (isKey) */
export function keyValues(spec: TableSpec, sort: Sort, key: RowKey): Sql[] {
  return orderColumns(spec, sort).map(({ number }, index) =>
    number ? sql`${key[index]}::int` : sql`${key[index]}::text`,
  );
}

function condition(filter: Filter, value: string | (string | null)[]): Sql {
  switch (filter.kind) {
    case "search":
      return sql`(${codeBegins(filter, value as string)} OR ${hasWords(filter, value as string)})`;
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

type Search = Extract<Filter, { kind: "search" }>;

/** The part of a search that looks at the code: it begins with the text. */
export function codeBegins({ code }: Search, text: string): Sql {
  return sql`lower(${identifier(code)}) LIKE lower(${`${escapeLike(text)}%`}::text)`;
}

/** The part of a search that looks at the name: it has all words of the text. */
export function hasWords({ text: column }: Search, text: string): Sql {
  const words = wordsOf(text).map((word) => sql`${identifier(column)} ILIKE ${`%${escapeLike(word)}%`}`);
  return sql`(${join(words, " AND ")})`;
}

/** How well a row matches a search: 0 exactly its code, 1 its code, 2 its name begins so, 3 words begin so, 4 else. */
export function relevance(filter: Search, text: string): Sql {
  const [code, name] = [identifier(filter.code), identifier(filter.text)];
  // What a word may follow besides a space.
  const spaced = sql`(' ' || translate(${name}, '([{"''/,;:-', '          '))`;
  const begins = wordsOf(text).map((word) => sql`${spaced} ILIKE ${`% ${escapeLike(word)}%`}`);
  return sql`CASE
    WHEN lower(${code}) = lower(${text}::text) THEN 0
    WHEN ${codeBegins(filter, text)} THEN 1
    WHEN ${name} ILIKE ${`${escapeLike(text)}%`} THEN 2
    WHEN ${join(begins, " AND ")} THEN 3
    ELSE 4 END`;
}

/** The words of a search, each once. */
export function wordsOf(text: string): string[] {
  return [...new Set(text.split(/\s+/u))];
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
