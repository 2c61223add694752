import { useLocale, useTranslations } from "next-intl";
import { ChangesLine } from "@/components/ahsp/changes-line";
import { ChangesList } from "@/components/ahsp/changes-list";
import type { TablePreferences } from "@/components/data-table/preferences";
import { SavedViews, type SavedViewsGiven } from "@/components/data-table/saved-views";
import { TableView } from "@/components/data-table/table-view";
import { SourceBanner } from "@/components/source-banner";
import { TotalsLine } from "@/components/stats-totals";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { ChangedAhsp } from "@/lib/stats/changed";
import { SEARCH_LIMIT, SORT_LIMIT } from "@/lib/stats/limits";
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
      before={page.before}
      sortLimit={SORT_LIMIT}
      preferences={preferences}
      marked={page.changes?.onPage ?? []}
      totals={
        <>
          <TotalsLine totals={page.totals} />
          {page.capped ? (
            <p className="text-warn">{t("capped", { limit: formatInteger(SEARCH_LIMIT, locale) })}</p>
          ) : null}
        </>
      }
      caption={t("title")}
    />
  );
}
