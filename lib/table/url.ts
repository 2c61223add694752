import { areUsual, chosenColumns } from "./columns";
import { isKey, isOwnOrder, isRelevance } from "./order";
import type { Filter, Place, RowKey, Sort, TableQuery, TableSpec } from "./spec";

/** Search parameters as Next hands them to a page, or as URLSearchParams. */
export type SearchParams = Record<string, string | string[] | undefined>;

/** Longest text a filter takes; longer input is cut. */
const MAX_TEXT = 200;
const MAX_OPTIONS = 100;
/** Longest key as text. */
const MAX_KEY = 4000;

/** "No value" in a URL. A real value that begins with ~ gets one more in front. */
const NONE = "~";

/**
 * Reads a query from a URL. Never fails: what is unknown or malformed is ignored, so that an old or mistyped link
 * still opens. parse(serialise(q)) equals q for every query that parse can return.
 */
export function parseQuery<S extends TableSpec>(spec: S, params: SearchParams): TableQuery<S> {
  const filters: Record<string, unknown> = {};
  for (const [name, filter] of Object.entries(spec.filters)) {
    const values = [name, ...(filter.kind === "search" ? filter.formerly : [])].flatMap((one) => many(params[one]));
    const value = parseFilter(filter, values);
    if (value !== undefined) filters[name] = value;
  }
  const size = Number(first(params.size));
  const sort = parseSort(spec, first(params.sort), filters);
  return {
    filters: filters as TableQuery<S>["filters"],
    sort,
    place: parsePlace(spec, sort, params),
    size: spec.pageSizes.includes(size) ? size : spec.pageSizes[0],
    columns: chosenColumns(
      spec,
      many(params.columns).flatMap((part) => part.split(",")),
    ),
  };
}

/** The query as a URL's search part ("" or "?…"). What equals the default is left out. */
export function serialiseQuery<S extends TableSpec>(spec: S, query: TableQuery<S>): string {
  const out = new URLSearchParams();
  for (const name of Object.keys(spec.filters)) {
    const value = query.filters[name as keyof S["filters"]] as string | readonly (string | null)[] | undefined;
    if (value === undefined) continue;
    for (const one of typeof value === "string" ? [value] : value.map(optionToken)) out.append(name, one);
  }
  const { column, direction } = query.sort;
  const isDefault = column === spec.defaultSort.column && direction === spec.defaultSort.direction;
  // The order of a search goes with the search.
  if (!isDefault && (!isRelevance(spec, query.sort) || out.has(spec.relevance?.of ?? ""))) {
    out.set("sort", `${direction === "desc" ? "-" : ""}${column}`);
  }
  const { place } = query;
  if ("key" in place) out.set(place.at, JSON.stringify(place.key));
  else if (place.at === "from") out.set("from", place.text);
  else if (place.at === "last") out.set("last", "1");
  if (query.size !== spec.pageSizes[0]) out.set("size", String(query.size));
  if (!areUsual(spec, query.columns)) out.set("columns", query.columns.join(","));
  // A comma means nothing to a query string, and names are easier to read with it.
  const text = out.toString().replaceAll("%2C", ",");
  return text && `?${text}`;
}

/** The same query with other filters: back on the first page, filters set to undefined are gone. */
export function withFilters<S extends TableSpec>(
  query: TableQuery<S>,
  change: { [K in keyof S["filters"]]?: TableQuery<S>["filters"][K] | undefined },
): TableQuery<S> {
  const filters = Object.fromEntries(
    Object.entries({ ...query.filters, ...change }).filter(([, value]) => value !== undefined),
  );
  return { ...query, filters: filters as TableQuery<S>["filters"], place: { at: "first" } };
}

export function optionToken(value: string | null): string {
  if (value === null) return NONE;
  return value.startsWith(NONE) ? NONE + value : value;
}

export function optionValue(token: string): string | null {
  if (token === NONE) return null;
  return token.startsWith(NONE) ? token.slice(1) : token;
}

function parseFilter(filter: Filter, values: string[]): unknown {
  switch (filter.kind) {
    case "option": {
      const options = [...new Set(values.map(clean).filter((value) => value !== ""))].slice(0, MAX_OPTIONS);
      return options.length ? options.map(optionValue) : undefined;
    }
    case "positive":
      return values.find((value) => Object.hasOwn(filter.choices, value));
    case "search":
      return values.map((text) => plainText(text)).find((text) => text !== undefined);
  }
}

function plainText(text = ""): string | undefined {
  return clean(text).trim().slice(0, MAX_TEXT).trim().toWellFormed() || undefined;
}

function parseSort(spec: TableSpec, text: string | undefined, filters: Record<string, unknown>): Sort {
  if (spec.relevance && text === spec.relevance.sort && filters[spec.relevance.of] !== undefined) {
    return { column: text, direction: "asc" };
  }
  const descending = text?.startsWith("-") ?? false;
  const column = descending ? text?.slice(1) : text;
  if (column === undefined || !Object.hasOwn(spec.columns, column) || !spec.columns[column]?.sortBy) {
    return spec.defaultSort;
  }
  return { column, direction: descending ? "desc" : "asc" };
}

/** The first of after, before, from and last that makes sense; the first page where none does. */
function parsePlace(spec: TableSpec, sort: Sort, params: SearchParams): Place {
  for (const at of ["after", "before"] as const) {
    const key = parseKey(first(params[at]));
    if (key && isKey(spec, sort, key)) return { at, key };
  }
  const text = spec.seekBy && plainText(first(params.from));
  if (text && isOwnOrder(spec, sort)) return { at: "from", text };
  return { at: first(params.last) === undefined ? "first" : "last" };
}

function parseKey(text: string | undefined): RowKey | undefined {
  if (text === undefined || text.length > MAX_KEY) return undefined;
  try {
    const key: unknown = JSON.parse(text);
    if (!Array.isArray(key)) return undefined;
    return key.map((part: unknown) => (typeof part === "string" ? clean(part) : part === 0 ? 0 : part)) as RowKey;
  } catch {
    return undefined;
  }
}

/** PostgreSQL text holds neither NUL nor lone surrogates. */
function clean(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}

function many(value: string | string[] | undefined): string[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

function first(value: string | string[] | undefined): string | undefined {
  return many(value)[0];
}
