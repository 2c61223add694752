import "server-only";
import sql, { empty, type Sql } from "sql-template-tag";
import { prisma } from "@/lib/db/prisma";
import { readThrough } from "@/lib/views/read-through";
import { contains, liveTechnologies, technologiesOfCompanies } from "./live";
import type { Slice, Technology, TechnologyEntry, TechnologyList, TechnologyQuery } from "./types";

/**
 * Technologies by name, each once. All of them, or those that a search finds, come from the view (or from its live
 * path, see lib/views/read-through.ts); those of named companies always from the companies.
 *
 * @throws VIEW_NOT_POPULATED through lib/failure when the view holds no snapshot yet; database failures.
 */
export async function readTechnologies(query: TechnologyQuery): Promise<TechnologyList> {
  const read = (from: "view" | "live") => prisma.$queryRaw<Technology[]>(technologiesSql(query, from));
  if (query.companies.length) return { ...slice(await read("live"), query.limit), source: null };
  const { data, source } = await readThrough("mv_distinct_technologies", read);
  return { ...slice(data, query.limit), source };
}

/** One row more than `limit`, which tells whether any follow: nobody has to count them all. */
export function technologiesSql(query: TechnologyQuery, from: "view" | "live"): Sql {
  const page = sql`ORDER BY value ${descending(query)} LIMIT ${query.limit + 1}::int OFFSET ${query.offset}::int`;
  if (from === "live") return sql`SELECT value, company_count FROM ${liveTechnologies(query)} AS live ${page}`;
  if (!query.search) return sql`SELECT value, company_count FROM mv_distinct_technologies ${page}`;
  const found = sql`SELECT value, company_count FROM mv_distinct_technologies WHERE ${contains(sql`value`, query.search)}`;
  // Found first and sorted then, or the planner may walk all values in order past those that do not match.
  return TRIGRAM.test(query.search)
    ? sql`WITH found AS MATERIALIZED (${found}) SELECT value, company_count FROM found ${page}`
    : sql`${found} ${page}`;
}

/** What the trigram index can look up; with less than that, walking in order until the page is full is quicker. */
const TRIGRAM = /[a-z0-9]{3}/i;

/**
 * Technologies of named companies, one entry for each company that uses it: by technology, then by company.
 * @param query names at least one company: without, the list would be everything that any company uses
 */
export async function readTechnologyEntries(query: TechnologyQuery): Promise<Slice<TechnologyEntry>> {
  const rows = await prisma.$queryRaw<{ value: string; uuid: string; name: string }[]>(sql`
    SELECT DISTINCT technology.value, c.name, c.uuid ${technologiesOfCompanies(query)}
    ORDER BY technology.value ${descending(query)}, c.name, c.uuid
    LIMIT ${query.limit + 1}::int OFFSET ${query.offset}::int`);
  const entries = rows.map(({ value, uuid, name }) => ({ value, company: { uuid, name } }));
  return slice(entries, query.limit);
}

function descending({ ordering }: TechnologyQuery): Sql {
  return ordering === "-value" ? sql`DESC` : empty;
}

/** The first `limit` of rows that were asked for with one more. */
export function slice<T>(rows: T[], limit: number): Slice<T> {
  return { results: rows.slice(0, limit), hasMore: rows.length > limit };
}
