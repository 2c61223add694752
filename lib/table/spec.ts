/**
 * A table is defined once, as data. Its URL (url.ts), its SQL (sql.ts) and its screen (components/data-table)
 * all derive from the definition; nothing about a table is said twice.
 */

/** How a column's values are shown. Numbers are integers. */
export type ColumnKind = "code" | "text" | "count";

export interface Column {
  kind: ColumnKind;
  /** Column of the relation to sort by; absent: the column cannot be sorted by. */
  sortBy?: string;
  /** Stays visible when the table scrolls sideways. */
  pinned?: boolean;
  /** A count that deserves a look when it is not 0. */
  anomaly?: boolean;
}

export type Filter =
  /** Text that the column begins with, whatever its case. */
  | { kind: "prefix"; column: string }
  /** Text that the column contains, whatever its case. */
  | { kind: "contains"; column: string }
  /** Any of the chosen values; null stands for "no value". Options and counts come from the data. */
  | { kind: "option"; column: string }
  /** One of several named conditions: any of its columns is above 0. */
  | { kind: "positive"; choices: Record<string, readonly string[]> };

export interface TableSpec {
  /** Name in messages: `tables.<name>.columns.<column>` and `tables.<name>.filters.<filter>`. */
  name: string;
  relation: string;
  /** Unique column of the relation: the last word in every order. */
  key: string;
  /** Path a row leads to, with {key} for the key's value. */
  rowHref?: string;
  columns: Record<string, Column>;
  filters: Record<string, Filter>;
  /** Order of rows that the chosen sort leaves equal, before the key. */
  tieBreak: readonly string[];
  defaultSort: Sort;
  pageSizes: readonly [number, ...number[]];
}

export interface Sort {
  column: string;
  direction: "asc" | "desc";
}

/** The value of a filter: text, or the chosen options, or the name of the chosen condition. */
export type FilterValue<F extends Filter = Filter> = F extends { kind: "option" }
  ? readonly (string | null)[]
  : F extends { kind: "positive"; choices: infer C }
    ? keyof C & string
    : string;

/** What a person asks of a table. A filter that is not set is absent. `page` counts from 1. */
export interface TableQuery<S extends TableSpec = TableSpec> {
  filters: { [K in keyof S["filters"]]?: FilterValue<S["filters"][K]> };
  sort: Sort;
  page: number;
  size: number;
}

/** Keeps the literal types of a definition while checking its shape. */
export function tableSpec<const S extends TableSpec>(spec: S): S {
  return spec;
}
