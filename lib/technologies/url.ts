import type { SearchParams } from "@/lib/table/url";
import { escapeName, splitNames } from "./names";
import { MAX_COMPANIES, MAX_NAME, MAX_OFFSET, MAX_SEARCH, ORDERINGS, type TechnologyQuery } from "./types";

/** Rows that a page of the list shows, the usual number first. */
export const PAGE_SIZES = [25, 50, 100, 200] as const;

/** A place in a list: rows `offset + 1` to `offset + limit`. */
export type Place = Pick<TechnologyQuery, "limit" | "offset">;

/**
 * Reads the list's query from the page's URL, which has the names of the API's parameters. Never fails: what is
 * unknown or malformed is ignored. parse(href(q)) equals q for every query that parse can return.
 */
export function parseTechnologies(params: SearchParams): TechnologyQuery {
  const companies = many(params.company)
    .flatMap(splitNames)
    .map(clean)
    .filter((name) => name !== "" && name.length <= MAX_NAME);
  return {
    ...parsePlace(params),
    search: clean(many(params.search)[0] ?? "")
      .trim()
      .slice(0, MAX_SEARCH)
      .trim()
      .toWellFormed(),
    companies: [...new Set(companies)].slice(0, MAX_COMPANIES),
    ordering: ORDERINGS.find((one) => one === many(params.ordering)[0]) ?? "value",
  };
}

/** Path of the list with this query; what equals the default is left out. */
export function technologiesHref({ search, companies, ordering, ...place }: TechnologyQuery): string {
  const out = new URLSearchParams();
  if (search) out.set("search", search);
  for (const name of companies) out.append("company", escapeName(name));
  if (ordering !== "value") out.set("ordering", ordering);
  return withPlace("/technologies", out, place);
}

/** The technology and the place that the page of its companies is asked for; null: it names none. */
export function parseTechnology(params: SearchParams): (Place & { technology: string }) | null {
  const technology = clean(many(params.technology)[0] ?? "");
  return technology.trim() === "" ? null : { technology, ...parsePlace(params) };
}

/** Path of the companies that use a technology. */
export function technologyHref(technology: string, place: Place = { limit: PAGE_SIZES[0], offset: 0 }): string {
  return withPlace("/technologies/companies", new URLSearchParams({ technology }), place);
}

function parsePlace(params: SearchParams): Place {
  const offset = many(params.offset)[0] ?? "";
  return {
    limit: PAGE_SIZES.find((size) => String(size) === many(params.limit)[0]) ?? PAGE_SIZES[0],
    offset: /^[0-9]{1,7}$/.test(offset) ? Math.min(Number(offset), MAX_OFFSET) : 0,
  };
}

function withPlace(path: string, out: URLSearchParams, { limit, offset }: Place): string {
  if (limit !== PAGE_SIZES[0]) out.set("limit", String(limit));
  if (offset > 0) out.set("offset", String(offset));
  const text = out.toString();
  return text ? `${path}?${text}` : path;
}

/** PostgreSQL text holds neither NUL nor lone surrogates. */
function clean(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}

function many(value: string | string[] | undefined): string[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
