import { useLocale, useTranslations } from "next-intl";
import { type Bar, scaleChart } from "@/components/views/chart-scale";
import { formatDateTime, formatDuration, type Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { RefreshLogRow } from "@/lib/views/types";

const HEIGHT_PX = 120;
/** Room above for the mark of a failure and half a line of text, below for the lower half. */
const ABOVE_PX = 16;
const BELOW_PX = 8;
const WHOLE_PX = ABOVE_PX + HEIGHT_PX + BELOW_PX;

/** A bar a refresh, oldest first: its height is the duration, its filling the mode; a failure is hollow under a ×. */
export function HistoryChart({ history }: { history: RefreshLogRow[] }) {
  const t = useTranslations("views");
  const locale = useLocale() as Locale;
  const { bars, ticks } = scaleChart(history, HEIGHT_PX);
  const failed = history.filter((row) => row.outcome === "failed").length;
  const longest = Math.max(0, ...history.map((row) => row.durationMs));
  const summary = t("chart.summary", {
    count: history.length,
    number: formatInteger(history.length, locale),
    longest: formatDuration(longest, locale),
    failed: formatInteger(failed, locale),
  });
  const oldest = history.at(-1);
  const newest = history[0];
  return (
    <figure className="space-y-2">
      <div className="flex gap-2">
        <svg aria-hidden="true" className="shrink-0" width="56" height={WHOLE_PX}>
          {ticks.map(({ valueMs, y }) => (
            <text
              key={valueMs}
              x="56"
              y={ABOVE_PX + y}
              textAnchor="end"
              dominantBaseline="central"
              className="fill-soft text-[0.6875rem] tabular-nums"
            >
              {formatDuration(valueMs, locale)}
            </text>
          ))}
        </svg>
        <svg role="img" aria-label={summary} className="min-w-0 flex-1" width="100%" height={WHOLE_PX}>
          <defs>
            <Hatch />
          </defs>
          {ticks.map(({ valueMs, y }) => (
            <line
              key={valueMs}
              x1="0"
              x2="100%"
              y1={ABOVE_PX + y}
              y2={ABOVE_PX + y}
              className={valueMs === 0 ? "stroke-line-strong" : "stroke-line"}
            />
          ))}
          {bars.map((bar) => (
            <ChartBar key={bar.row.id} bar={bar} />
          ))}
        </svg>
      </div>
      <figcaption className="flex flex-wrap gap-x-6 gap-y-1 text-soft text-xs">
        {(["concurrently", "standard", "failed"] as const).map((kind) => (
          <span key={kind} className="inline-flex items-center gap-2">
            <svg aria-hidden="true" width="10" height="12">
              <rect x="0.5" y="0.5" width="9" height="11" {...LOOK[kind]} />
            </svg>
            {t(kind === "failed" ? "chart.failed" : `modes.${kind}`)}
          </span>
        ))}
        {oldest && newest ? (
          <span className="tabular-nums">
            {t("chart.span", {
              from: formatDateTime(oldest.startedAt, locale),
              to: formatDateTime(newest.startedAt, locale),
            })}
          </span>
        ) : null}
      </figcaption>
    </figure>
  );
}

const LOOK = {
  concurrently: { className: "fill-accent stroke-accent" },
  standard: { className: "stroke-accent", fill: "url(#hatch)" },
  failed: { className: "stroke-bad", fill: "none", strokeDasharray: "3 2" },
};

function Hatch() {
  return (
    <pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <line x1="0" y1="0" x2="0" y2="4" className="stroke-accent" strokeWidth="2.5" />
    </pattern>
  );
}

function ChartBar({ bar: { row, left, width, top, height } }: { bar: Bar }) {
  const t = useTranslations("views");
  const locale = useLocale() as Locale;
  const failed = row.outcome === "failed";
  const words = [
    formatDateTime(row.startedAt, locale),
    formatDuration(row.durationMs, locale),
    t(`modes.${row.modeUsed}`),
    ...(failed ? [t("chart.failed")] : []),
  ];
  return (
    <g>
      <rect
        x={`${left}%`}
        y={ABOVE_PX + top}
        width={`${width}%`}
        height={height}
        {...LOOK[failed ? "failed" : row.modeUsed]}
      >
        <title>{words.join(" · ")}</title>
      </rect>
      {failed ? (
        <text x={`${left + width / 2}%`} y={ABOVE_PX + top - 4} textAnchor="middle" className="fill-bad text-xs">
          ×
        </text>
      ) : null}
    </g>
  );
}
