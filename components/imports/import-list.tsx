import Link from "next/link";
import { useTranslations } from "next-intl";
import { ImportFilters } from "@/components/imports/import-filters";
import { ImportRow } from "@/components/imports/import-row";
import { IMPORTS_A_PAGE, type ListPlace, listHref } from "@/components/imports/list-place";
import { PageLinks } from "@/components/imports/page-links";
import { headClass, ScrollBox } from "@/components/views/scroll-box";
import type { ImportList as List } from "@/lib/imports/list";

const WORDS = ["file", "when", "by", "state"] as const;
/** Rows of the file by outcome. */
const COUNTS = ["new", "changed", "unchanged", "rejected"] as const;

/** The imports so far, newest first: who, when, what, and what came of it. */
export function ImportList({ list, place }: { list: List; place: ListPlace }) {
  const t = useTranslations("imports");
  if (list.total === 0 && place.state === null && place.by === null)
    return <p className="border-line border-t pt-4 text-soft">{t("none")}</p>;
  return (
    <section id="history" aria-labelledby="history-title" className="space-y-4">
      <h2 id="history-title">{t("history")}</h2>
      <ImportFilters list={list} place={place} />
      {list.rows.length === 0 ? (
        <p className="border-line border-y py-4 text-soft">
          {t("noneHere")}{" "}
          <Link href="/imports" className="link">
            {t("showAll")}
          </Link>
        </p>
      ) : (
        <ScrollBox label={t("history")} className="-mx-4 sm:mx-0">
          <table className="w-full min-w-[68rem] border-separate border-spacing-0">
            <caption className="sr-only">{t("caption")}</caption>
            <thead>
              <tr>
                {WORDS.map((name) => (
                  <th key={name} scope="col" className={headClass}>
                    {t(name)}
                  </th>
                ))}
                {COUNTS.map((name) => (
                  <th key={name} scope="col" className={`${headClass} text-right`}>
                    {t(`counts.${name}`)}
                  </th>
                ))}
                <th scope="col" className={`${headClass} pl-6`}>
                  {t("effect")}
                </th>
              </tr>
            </thead>
            <tbody>
              {list.rows.map((item) => (
                <ImportRow key={item.id} item={item} counts={COUNTS} />
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
      <PageLinks
        page={place.page}
        size={IMPORTS_A_PAGE}
        total={list.total}
        href={(page) => listHref({ ...place, page })}
      />
    </section>
  );
}
