import "server-only";
import { attempt } from "@/lib/attempt";
import { prisma } from "@/lib/db/prisma";
import { isOwnOrder } from "@/lib/table/order";
import type { Place } from "@/lib/table/spec";
import { readThrough } from "@/lib/views/read-through";
import { SORT_LIMIT } from "./limits";
import type { From } from "./moment";
import { OPTION_FACETS, statsPageSql } from "./page-sql";
import type { StatsQuery } from "./query";
import { statsTable } from "./spec";
import { suggest } from "./suggestion";
import type { StatsPage } from "./types";

type Answer = Omit<StatsPage, "source" | "suggestion">;

/**
 * One page of the statistics as they are at this moment, with the totals and facet counts of what is filtered.
 * Everything comes from one statement, hence from one snapshot of the database: a refresh in between would leave
 * numbers that do not belong together. A page that is not to be had (beyond the end, or sorted by a column while the
 * rows are too many to sort) is answered by another statement with the nearest one that is; a search in vain by another
 * with what may have been meant.
 *
 * @throws VIEW_NOT_POPULATED through lib/failure when the view holds no snapshot yet; database failures.
 */
export async function readStatsPage(query: StatsQuery): Promise<StatsPage> {
  const { data, source } = await readThrough("referensi_ahsp_stats", (from) => answer(query, from));
  const { q } = query.filters;
  // The page is there without it.
  const meant = q !== undefined && data.totals.ahsp === 0 ? await attempt("search suggestion", () => suggest(q)) : null;
  return { ...data, facets: withChosen(data.facets, query), source, suggestion: meant?.ok ? meant.data : null };
}

async function answer(query: StatsQuery, from: From): Promise<Answer> {
  const [found] = await prisma.$queryRaw<[Omit<Answer, "query">]>(statsPageSql(query, from));
  // Without the keys of what changed the view cannot be brought to this moment.
  if (found.changes?.everything) return { ...(await answer(query, "live")), changes: found.changes };
  const total = found.totals.ahsp;
  if (total > 0 && found.rows.length === 0) {
    if (!isOwnOrder(statsTable, query.sort) && total > SORT_LIMIT)
      return answer({ ...query, sort: statsTable.defaultSort, place: { at: "first" } }, from);
    // The view counts AHSP of which the table has none: somebody wrote past the triggers.
    if (query.place.at === "first") return { ...(await answer(query, "live")), changes: found.changes };
    return answer({ ...query, place: nearest(query.place) }, from);
  }
  return { ...found, query };
}

/** The page at the end that a place lies beyond. */
function nearest(place: Place): Place {
  return { at: place.at === "after" || place.at === "from" ? "last" : "first" };
}

/** A chosen value stays on offer even where the other filters leave nothing of it. */
function withChosen(facets: StatsPage["facets"], query: StatsQuery): StatsPage["facets"] {
  const completed = { ...facets };
  for (const name of OPTION_FACETS) {
    const missing = (query.filters[name] ?? []).filter(
      (value) => !facets[name].some((option) => option.value === value),
    );
    completed[name] = [...facets[name], ...missing.map((value) => ({ value, count: 0 }))];
  }
  return completed;
}
