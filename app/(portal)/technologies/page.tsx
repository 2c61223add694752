import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { SourceBanner } from "@/components/source-banner";
import { SnapshotLine } from "@/components/technologies/snapshot-line";
import { TechnologyFilters } from "@/components/technologies/technology-filters";
import { TechnologyFailure, TechnologyResults } from "@/components/technologies/technology-results";
import { attempt } from "@/lib/attempt";
import { requirePerson } from "@/lib/auth/session";
import { formatInteger } from "@/lib/format/number";
import type { SearchParams } from "@/lib/table/url";
import { readTechnologies } from "@/lib/technologies/list";
import { parseTechnologies, technologiesHref } from "@/lib/technologies/url";
import { readViewState } from "@/lib/views/state";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("technologies"))("title") };
}

/** Technologies that companies use, searched, ordered and paged by the URL. */
export default async function TechnologiesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requirePerson();
  const [t, locale] = [await getTranslations("technologies"), await getLocale()];
  const query = parseTechnologies(await searchParams);
  const [list, state] = await Promise.all([
    attempt("technologies page", () => readTechnologies(query)),
    attempt("technologies snapshot", () => readViewState("mv_distinct_technologies")),
  ]);
  const shown = list.ok ? list.data.results.length : 0;
  const nothingAtAll = list.ok && shown === 0 && technologiesHref(query) === "/technologies";
  const behind = list.ok && list.data.source === "view" && state.ok && state.data.changed !== 0;
  return (
    <div className="flex flex-col gap-4 pt-6">
      <header className="flex flex-wrap items-baseline gap-x-6 gap-y-1 px-4 sm:px-8">
        <h1>{t("title")}</h1>
        {state.ok ? <SnapshotLine state={state.data} /> : null}
        <a href="/api/v1/openapi.json" className="link no-print text-xs leading-4">
          {t("api")}
        </a>
      </header>
      {nothingAtAll ? null : (
        <TechnologyFilters query={query} said={t("announcement", { number: formatInteger(shown, locale) })} />
      )}
      {list.ok && list.data.source && list.data.source !== "view" ? (
        <div className="px-4 sm:px-8">
          <SourceBanner source={list.data.source} view="mv_distinct_technologies" />
        </div>
      ) : null}
      {list.ok ? (
        <TechnologyResults query={query} list={list.data} behind={behind} />
      ) : (
        <TechnologyFailure failure={list.failure} />
      )}
    </div>
  );
}
