import { useLocale, useTranslations } from "next-intl";
import { cellClass, headClass } from "@/components/views/scroll-box";
import type { Locale } from "@/lib/format/locale";
import { formatDecimal } from "@/lib/format/number";
import type { ColumnsView } from "@/lib/imports/session";

/** Cells of the koefisien column as the file holds them and as they are read. */
export function NumberSamples({ samples }: { samples: ColumnsView["samples"] }) {
  const t = useTranslations("columns");
  const locale = useLocale() as Locale;
  return (
    <table className="w-full min-w-0 border-separate border-spacing-0" data-testid="samples">
      <caption className="pb-1 text-left font-medium">{t("samples.title")}</caption>
      <thead>
        <tr>
          <th scope="col" className={headClass}>
            {t("samples.row")}
          </th>
          <th scope="col" className={`${headClass} text-right`}>
            {t("samples.raw")}
          </th>
          <th scope="col" className={`${headClass} text-right`}>
            {t("samples.read")}
          </th>
        </tr>
      </thead>
      <tbody>
        {samples.map(({ baris, raw, read }) => (
          <tr key={baris}>
            <th scope="row" className={`${cellClass} text-left font-normal tabular-nums`}>
              {baris}
            </th>
            <td className={`${cellClass} numeric wrap-anywhere font-mono text-[0.8125rem]`}>{raw}</td>
            <td className={`${cellClass} numeric wrap-anywhere`}>
              {read === null ? (
                <span className="text-bad">{t("samples.unread")}</span>
              ) : (
                <span className="font-semibold">{formatDecimal(read, locale)}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
