import type { RowKey, Sort, TableSpec } from "./spec";

/** One column of an ORDER BY. Nulls come last in either direction. */
export interface OrderColumn {
  column: string;
  number: boolean;
  nullable: boolean;
  descending: boolean;
}

/** Is it the table's own order, or that order backwards? */
export function isOwnOrder(spec: TableSpec, sort: Sort): boolean {
  return spec.columns[sort.column]?.sortBy === spec.tieBreak[0];
}

/** Is it the order of how well rows match the search? */
export function isRelevance(spec: TableSpec, sort: Sort): boolean {
  return spec.relevance?.sort === sort.column;
}

/**
 * The columns that a sort orders by, so that no two rows are equal. The table's own order turns round as a whole;
 * below another column it stays as it is, whatever the direction.
 */
export function orderColumns(spec: TableSpec, sort: Sort): OrderColumn[] {
  const descending = sort.direction === "desc";
  const own = isOwnOrder(spec, sort);
  const rest = [...spec.tieBreak, spec.key].map((column) => ({
    column,
    number: column === spec.key,
    nullable: false,
    descending: own && descending,
  }));
  if (own) return rest;
  if (isRelevance(spec, sort))
    return [{ column: sort.column, number: true, nullable: false, descending: false }, ...rest];
  const column = spec.columns[sort.column];
  const sortBy = column?.sortBy ?? spec.key;
  return [
    { column: sortBy, number: column?.kind === "count", nullable: true, descending },
    ...rest.filter((one) => one.column !== sortBy),
  ];
}

/** Where a row stands in the order. @param row has every column of the order */
export function keyOf(spec: TableSpec, sort: Sort, row: Record<string, string | number | null>): RowKey {
  return orderColumns(spec, sort).map(({ column }) => row[column] ?? null);
}

/** Could a row of the table have this key in this order? */
export function isKey(spec: TableSpec, sort: Sort, key: readonly unknown[]): boolean {
  const columns = orderColumns(spec, sort);
  return (
    key.length === columns.length &&
    columns.every(({ number, nullable }, index) => {
      const value = key[index];
      if (value === null) return nullable;
      return number ? Number.isInteger(value) && Math.abs(value as number) <= MAX_INT : typeof value === "string";
    })
  );
}

/** Largest value of PostgreSQL's integer. */
const MAX_INT = 2 ** 31 - 1;
