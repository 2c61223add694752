import { useLocale, useTranslations } from "next-intl";
import { changedMeasures, effectSum, type Measure, signedInteger } from "@/components/imports/compare/effect-rows";
import { cellClass, headClass, ScrollBox } from "@/components/views/scroll-box";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { EffectRow } from "@/lib/imports/session";

/** What changes in the statistics per sumber × klasifikasi: before, after, and the difference. */
export function EffectTable({ title, effect }: { title: string; effect: EffectRow[] }) {
  const t = useTranslations("compare");
  const measures = changedMeasures(effect);
  return (
    <section aria-labelledby="effect" className="space-y-2" data-testid="effect">
      <h2 id="effect">{title}</h2>
      {effect.length === 0 ? (
        <p className="text-soft">{t("effect.none")}</p>
      ) : (
        <ScrollBox label={title} className="-mx-4 sm:mx-0">
          <table className="border-separate border-spacing-0">
            <caption className="sr-only">{t("effect.caption")}</caption>
            <thead>
              <tr>
                <th scope="col" className={headClass}>
                  {t("effect.what")}
                </th>
                {measures.map((name) => (
                  <th key={name} scope="col" className={`${headClass} text-right`}>
                    {t(`effect.measures.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {effect.map((row) => (
                <tr key={`${row.sumber}\n${row.klasifikasi}`} className="hover:bg-sunken">
                  <th scope="row" className={`${cellClass} min-w-40 max-w-80 text-left font-normal`}>
                    <span className="wrap-anywhere font-medium">{row.sumber}</span>
                    <span className="wrap-anywhere block text-soft text-xs leading-4">
                      {row.klasifikasi ?? t("effect.without")}
                    </span>
                  </th>
                  {measures.map((name) => (
                    <EffectCell key={name} row={row} name={name} />
                  ))}
                </tr>
              ))}
            </tbody>
            {effect.length > 1 ? (
              <tfoot>
                <tr>
                  <th scope="row" className={`${cellClass} text-left`}>
                    {t("effect.sum")}
                  </th>
                  {measures.map((name) => (
                    <EffectCell key={name} row={effectSum(effect)} name={name} />
                  ))}
                </tr>
              </tfoot>
            ) : null}
          </table>
        </ScrollBox>
      )}
    </section>
  );
}

function EffectCell({ row, name }: { row: Pick<EffectRow, "before" | "after">; name: Measure }) {
  const t = useTranslations("compare");
  const locale = useLocale() as Locale;
  const number = (value: number) => formatInteger(value, locale);
  const [before, after] = [row.before[name], row.after[name]];
  return (
    <td className={`${cellClass} numeric whitespace-nowrap`}>
      {before === after ? (
        <span className="text-soft">{number(after)}</span>
      ) : (
        <>
          <span className="sr-only">
            {t("effect.cell", {
              before: number(before),
              after: number(after),
              change: signedInteger(after - before, locale),
            })}
          </span>
          <span aria-hidden>
            <span className="text-soft">{number(before)} →</span> <span className="font-semibold">{number(after)}</span>
            <span className="block text-xs leading-4">{signedInteger(after - before, locale)}</span>
          </span>
        </>
      )}
    </td>
  );
}
