import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { Technology, TechnologyQuery } from "@/lib/technologies/types";
import { technologiesHref, technologyHref } from "@/lib/technologies/url";

/** Technologies with the number of companies; each leads to its companies. */
export function TechnologyTable({ query, rows }: { query: TechnologyQuery; rows: Technology[] }) {
  const t = useTranslations("technologies");
  const locale = useLocale() as Locale;
  const backwards = query.ordering === "-value";
  const turned = technologiesHref({ ...query, ordering: backwards ? "value" : "-value", offset: 0 });
  const head = "border-line-strong border-b px-4 py-2 font-medium text-soft text-xs sm:px-8";
  const cell = "border-line border-b px-4 py-(--cell-y) align-top sm:px-8";
  return (
    <table className="w-full border-separate border-spacing-0 border-line border-t">
      <caption className="sr-only">{t("title")}</caption>
      <thead>
        <tr>
          <th scope="col" aria-sort={backwards ? "descending" : "ascending"} className={`${head} text-left`}>
            <Link
              prefetch={false}
              href={turned}
              scroll={false}
              className="inline-flex min-h-6 items-center gap-1 hover:text-ink"
            >
              {t("value")}
              {backwards ? (
                <ArrowDown aria-hidden className="size-3 text-accent" />
              ) : (
                <ArrowUp aria-hidden className="size-3 text-accent" />
              )}
            </Link>
          </th>
          <th scope="col" className={`${head} text-right`}>
            {t("companyCount")}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ value, company_count }) => (
          <tr key={value} className="hover:bg-sunken">
            <th scope="row" className={`${cell} text-left font-normal`}>
              <Link prefetch={false} href={technologyHref(value)} className="link whitespace-pre-wrap wrap-anywhere">
                {value}
              </Link>
            </th>
            <td className={`${cell} numeric whitespace-nowrap`}>{formatInteger(company_count, locale)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
