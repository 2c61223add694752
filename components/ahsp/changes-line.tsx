import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { formatDateTime, type Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { StatsChanges } from "@/lib/stats/types";

/**
 * "Snapshot 14.05 · 17 AHSP berubah sejak itu, ditampilkan langsung", with the way to the list of them and back.
 * @param props.href the page with the list, or without it where `listed`
 */
export function ChangesLine({ changes, listed, href }: { changes: StatsChanges; listed: boolean; href: string }) {
  const t = useTranslations("statistics.changes");
  const locale = useLocale() as Locale;
  if (changes.count === 0 && !changes.everything) return null;
  const time = changes.snapshotAt ? formatDateTime(changes.snapshotAt, locale) : t("neverTime");
  return (
    <p className="text-soft" data-testid="changes">
      {changes.everything
        ? t("everything", { time })
        : t("since", { time, number: formatInteger(changes.count, locale) })}{" "}
      {changes.everything ? null : (
        <Link prefetch={false} href={href} scroll={false} aria-expanded={listed} className="link no-print">
          {listed ? t("hide") : t("show")}
        </Link>
      )}
    </p>
  );
}
