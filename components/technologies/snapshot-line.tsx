import { useLocale, useTranslations } from "next-intl";
import { formatDateTime, type Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { ViewState } from "@/lib/views/types";

/** "Snapshot 21 Nov 2026 14.05 WIB · 3 perusahaan berubah sejak itu"; nothing while there is no snapshot to tell of. */
export function SnapshotLine({ state }: { state: ViewState }) {
  const t = useTranslations("technologies");
  const locale = useLocale() as Locale;
  if (!state.snapshotAt || !state.populated || state.off) return null;
  const changed =
    state.changed === null
      ? t("everythingChanged")
      : t("changed", { count: state.changed, number: formatInteger(state.changed, locale) });
  return (
    <p className="text-soft text-xs tabular-nums leading-4">
      {t("snapshot", { time: formatDateTime(state.snapshotAt, locale) })} · {changed}
    </p>
  );
}
