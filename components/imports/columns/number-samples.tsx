import { useLocale, useTranslations } from "next-intl";
import { cellClass, headClass } from "@/components/views/scroll-box";
import type { Locale } from "@/lib/format/locale";
import { formatDecimal } from "@/lib/format/number";
import type { NumberSample } from "@/lib/imports/session";
import type { Reading } from "@/lib/imports/types";

/** Cells of the koefisien column as the file holds them, and as they are read in the format that is chosen. */
export function NumberSamples({
  samples,
  format,
  moved,
}: {
  samples: NumberSample[];
  /** null: none is known yet, so that both ways to write text are shown. */
  format: Reading["numberFormat"] | null;
  /** Another column was chosen, which these cells do not stand in. */
  moved: boolean;
}) {
  const t = useTranslations("columns");
  if (moved) return <p className="text-soft">{t("samples.moved")}</p>;
  const formats = format ? [format] : (["comma", "point"] as const);
  return (
    <table className="w-full min-w-0 border-separate border-spacing-0" data-testid="samples">
      <caption className="pb-1 text-left font-medium">{t("samples.title", { count: samples.length })}</caption>
      <thead>
        <tr>
          <th scope="col" className={headClass}>
            {t("samples.row")}
          </th>
          <th scope="col" className={`${headClass} text-right`}>
            {t("samples.raw")}
          </th>
          {formats.map((one) => (
            <th key={one} scope="col" className={`${headClass} text-right`}>
              {format ? t("samples.read") : t("samples.readAs", { format: t(`numbers.${one}`) })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {samples.map(({ baris, raw, read }) => (
          <tr key={baris}>
            <th scope="row" className={`${cellClass} text-left font-normal tabular-nums`}>
              {baris}
            </th>
            <td className={`${cellClass} numeric wrap-anywhere font-mono text-[0.8125rem]`}>{raw}</td>
            {formats.map((one) => (
              <td key={one} className={`${cellClass} numeric wrap-anywhere`}>
                <ReadAs value={read[one]} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ReadAs({ value }: { value: string | null }) {
  const t = useTranslations("columns");
  const locale = useLocale() as Locale;
  return value === null ? (
    <span className="text-bad">{t("samples.unread")}</span>
  ) : (
    <span className="font-semibold">{formatDecimal(value, locale)}</span>
  );
}
