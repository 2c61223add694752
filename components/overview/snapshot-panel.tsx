import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { type RefreshAction, RefreshPanel } from "@/components/refresh-panel";
import { triggerKey } from "@/components/refresh-trigger";
import { formatDateTime, formatDuration, type Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { ViewState } from "@/lib/views/types";

/** When the numbers were taken, by whom, what changed since, and the way to take them again. */
export function SnapshotPanel({ state, refresh }: { state: ViewState; refresh: RefreshAction | null }) {
  const t = useTranslations("freshness");
  const locale = useLocale() as Locale;
  const facts: [string, string][] = [
    [t("takenAt"), state.snapshotAt ? formatDateTime(state.snapshotAt, locale) : t("never")],
    [t("takenBy"), state.snapshotAt ? (state.by ?? t(`trigger.${triggerKey(state.trigger)}`)) : "–"],
    [t("took"), state.durationMs === null ? "–" : formatDuration(state.durationMs, locale)],
    [
      t("changedSince"),
      state.changed === null
        ? t("everythingChanged")
        : t("changed", { count: state.changed, number: formatInteger(state.changed, locale) }),
    ],
  ];
  return (
    <section className="grid gap-6 border-line border-t pt-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,28rem)]">
      <div className="space-y-3">
        <h2>{t("title")}</h2>
        <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4 lg:grid-cols-2">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt className="text-soft text-xs">{name}</dt>
              <dd className="tabular-nums">{value}</dd>
            </div>
          ))}
        </dl>
        {state.exists ? null : <p className="text-warn">{t("missingLong")}</p>}
        {state.exists && state.off ? <p className="text-warn">{t("offLong")}</p> : null}
        {state.running ? <p className="text-soft">{t("running")}</p> : null}
        <p>
          <Link prefetch={false} href="/views" className="link">
            {t("console")}
          </Link>
        </p>
      </div>
      {refresh && state.exists ? <RefreshPanel refresh={refresh} /> : null}
    </section>
  );
}
