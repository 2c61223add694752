import { useLocale, useTranslations } from "next-intl";
import {
  type CheckPlace,
  checkHref,
  SUSPECT_FILTERS,
  SUSPECTS_A_PAGE,
  type SuspectFilter,
} from "@/components/imports/check/check-place";
import { SuspectForm } from "@/components/imports/check/suspect-form";
import { ChipLink } from "@/components/imports/chip-link";
import { PageLinks } from "@/components/imports/page-links";
import type { ImportActions } from "@/components/imports/types";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { SuspectView } from "@/lib/imports/session";

export interface SuspectCounts {
  all: number;
  high: number;
  undecided: number;
  highUndecided: number;
}

/** Numeric cells that may have lost their decimal separator, with the evidence and what people decided. */
export function SuspectsSection({
  importId,
  path,
  place,
  suspects: { rows, counts },
  decideSuspects,
}: {
  importId: number;
  path: string;
  place: CheckPlace;
  suspects: { rows: SuspectView[]; counts: SuspectCounts };
  decideSuspects: ImportActions["decideSuspects"];
}) {
  const t = useTranslations("suspects");
  const locale = useLocale() as Locale;
  const number = (value: number) => formatInteger(value, locale);
  if (counts.all === 0) return null;
  const shown: Record<SuspectFilter, number> = {
    undecided: counts.undecided,
    high: counts.highUndecided,
    low: counts.undecided - counts.highUndecided,
    decided: counts.all - counts.undecided,
    all: counts.all,
  };
  return (
    <section id="suspects" aria-labelledby="suspects-title" className="space-y-4 border-line border-t pt-6">
      <div className="space-y-1">
        <h2 id="suspects-title">{t("title", { count: counts.all, number: number(counts.all) })}</h2>
        <p className="max-w-prose text-pretty text-soft">{t("why")}</p>
        <p className="tabular-nums" data-testid="suspect-counts">
          {t("counts", {
            undecided: number(counts.undecided),
            decided: number(counts.all - counts.undecided),
            high: number(counts.highUndecided),
          })}
        </p>
      </div>
      <nav aria-label={t("filter")} className="flex flex-wrap gap-2">
        {SUSPECT_FILTERS.map((one) => (
          <ChipLink
            key={one}
            href={`${checkHref(path, { ...place, suspects: one, suspectPage: 1 })}#suspects`}
            current={place.suspects === one}
            count={number(shown[one])}
          >
            {t(`filters.${one}`)}
          </ChipLink>
        ))}
      </nav>
      <SuspectForm key={importId} importId={importId} suspects={rows} counts={counts} decideSuspects={decideSuspects} />
      <PageLinks
        page={place.suspectPage}
        size={SUSPECTS_A_PAGE}
        total={shown[place.suspects]}
        href={(to) => `${checkHref(path, { ...place, suspectPage: to })}#suspects`}
      />
    </section>
  );
}
