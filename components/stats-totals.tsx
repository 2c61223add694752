import { useLocale, useTranslations } from "next-intl";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { StatsTotals } from "@/lib/stats/types";

const NAMES = ["ahsp", "rincian", "tk", "bhn", "alt", "lain", "zero_coef", "missing_unit"] as const;

/** The sums in one line; anomalies stand out only when there are any. @param props.more they are of a part: "1.000+" */
export function TotalsLine({ totals, more }: { totals: StatsTotals; more: boolean }) {
  const t = useTranslations("totals");
  const locale = useLocale() as Locale;
  return (
    <dl className="flex flex-wrap items-baseline gap-x-6 gap-y-2" data-testid="totals">
      {NAMES.map((name) => {
        const alarming = (name === "zero_coef" || name === "missing_unit") && totals[name] > 0;
        return (
          <div key={name} className="flex items-baseline gap-1.5">
            <dt className="order-2 text-soft">{t(name)}</dt>
            <dd
              className={`order-1 font-semibold text-lg tabular-nums leading-6 ${alarming ? "text-warn" : ""}`}
              data-total={name}
            >
              {formatInteger(totals[name], locale)}
              {more ? "+" : ""}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
