import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { BreakableName, cellClass, headClass, ScrollBox } from "@/components/views/scroll-box";
import { StateBadge } from "@/components/views/state-badge";
import { VerifiedWords } from "@/components/views/verified-words";
import { formatMoment } from "@/components/views/view-words";
import { formatBytes, formatDuration, type Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import { VIEWS } from "@/lib/views/registry";
import type { ViewSummary } from "@/lib/views/types";

const COLUMNS = ["view", "state", "rows", "snapshot", "changed", "verified", "next", "duration", "size"] as const;
const NUMBERS: readonly string[] = ["rows", "changed", "duration", "size"];

/** Every view, a row each. It scrolls in itself where the window is narrow; the names stay in sight. */
export function ViewTable({ views }: { views: ViewSummary[] }) {
  const t = useTranslations("views");
  return (
    <section aria-labelledby="views" className="space-y-3">
      <h2 id="views">{t("list")}</h2>
      <ScrollBox label={t("caption")} className="-mx-4 sm:mx-0">
        <table className="w-full min-w-max border-separate border-spacing-0">
          <caption className="sr-only">{t("caption")}</caption>
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <th
                  key={column}
                  scope="col"
                  className={`${headClass} ${column === "view" ? PINNED : ""} ${NUMBERS.includes(column) ? "text-right" : ""}`}
                >
                  {t(`columns.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {views.map((view) => (
              <ViewLine key={view.name} view={view} />
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}

const PINNED = "sticky left-0 z-10 w-36 min-w-36 max-w-36 bg-page sm:w-auto sm:max-w-80";

function ViewLine({ view }: { view: ViewSummary }) {
  const t = useTranslations("views");
  const locale = useLocale() as Locale;
  const now = new Date();
  const { label, counts } = VIEWS[view.name];
  const none = <span className="text-soft">–</span>;
  return (
    <tr data-view={view.name}>
      <th scope="row" className={`${cellClass} ${PINNED} text-left font-normal`}>
        <Link prefetch={false} href={`/views/${view.name}`} className="link font-medium">
          {label[locale]}
        </Link>
        <span className="block font-mono text-soft text-xs leading-4">
          <BreakableName name={view.name} />
        </span>
      </th>
      <td className={`${cellClass} min-w-28 max-w-44`}>
        <StateBadge view={view} />
        {view.lastFailed ? (
          <span className="flex items-start gap-1.5 text-warn text-xs leading-4">
            <TriangleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
            {t("lastFailed")}
          </span>
        ) : null}
      </td>
      <td className={`${cellClass} numeric`}>
        {view.rows === null || !view.exists ? (
          none
        ) : (
          <span className="font-semibold text-base">{formatInteger(view.rows, locale)}</span>
        )}
      </td>
      <td className={`${cellClass} whitespace-nowrap tabular-nums`}>
        {view.snapshotAt ? formatMoment(view.snapshotAt, locale, now) : <span>{t("noSnapshot")}</span>}
      </td>
      <td className={`${cellClass} numeric`}>
        {!view.exists ? (
          none
        ) : view.changed === null ? (
          <span className="text-warn">{t("everything")}</span>
        ) : (
          <>
            <span className="font-semibold text-base">{formatInteger(view.changed, locale)}</span>
            <span className="block text-soft text-xs leading-4">{counts[locale]}</span>
          </>
        )}
      </td>
      <td className={`${cellClass} min-w-48`}>
        <VerifiedWords verified={view.verified} />
      </td>
      <td className={`${cellClass} min-w-40 tabular-nums`}>
        <NextRun view={view} now={now} />
      </td>
      <td className={`${cellClass} numeric whitespace-nowrap`}>
        {view.durationMs === null ? none : formatDuration(view.durationMs, locale)}
      </td>
      <td className={`${cellClass} numeric whitespace-nowrap`}>
        {view.exists ? formatBytes(view.sizeBytes, locale) : none}
      </td>
    </tr>
  );
}

/** When it is refreshed next by itself. A view that nobody reads is not. */
export function NextRun({ view, now }: { view: ViewSummary; now: Date }) {
  const t = useTranslations("schedule");
  const locale = useLocale() as Locale;
  const { nextAt, refreshAfter } = view.schedule;
  if (!view.exists || view.off) return <span className="text-soft">{t("rests")}</span>;
  return (
    <>
      <span className={nextAt ? "whitespace-nowrap" : "text-soft"}>
        {nextAt ? formatMoment(nextAt, locale, now) : t("notByClock")}
      </span>
      {refreshAfter === null ? null : (
        <span className="block text-soft text-xs leading-4">
          {t("orAfter", { number: formatInteger(refreshAfter, locale) })}
        </span>
      )}
    </>
  );
}
