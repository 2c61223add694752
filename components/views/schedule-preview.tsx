"use client";

import { useLocale, useTranslations } from "next-intl";
import { CronWords } from "@/components/views/cron-words";
import { formatDateTime, type Locale } from "@/lib/format/locale";
import { nextRuns } from "@/lib/views/schedule-words";

const RUNS = 3;

/** What an expression means, in words, and when it is due next. Nothing for null. */
export function SchedulePreview({ cron, zone }: { cron: string | null; zone: string }) {
  const t = useTranslations("schedule");
  const locale = useLocale() as Locale;
  return (
    <div aria-live="polite" data-testid="schedule-preview">
      {cron === null ? null : (
        <>
          <p className="font-medium">
            <CronWords cron={cron} zone={zone} />
          </p>
          <p className="text-soft">{t("nextRuns")}</p>
          <ol className="text-soft tabular-nums">
            {nextRuns(cron, zone, RUNS).map((run) => (
              <li key={run}>{formatDateTime(run, locale)}</li>
            ))}
          </ol>
        </>
      )}
    </div>
  );
}
