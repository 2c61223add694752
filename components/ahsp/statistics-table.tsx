import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { ChangesLine } from "@/components/ahsp/changes-line";
import { ChangesList } from "@/components/ahsp/changes-list";
import type { TablePreferences } from "@/components/data-table/preferences";
import { SavedViews, type SavedViewsGiven } from "@/components/data-table/saved-views";
import { TableView } from "@/components/data-table/table-view";
import { SourceBanner } from "@/components/source-banner";
import { TotalsLine } from "@/components/stats-totals";
import { formatDateTime, type Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { ChangedAhsp } from "@/lib/stats/changed";
import { SEARCH_LIMIT, SHORT_WORD_LIMIT, SORT_LIMIT } from "@/lib/stats/limits";
import type { StatsQuery } from "@/lib/stats/query";
import { statsTable } from "@/lib/stats/spec";
import type { StatsPage } from "@/lib/stats/types";
import { serialiseQuery } from "@/lib/table/url";

/** The table of the statistics with what there is to know about its rows. @param props.changed null = not asked for */
export function StatisticsTable({
  page,
  changed,
  saved,
  preferences,
}: {
  page: StatsPage;
  changed: { listed: ChangedAhsp[]; count: number } | null;
  saved: SavedViewsGiven;
  preferences: TablePreferences;
}) {
  const t = useTranslations("statistics");
  const locale = useLocale() as Locale;
  const here = serialiseQuery(statsTable, page.query);
  const withList = `${here || "?"}${here ? "&" : ""}changed=1`;
  return (
    <TableView
      banner={
        <>
          <SourceBanner source={page.source} view={statsTable.relation} />
          {page.changes ? (
            <ChangesLine
              changes={page.changes}
              listed={changed !== null}
              href={`/ahsp${changed === null ? withList : here}`}
            />
          ) : null}
          {changed && changed.count > 0 ? <ChangesList {...changed} /> : null}
        </>
      }
      menus={<SavedViews spec={statsTable} query={page.query} given={saved} />}
      spec={statsTable}
      query={page.query}
      rows={page.rows}
      facets={page.facets}
      total={page.totals.ahsp}
      more={page.capped || page.bounded}
      before={page.before}
      sortLimit={SORT_LIMIT}
      preferences={preferences}
      marked={page.changes?.onPage ?? []}
      totals={
        <>
          <p className="hidden print:block">{t("readAt", { time: formatDateTime(page.readAt, locale) })}</p>
          <TotalsLine totals={page.totals} more={page.capped || page.bounded} />
          {page.capped ? (
            <p className="text-warn">{t("capped", { limit: formatInteger(SEARCH_LIMIT, locale) })}</p>
          ) : null}
          {page.bounded ? (
            <p className="text-warn">{t("bounded", { limit: formatInteger(SHORT_WORD_LIMIT, locale) })}</p>
          ) : null}
          {page.query.filters.q !== undefined && page.totals.ahsp > 1 ? <SearchOrder query={page.query} /> : null}
        </>
      }
      suggestion={page.suggestion === null ? null : <Suggestion query={page.query} text={page.suggestion} />}
      caption={t("title")}
    />
  );
}

/** The two orders of what a search found. */
function SearchOrder({ query }: { query: StatsQuery }) {
  const t = useTranslations("statistics.order");
  const orders = [
    { name: "kode", sort: statsTable.defaultSort },
    { name: "relevance", sort: { column: statsTable.relevance.sort, direction: "asc" } },
  ] as const;
  return (
    <p className="no-print flex flex-wrap gap-x-3 text-soft">
      <span>{t("label")}</span>
      {orders.map(({ name, sort }) =>
        query.sort.column === sort.column ? (
          <strong key={name} aria-current="true">
            {t(name)}
          </strong>
        ) : (
          <Link key={name} prefetch={false} className="link" href={to({ ...query, sort, place: { at: "first" } })}>
            {t(name)}
          </Link>
        ),
      )}
    </p>
  );
}

function Suggestion({ query, text }: { query: StatsQuery; text: string }) {
  const t = useTranslations("statistics");
  return (
    <p className="pb-2 text-ink">
      {t("didYouMean")}{" "}
      <Link
        prefetch={false}
        className="link font-semibold"
        href={to({ ...query, filters: { q: text }, place: { at: "first" } })}
      >
        {text}
      </Link>
      ?
    </p>
  );
}

function to(query: StatsQuery): string {
  return `/ahsp${serialiseQuery(statsTable, query)}`;
}
