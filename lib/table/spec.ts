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
  /**
   * A text that the code begins with, or whose words the name contains, all of them, in any order, also inside longer
   * words; whatever their case. `formerly`: parameters of older links that are read where its own is absent.
   */
  | { kind: "search"; code: string; text: string; formerly: readonly string[] }
  /** Any of the chosen values; null stands for "no value". Options and counts come from the data. */
  | { kind: "option"; column: string }
  /** One of several named conditions: any of its columns is above 0. */
  | { kind: "positive"; choices: Record<string, readonly string[]> };

export interface TableSpec {
  /** Name in messages: `tables.<name>.columns.<column>` and `tables.<name>.filters.<filter>`. */
  name: string;
  relation: string;
  /** Unique integer column of the relation: the last word in every order. */
  key: string;
  /** Path a row leads to, with {key} for the key's value. */
  rowHref?: string;
  columns: Record<string, Column>;
  filters: Record<string, Filter>;
  /**
   * A sort that is no column: how well a row matches that filter of kind `search`, the best first. To be had while the
   * filter is set; its name is that of a number which the rows then have.
   */
  relevance?: { sort: string; of: string };
  /**
   * The table's own order, before the key: text columns without nulls. It orders what another sort leaves equal. Pages
   * in this order are read through an index, however many rows match.
   */
  tieBreak: readonly [string, ...string[]];
  /** SQL function from typed text to a value of the first column of the own order: lets a page begin at that text. */
  seekBy?: string;
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

/** Values of the columns that a row is ordered by (order.ts). They say where a page begins; no row needs to have them. */
export type RowKey = readonly (string | number | null)[];

/** Which page: counted from an end, or the rows next to a row. `from`: the rows from what the text would be on. */
export type Place = { at: "first" | "last" } | { at: "after" | "before"; key: RowKey } | { at: "from"; text: string };

/** What a person asks of a table. A filter that is not set is absent. */
export interface TableQuery<S extends TableSpec = TableSpec> {
  filters: { [K in keyof S["filters"]]?: FilterValue<S["filters"][K]> };
  sort: Sort;
  place: Place;
  size: number;
  /** Names of the columns that are shown, in their order; the first of the definition is always the first. */
  columns: readonly string[];
}

/** Keeps the literal types of a definition while checking its shape. */
export function tableSpec<const S extends TableSpec>(spec: S): S {
  return spec;
}
