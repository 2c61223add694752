import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { TechnologyCompany } from "@/lib/technologies/types";
import { technologyHref } from "@/lib/technologies/url";

/** Companies that use a technology, with all that they use and where the row came from. */
export function CompanyTable({ technology, rows }: { technology: string; rows: TechnologyCompany[] }) {
  const t = useTranslations("technologies");
  const locale = useLocale() as Locale;
  const head = "border-line-strong border-b px-3 py-2 text-left font-medium text-soft text-xs first:pl-4 sm:first:pl-8";
  const cell = "border-line border-b px-3 py-1.5 align-top first:pl-4 sm:first:pl-8";
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section aria-label={t("companies")} tabIndex={0} className="overflow-x-auto border-line border-t">
      <table className="w-full min-w-[44rem] border-separate border-spacing-0">
        <caption className="sr-only">{t("companies")}</caption>
        <thead>
          <tr>
            {(["name", "domain", "technologies", "origin"] as const).map((column) => (
              <th key={column} scope="col" className={head}>
                {t(`columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((company) => (
            <tr key={company.id} className="hover:bg-sunken">
              <th scope="row" className={`${cell} min-w-40 max-w-80 text-left font-medium wrap-anywhere`}>
                {company.name}
              </th>
              <td className={`${cell} min-w-44 max-w-64 wrap-anywhere`}>
                {company.domain ?? <span className="text-soft">–</span>}
              </td>
              <td className={`${cell} min-w-64`}>
                <ul className="flex flex-wrap gap-x-3">
                  {company.technologies.map((one) => (
                    <li key={one} className="wrap-anywhere">
                      {one === technology ? (
                        <strong>{one}</strong>
                      ) : (
                        <Link prefetch={false} href={technologyHref(one)} className="link">
                          {one}
                        </Link>
                      )}
                    </li>
                  ))}
                </ul>
              </td>
              <td className={`${cell} text-soft text-xs`}>
                {company.importId === null ? (
                  "–"
                ) : (
                  <Link prefetch={false} className="link wrap-anywhere" href={`/imports/${company.importId}`}>
                    {company.fileName}
                    {company.baris === null ? null : (
                      <span className="whitespace-nowrap tabular-nums">
                        {" · "}
                        {t("baris", { baris: formatInteger(company.baris, locale) })}
                      </span>
                    )}
                  </Link>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
