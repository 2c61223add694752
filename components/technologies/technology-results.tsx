import Link from "next/link";
import { useTranslations } from "next-intl";
import { type Failure, FailureNotice } from "@/components/failure";
import { PlacePager } from "@/components/technologies/place-pager";
import { TechnologyTable } from "@/components/technologies/technology-table";
import { buttonClass } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import type { TechnologyList, TechnologyQuery } from "@/lib/technologies/types";
import { technologiesHref } from "@/lib/technologies/url";

/**
 * The list, or what stands in its place.
 * @param props.behind companies changed since the snapshot, so that an empty one does not mean that there is nothing
 */
export function TechnologyResults({
  query,
  list,
  behind,
}: {
  query: TechnologyQuery;
  list: TechnologyList;
  behind: boolean;
}) {
  const t = useTranslations("technologies");
  const tables = useTranslations("tables");
  const filtered = query.search !== "" || query.companies.length > 0;
  if (list.results.length > 0)
    return (
      <div>
        {query.companies.length ? <p className="px-4 pb-2 text-soft text-xs sm:px-8">{t("countedAmong")}</p> : null}
        <TechnologyTable query={query} rows={list.results} />
        <PlacePager
          place={query}
          shown={list.results.length}
          hasMore={list.hasMore}
          href={(place) => technologiesHref({ ...query, ...place })}
        />
      </div>
    );
  if (query.offset > 0)
    return (
      <Empty title={t("beyond")} action={<Way href={technologiesHref({ ...query, offset: 0 })}>{t("toFirst")}</Way>} />
    );
  if (filtered)
    return (
      <Empty
        title={t("nothingMatches")}
        action={<Way href={technologiesHref({ ...query, search: "", companies: [] })}>{tables("clearFilters")}</Way>}
      >
        {t("nothingMatchesHint")}
      </Empty>
    );
  if (behind) return <NotPopulated />;
  return (
    <Empty title={t("empty")} action={<Way href="/imports">{t("toImports")}</Way>}>
      {t("emptyHint")}
    </Empty>
  );
}

/** The failure of the list: a snapshot that is missing has its own remedy. */
export function TechnologyFailure({ failure }: { failure: Failure }) {
  if (failure.code === "VIEW_NOT_POPULATED") return <NotPopulated />;
  return (
    <div className="px-4 sm:px-8">
      <FailureNotice failure={failure} />
    </div>
  );
}

function NotPopulated() {
  const t = useTranslations("technologies");
  return (
    <Empty title={t("notPopulated")} action={<Way href="/views/mv_distinct_technologies">{t("toView")}</Way>}>
      {t("notPopulatedHint")}
    </Empty>
  );
}

function Way({ href, children }: { href: string; children: React.ReactNode }) {
  return (
    <Link prefetch={false} href={href} className={buttonClass("primary")}>
      {children}
    </Link>
  );
}
