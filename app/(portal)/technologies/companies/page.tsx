import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { FailureNotice } from "@/components/failure";
import { CompanyTable } from "@/components/technologies/company-table";
import { PlacePager } from "@/components/technologies/place-pager";
import { Empty } from "@/components/ui/empty";
import { attempt } from "@/lib/attempt";
import { requirePerson } from "@/lib/auth/session";
import type { SearchParams } from "@/lib/table/url";
import { readTechnologyCompanies } from "@/lib/technologies/companies";
import { parseTechnology, technologyHref } from "@/lib/technologies/url";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("technologies"))("companies") };
}

/** The companies that use one technology. It stands in the query: its name may hold any character. */
export default async function TechnologyPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requirePerson();
  const t = await getTranslations("technologies");
  const query = parseTechnology(await searchParams);
  if (!query) notFound();
  const { technology } = query;
  const answer = await attempt("technology page", () => readTechnologyCompanies(query));
  return (
    <div className="flex flex-col gap-4 pt-6">
      <header className="space-y-1 px-4 sm:px-8">
        <Link href="/technologies" className="link no-print text-xs">
          {t("back")}
        </Link>
        <h1 className="whitespace-pre-wrap wrap-anywhere">{technology}</h1>
        <p className="text-soft">{t("companiesIntro")}</p>
      </header>
      {!answer.ok ? (
        <div className="px-4 sm:px-8">
          <FailureNotice failure={answer.failure} />
        </div>
      ) : answer.data.results.length === 0 ? (
        <Empty title={t("noCompany")}>{t("noCompanyHint")}</Empty>
      ) : (
        <div>
          <CompanyTable technology={technology} rows={answer.data.results} />
          <PlacePager
            place={query}
            shown={answer.data.results.length}
            hasMore={answer.data.hasMore}
            href={(place) => technologyHref(technology, place)}
          />
        </div>
      )}
    </div>
  );
}
