import { useLocale, useTranslations } from "next-intl";
import { CronWords } from "@/components/views/cron-words";
import { formatDateTime, type Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { ViewSummary } from "@/lib/views/types";

/** When the view is refreshed by itself, in words. @param props.editor to change it, for those who may */
export function ScheduleSection({ view, editor }: { view: ViewSummary; editor: React.ReactNode }) {
  const t = useTranslations("schedule");
  const locale = useLocale() as Locale;
  const { cron, timeZone, refreshAfter, nextAt, edited, outcome, lookedAt } = view.schedule;
  return (
    <section aria-labelledby="schedule" className="space-y-3 border-line border-t pt-6">
      <h2 id="schedule">{t("title")}</h2>
      <p className="text-lg" data-testid="schedule-words">
        {cron === null ? t("notByClock") : <CronWords cron={cron} zone={timeZone} />}
        {refreshAfter === null ? null : ` · ${t("orAfter", { number: formatInteger(refreshAfter, locale) })}`}
      </p>
      <ul className="flex flex-wrap gap-x-6 text-soft tabular-nums">
        {nextAt && view.exists && !view.off ? <li>{t("next", { time: formatDateTime(nextAt, locale) })}</li> : null}
        {view.off || !view.exists ? <li>{t("restsLong")}</li> : null}
        {outcome ? <li>{t(`outcomes.${outcome}`)}</li> : null}
        <li>{lookedAt ? t("lookedAt", { time: formatDateTime(lookedAt, locale) }) : t("neverLooked")}</li>
        <li>{t(edited ? "edited" : "builtIn")}</li>
      </ul>
      {editor}
    </section>
  );
}
