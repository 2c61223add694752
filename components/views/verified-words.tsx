import { CircleCheck, TriangleAlert } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { formatMoment } from "@/components/views/view-words";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { Verification } from "@/lib/views/types";

/** "cocok 2.305/2.305 · 14.05 WIB", "berbeda 3 · …", or that nobody has verified it yet. */
export function VerifiedWords({ verified }: { verified: Verification | null }) {
  const t = useTranslations("views");
  const locale = useLocale() as Locale;
  if (!verified) return <span className="text-soft">{t("neverVerified")}</span>;
  const same = verified.differences === 0;
  const Icon = same ? CircleCheck : TriangleAlert;
  const rows = formatInteger(verified.rows, locale);
  return (
    <span>
      <span className="inline-flex items-center gap-1.5 whitespace-nowrap tabular-nums">
        <Icon aria-hidden className={`size-4 shrink-0 ${same ? "text-accent" : "text-warn"}`} />
        {same
          ? t("verifiedSame", { rows })
          : t("verifiedDifferent", { differences: formatInteger(verified.differences, locale) })}
        {" · "}
        {formatMoment(verified.at, locale, new Date())}
      </span>
      {!same && verified.changed !== 0 ? (
        <span className="block text-soft text-xs leading-4">{t("verifiedExplained")}</span>
      ) : null}
    </span>
  );
}
