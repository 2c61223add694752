/** What a saved view keeps of a URL: pure, so that the page compares by the rule that the server stores by. */

import type { TableQuery, TableSpec } from "@/lib/table/spec";
import { parseQuery, serialiseQuery } from "@/lib/table/url";

/**
 * A query as a saved view keeps it ("" or "?…"): from the first page, chosen options in one order. Two queries that show
 * the same have the same text.
 */
export function savedSearch(spec: TableSpec, query: TableQuery): string {
  const filters = Object.fromEntries(
    Object.entries(query.filters).map(([name, value]) => [name, Array.isArray(value) ? value.toSorted(byText) : value]),
  );
  return serialiseQuery(spec, { ...query, filters, place: { at: "first" } });
}

/** The same from the search part of a URL, of whatever origin: what the table does not know is gone. */
export function savedSearchOf(spec: TableSpec, search: string): string {
  const params = new URLSearchParams(search);
  const values = [...new Set(params.keys())].map((name) => [name, params.getAll(name)]);
  return savedSearch(spec, parseQuery(spec, Object.fromEntries(values)));
}

/** By code units, so that every machine says the same; "no value" first. */
function byText(a: string | null, b: string | null): number {
  if (a === b) return 0;
  return a === null || (b !== null && a < b) ? -1 : 1;
}
