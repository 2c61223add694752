import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { prisma } from "@/lib/db/prisma";
import type { TableQuery } from "@/lib/table/spec";
import { identifier, identifiers, orderBy, where } from "@/lib/table/sql";
import { readThrough } from "@/lib/views/read-through";
import { statsSource } from "./live";
import { statsTable } from "./spec";
import { totalColumns } from "./totals";
import type { FacetOption, StatsFacet, StatsPage, StatsRow, StatsTotals } from "./types";

export type StatsQuery = TableQuery<typeof statsTable>;

const PAGE_COLUMNS = [statsTable.key, ...Object.keys(statsTable.columns), "source_file"];
const OPTION_FACETS = ["sumber", "klasifikasi", "sub_klasifikasi"] as const;

interface Answer {
  rows: StatsRow[];
  totals: StatsTotals;
  facets: Record<StatsFacet, FacetOption[]>;
}

/**
 * One page of the statistics with the totals and facet counts of what is filtered.
 * Everything comes from one statement, hence from one snapshot: a standard refresh swaps the contents of the view
 * under a running transaction, and numbers of two statements might then not belong together.
 *
 * @throws VIEW_NOT_POPULATED through lib/failure when the view holds no snapshot yet; database failures.
 */
export async function readStatsPage(query: StatsQuery): Promise<StatsPage> {
  const { data, source } = await readThrough("referensi_ahsp_stats", async (from) => {
    const [answer] = await prisma.$queryRaw<[Answer]>(statsPageSql(query, from));
    return answer;
  });
  const pages = Math.max(1, Math.ceil(data.totals.ahsp / query.size));
  return { ...data, facets: withChosen(data.facets, query), page: Math.min(query.page, pages), pages, source };
}

/** @param from what to read: the view, or the live path (lib/stats/live.ts), which gives the same. */
export function statsPageSql(query: StatsQuery, source: "view" | "live" = "view"): Sql {
  const from = sql`FROM stats`;
  const order = orderBy(statsTable, query);
  const skip = sql`least(${(query.page - 1) * query.size}::int, ((SELECT greatest(ahsp, 1) - 1 FROM totals) / ${query.size}::int) * ${query.size}::int)`;
  const facet = (name: (typeof OPTION_FACETS)[number]) => sql`(
    SELECT coalesce(json_agg(json_build_object('value', value, 'count', count) ORDER BY value NULLS LAST), '[]')
    FROM (SELECT ${identifier(name)} AS value, count(*)::int AS count ${from} ${where(statsTable, query, name)} GROUP BY 1) AS counted)`;
  return sql`
    WITH ${statsSource(source)}, totals AS (SELECT ${totalColumns} ${from} ${where(statsTable, query)})
    SELECT
      (SELECT row_to_json(totals) FROM totals) AS totals,
      (SELECT coalesce(json_agg(page), '[]') FROM (
        SELECT ${identifiers(PAGE_COLUMNS)} ${from} ${where(statsTable, query)} ${order} LIMIT ${query.size}::int OFFSET ${skip}
      ) AS page) AS rows,
      json_build_object(
        'sumber', ${facet("sumber")},
        'klasifikasi', ${facet("klasifikasi")},
        'sub_klasifikasi', ${facet("sub_klasifikasi")},
        'anomali', (
          SELECT json_build_array(
            json_build_object('value', 'any', 'count', (count(*) FILTER (WHERE zero_coef_count > 0 OR missing_unit_count > 0))::int),
            json_build_object('value', 'zero_coef', 'count', (count(*) FILTER (WHERE zero_coef_count > 0))::int),
            json_build_object('value', 'missing_unit', 'count', (count(*) FILTER (WHERE missing_unit_count > 0))::int))
          ${from} ${where(statsTable, query, "anomali")})
      ) AS facets`;
}

/** A chosen value stays on offer even where the other filters leave nothing of it. */
function withChosen(facets: Answer["facets"], query: StatsQuery): Answer["facets"] {
  const completed = { ...facets };
  for (const name of OPTION_FACETS) {
    const missing = (query.filters[name] ?? []).filter(
      (value) => !facets[name].some((option) => option.value === value),
    );
    completed[name] = [...facets[name], ...missing.map((value) => ({ value, count: 0 }))];
  }
  return completed;
}
