import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { refreshStats } from "@/app/(portal)/actions";
import { ExportMenu } from "@/components/ahsp/export-menu";
import { TableView } from "@/components/data-table/table-view";
import { FailureNotice } from "@/components/failure";
import { RefreshPanel } from "@/components/refresh-panel";
import { SourceBanner } from "@/components/source-banner";
import { TotalsLine } from "@/components/stats-totals";
import { buttonClass } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { attempt } from "@/lib/attempt";
import { requirePerson } from "@/lib/auth/session";
import { readStatsPage } from "@/lib/stats/page";
import { statsTable } from "@/lib/stats/spec";
import { parseQuery, type SearchParams, serialiseQuery } from "@/lib/table/url";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("statistics"))("title") };
}

/** The statistics: one row per AHSP, filtered, sorted and paged by the URL. */
export default async function StatisticsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [person, t] = [await requirePerson(), await getTranslations("statistics")];
  const query = parseQuery(statsTable, await searchParams);
  const answer = await attempt("statistics page", () => readStatsPage(query));
  return (
    <div className="flex flex-col gap-4 pt-6">
      <div className="flex flex-wrap items-center justify-between gap-4 px-4 sm:px-8">
        <h1>{t("title")}</h1>
        {answer.ok && answer.data.totals.ahsp > 0 ? (
          <ExportMenu search={serialiseQuery(statsTable, query)} total={answer.data.totals.ahsp} />
        ) : null}
      </div>
      {!answer.ok && answer.failure.code === "VIEW_NOT_POPULATED" ? (
        <Empty
          title={t("notPopulated")}
          action={person.role === "viewer" ? null : <RefreshPanel refresh={refreshStats} />}
        >
          {t("notPopulatedHint")}
        </Empty>
      ) : !answer.ok ? (
        <div className="px-4 sm:px-8">
          <FailureNotice failure={answer.failure} />
        </div>
      ) : answer.data.totals.ahsp === 0 && Object.keys(query.filters).length === 0 ? (
        <Empty
          title={t("empty")}
          action={
            <Link href="/imports" className={buttonClass("primary")}>
              {t("toImports")}
            </Link>
          }
        >
          {t("emptyHint")}
        </Empty>
      ) : (
        <TableView
          banner={<SourceBanner source={answer.data.source} view={statsTable.relation} />}
          spec={statsTable}
          query={{ ...query, page: answer.data.page }}
          rows={answer.data.rows}
          facets={answer.data.facets}
          total={answer.data.totals.ahsp}
          page={answer.data.page}
          pages={answer.data.pages}
          totals={<TotalsLine totals={answer.data.totals} />}
          caption={t("title")}
        />
      )}
    </div>
  );
}
