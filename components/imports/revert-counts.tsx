import { useLocale, useTranslations } from "next-intl";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";

/** AHSP or companies of a revert by what becomes of them. */
export function RevertCounts({ counts }: { counts: { restored: number; replaced: number; removed: number } }) {
  const t = useTranslations("compare");
  const locale = useLocale() as Locale;
  return (
    <dl className="grid gap-4 sm:grid-cols-3" data-testid="revert-counts">
      {(["replaced", "removed", "restored"] as const).map((name) => (
        <div key={name}>
          <dt className="text-soft text-xs">{t(`reverted.${name}`)}</dt>
          <dd className="font-semibold text-2xl tabular-nums" data-revert={name}>
            {formatInteger(counts[name], locale)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
