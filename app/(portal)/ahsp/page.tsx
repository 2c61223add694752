import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { refreshStats } from "@/app/(portal)/actions";
import { savedFor } from "@/app/(portal)/ahsp/saved-views/saved-for";
import { tablePreferences } from "@/app/preferences";
import { ExportMenu } from "@/components/ahsp/export-menu";
import { NoAhsp } from "@/components/ahsp/no-ahsp";
import { StatisticsTable } from "@/components/ahsp/statistics-table";
import { FailureNotice } from "@/components/failure";
import { RefreshPanel } from "@/components/refresh-panel";
import { Empty } from "@/components/ui/empty";
import { attempt } from "@/lib/attempt";
import { requirePerson } from "@/lib/auth/session";
import { readChanged } from "@/lib/stats/changed";
import { readStatsPage } from "@/lib/stats/page";
import { statsTable } from "@/lib/stats/spec";
import { parseQuery, type SearchParams } from "@/lib/table/url";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("statistics"))("title") };
}

/** The statistics: one row per AHSP, filtered, sorted and paged by the URL. `changed` lists what changed lately. */
export default async function StatisticsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [person, t] = [await requirePerson(), await getTranslations("statistics")];
  const params = await searchParams;
  const query = parseQuery(statsTable, params);
  const [answer, saved] = await Promise.all([attempt("statistics page", () => readStatsPage(query)), savedFor(person)]);
  const changed = params.changed === undefined ? null : await attempt("changed AHSP", readChanged);
  const listed = changed?.ok ? changed.data : null;
  return (
    <div className="flex flex-col gap-4 pt-6">
      <div className="flex flex-wrap items-center justify-between gap-4 px-4 sm:px-8 print:px-3">
        <h1>{t("title")}</h1>
        {answer.ok && (answer.data.totals.ahsp > 0 || answer.data.bounded) ? (
          <ExportMenu page={answer.data} refused={params.export} />
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
        <NoAhsp />
      ) : (
        <StatisticsTable page={answer.data} changed={listed} saved={saved} preferences={await tablePreferences()} />
      )}
    </div>
  );
}
