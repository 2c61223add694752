import { CircleCheck, CircleX } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { triggerKey } from "@/components/refresh-trigger";
import { HistoryChart } from "@/components/views/history-chart";
import { cellClass, headClass, ScrollBox } from "@/components/views/scroll-box";
import { formatDateTime, formatDuration, type Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { RefreshLogRow } from "@/lib/views/types";

const COLUMNS = [
  "time",
  "mode",
  "trigger",
  "actor",
  "duration",
  "rows",
  "changes",
  "verified",
  "outcome",
  "error",
] as const;
const NUMBERS: readonly string[] = ["duration", "rows", "changes"];

/** The latest refreshes, as a picture and as a table. */
export function HistorySection({ history }: { history: RefreshLogRow[] }) {
  const t = useTranslations("views");
  return (
    <section aria-labelledby="history" className="space-y-4 border-line border-t pt-6">
      <h2 id="history">{t("history.title")}</h2>
      {history.length === 0 ? (
        <p className="text-soft">{t("history.none")}</p>
      ) : (
        <>
          <HistoryChart history={history} />
          <ScrollBox label={t("history.caption")} className="-mx-4 max-h-96 sm:mx-0">
            <table className="w-full min-w-max border-separate border-spacing-0">
              <caption className="sr-only">{t("history.caption")}</caption>
              <thead>
                <tr>
                  {COLUMNS.map((column) => (
                    <th
                      key={column}
                      scope="col"
                      className={`${headClass} sticky top-0 z-10 ${NUMBERS.includes(column) ? "text-right" : ""}`}
                    >
                      {t(`history.${column}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {history.map((row) => (
                  <HistoryLine key={row.id} row={row} />
                ))}
              </tbody>
            </table>
          </ScrollBox>
        </>
      )}
    </section>
  );
}

function HistoryLine({ row }: { row: RefreshLogRow }) {
  const t = useTranslations("views");
  const triggers = useTranslations("freshness.trigger");
  const locale = useLocale() as Locale;
  const ok = row.outcome === "ok";
  const Icon = ok ? CircleCheck : CircleX;
  const number = (value: number | null) => (value === null ? "–" : formatInteger(value, locale));
  return (
    <tr className="hover:bg-sunken" data-refresh={row.id}>
      <td className={`${cellClass} whitespace-nowrap tabular-nums`}>{formatDateTime(row.startedAt, locale)}</td>
      <td className={`${cellClass} whitespace-nowrap`}>
        {row.modeAsked === row.modeUsed
          ? t(`modes.${row.modeUsed}`)
          : t("history.modes", { asked: t(`modes.${row.modeAsked}`), used: t(`modes.${row.modeUsed}`) })}
        {row.reason === null || row.reason === "asked" ? null : (
          <span className="block text-soft text-xs leading-4">{t(`reasons.${row.reason}`)}</span>
        )}
      </td>
      <td className={cellClass}>{triggers(triggerKey(row.trigger))}</td>
      <td className={cellClass}>{row.by ?? "–"}</td>
      <td className={`${cellClass} numeric whitespace-nowrap`}>{formatDuration(row.durationMs, locale)}</td>
      <td className={`${cellClass} numeric`}>{number(row.rows)}</td>
      <td className={`${cellClass} numeric`}>{ok && row.changes === null ? t("history.all") : number(row.changes)}</td>
      <td className={`${cellClass} whitespace-nowrap tabular-nums ${row.proof?.differences ? "text-bad" : ""}`}>
        {row.proof === null
          ? "–"
          : row.proof.differences === 0
            ? t("verifiedSame", { rows: number(row.proof.rows) })
            : t("verifiedDifferent", { differences: number(row.proof.differences) })}
      </td>
      <td className={cellClass}>
        <span className="inline-flex items-center gap-1.5">
          <Icon aria-hidden className={`size-4 shrink-0 ${ok ? "text-accent" : "text-bad"}`} />
          {t(`history.outcomes.${row.outcome}`)}
        </span>
      </td>
      <td className={`${cellClass} max-w-96 break-words`}>
        {row.error === null ? "–" : <span className="font-mono text-xs">{row.error}</span>}
      </td>
    </tr>
  );
}
