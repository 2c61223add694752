import { useLocale, useTranslations } from "next-intl";
import { ChipLink } from "@/components/imports/chip-link";
import { type ListPlace, listHref } from "@/components/imports/list-place";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { ImportList } from "@/lib/imports/list";
import { IMPORT_STATES } from "@/lib/imports/session";

/** The history by state and by person; states and people that have none are left out. */
export function ImportFilters({ list: { states, people }, place }: { list: ImportList; place: ListPlace }) {
  const t = useTranslations("imports");
  const locale = useLocale() as Locale;
  const number = (value: number) => formatInteger(value, locale);
  const all = IMPORT_STATES.reduce((sum, state) => sum + states[state], 0);
  const shown = IMPORT_STATES.filter((state) => states[state] > 0 || place.state === state);
  const at = (part: Partial<ListPlace>) => listHref({ ...place, page: 1, ...part });
  return (
    <div className="no-print space-y-2">
      <nav aria-label={t("byState")} className="flex flex-wrap gap-2">
        <ChipLink href={at({ state: null })} current={place.state === null} count={number(all)}>
          {t("all")}
        </ChipLink>
        {shown.map((state) => (
          <ChipLink key={state} href={at({ state })} current={place.state === state} count={number(states[state])}>
            {t(`states.${state}`)}
          </ChipLink>
        ))}
      </nav>
      {people.length > 1 || place.by !== null ? (
        <nav aria-label={t("byPerson")} className="flex flex-wrap gap-2">
          <ChipLink href={at({ by: null })} current={place.by === null}>
            {t("everybody")}
          </ChipLink>
          {people.map(({ id, name, count }) => (
            <ChipLink key={id} href={at({ by: id })} current={place.by === id} count={number(count)}>
              {name ?? t("nobody")}
            </ChipLink>
          ))}
        </nav>
      ) : null}
    </div>
  );
}
