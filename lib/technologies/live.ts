import sql, { empty, type Sql } from "sql-template-tag";
import { escapeLike } from "@/lib/table/sql";
import type { TechnologyQuery } from "./types";

/** What narrows a list of technologies. */
export type Narrowed = Pick<TechnologyQuery, "search" | "companies">;

/**
 * The live path: columns and values of `mv_distinct_technologies`, worked out from the companies at the moment of
 * asking. Without names it is the oracle that tests and the bench hold the view against, and what people read while
 * the view is switched off or missing: it unnests every company. With names it reads those companies only, and counts
 * among them.
 */
export function liveTechnologies(narrowed: Narrowed = { search: "", companies: [] }): Sql {
  return sql`(
    SELECT value, count(*)::int AS company_count
    FROM (SELECT DISTINCT c.id, technology.value ${technologiesOfCompanies(narrowed)}) AS used
    GROUP BY value
  )`;
}

/** `FROM … WHERE …`: every technology of every company as `technology.value` beside its company `c`. */
export function technologiesOfCompanies({ search, companies }: Narrowed): Sql {
  const named = companies.length ? sql`AND c.name = ANY (${companies}::text[])` : empty;
  const found = search ? sql`AND ${contains(sql`technology.value`, search)}` : empty;
  return sql`
    FROM companies c, unnest(c.technologies) AS technology (value)
    WHERE NOT is_blank(technology.value) ${named} ${found}`;
}

/** Whether text contains what is searched for, whatever its case. */
export function contains(text: Sql, search: string): Sql {
  return sql`${text} ILIKE ${`%${escapeLike(search)}%`}`;
}
