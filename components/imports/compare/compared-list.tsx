import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { ChipLink } from "@/components/imports/chip-link";
import { COMPARED_A_PAGE, type ComparePlace, compareHref } from "@/components/imports/compare/compare-place";
import { PageLinks } from "@/components/imports/page-links";
import { cellClass, headClass, ScrollBox } from "@/components/views/scroll-box";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import { COMPARE_OUTCOMES, type ComparedAhsp, type CompareOutcome } from "@/lib/imports/session";

/** Each AHSP and what becomes of it, by outcome. */
export function ComparedList({
  path,
  place,
  compared: { rows, counts },
}: {
  path: string;
  place: ComparePlace;
  compared: { rows: ComparedAhsp[]; counts: Record<CompareOutcome, number> };
}) {
  const t = useTranslations("compare");
  const locale = useLocale() as Locale;
  const all = COMPARE_OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0);
  const number = (value: number) => formatInteger(value, locale);
  const at = (outcome: CompareOutcome | null) => `${compareHref(path, { outcome, page: 1, ahsp: null })}#ahsp`;
  return (
    <section id="ahsp" aria-labelledby="ahsp-title" className="space-y-4">
      <h2 id="ahsp-title">{t("list.title")}</h2>
      <nav aria-label={t("list.filter")} className="flex flex-wrap gap-2">
        <ChipLink href={at(null)} current={place.outcome === null} count={number(all)}>
          {t("list.all")}
        </ChipLink>
        {COMPARE_OUTCOMES.map((outcome) => (
          <ChipLink
            key={outcome}
            href={at(outcome)}
            current={place.outcome === outcome}
            count={number(counts[outcome])}
          >
            {t(`outcomes.${outcome}`)}
          </ChipLink>
        ))}
      </nav>
      {rows.length === 0 ? (
        <p className="border-line border-y py-4 text-soft">{t("list.none")}</p>
      ) : (
        <ScrollBox label={t("list.title")} className="-mx-4 sm:mx-0">
          <table className="w-full border-separate border-spacing-0">
            <caption className="sr-only">{t("list.caption")}</caption>
            <thead>
              <tr>
                {(["ahsp", "outcome", "lines"] as const).map((name) => (
                  <th key={name} scope="col" className={headClass}>
                    {t(`list.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={`${row.sumber}\n${row.kode_ahsp}`} className="hover:bg-sunken" data-outcome-of={row.kode_ahsp}>
                  <th scope="row" className={`${cellClass} min-w-44 text-left font-normal`}>
                    <Link
                      prefetch={false}
                      href={`${compareHref(path, { ...place, ahsp: { sumber: row.sumber, kode: row.kode_ahsp } })}#detail`}
                      className="link wrap-anywhere font-mono text-[0.8125rem]"
                    >
                      {row.kode_ahsp}
                    </Link>{" "}
                    <span className="wrap-anywhere text-soft text-xs">{row.sumber}</span>
                    <span className="wrap-anywhere block">{row.nama_ahsp}</span>
                  </th>
                  <td className={cellClass}>{t(`outcomes.${row.outcome}`)}</td>
                  <td className={`${cellClass} tabular-nums`}>
                    <LineCounts lines={row.lines} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
      <PageLinks
        page={place.page}
        size={COMPARED_A_PAGE}
        total={place.outcome === null ? all : counts[place.outcome]}
        href={(page) => `${compareHref(path, { ...place, page, ahsp: null })}#ahsp`}
      />
    </section>
  );
}

const LINES = ["added", "removed", "changed", "same"] as const;

/** "3 ditambah · 1 dihapus · 12 sama"; what there is none of is left out. */
export function LineCounts({ lines }: { lines: ComparedAhsp["lines"] }) {
  const t = useTranslations("compare");
  const locale = useLocale() as Locale;
  const told = LINES.filter((name) => lines[name] > 0);
  return told.length === 0
    ? "–"
    : told.map((name) => t(`lineCounts.${name}`, { number: formatInteger(lines[name], locale) })).join(" · ");
}
