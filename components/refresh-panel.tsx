"use client";

import { RefreshCw } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import type { Failure } from "@/components/failure";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { formatDuration, type Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { StatsTotals } from "@/lib/stats/types";
import type { RefreshResult } from "@/lib/views/types";
import { REFRESH_MODES, type RefreshMode } from "@/lib/views/types";

type Answer = { ok: true; data: { refresh: RefreshResult; totals: StatsTotals } } | ({ ok: false } & Failure);
export type RefreshAction = (input: { mode: RefreshMode }) => Promise<Answer>;

/** The ways to refresh, when to use which, and what the refresh found. */
export function RefreshPanel({ refresh }: { refresh: RefreshAction }) {
  const t = useTranslations("refresh");
  const views = useTranslations("views");
  const errors = useTranslations("errors");
  const locale = useLocale() as Locale;
  const [pending, start] = useTransition();
  const [mode, setMode] = useState<RefreshMode | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const run = (chosen: RefreshMode) => {
    setMode(chosen);
    start(async () => setAnswer(await refresh({ mode: chosen })));
  };
  const number = (value: number) => formatInteger(value, locale);
  return (
    <div className="space-y-3">
      {REFRESH_MODES.map((one) => (
        <div key={one} className="space-y-1">
          <Button
            look={one === "automatic" ? "primary" : "plain"}
            pending={pending && mode === one}
            disabled={pending}
            onClick={() => run(one)}
          >
            {pending && mode === one ? null : <RefreshCw aria-hidden className="size-4" />}
            {t(one)}
          </Button>
          <p className="text-soft text-xs leading-4">{t(`${one}Hint`)}</p>
        </div>
      ))}
      <div aria-live="polite">
        {pending ? <p className="text-soft">{t("running")}</p> : null}
        {!pending && answer?.ok ? (
          <Notice
            kind="good"
            title={t(answer.data.refresh.joined ? "joined" : "done", {
              duration: formatDuration(answer.data.refresh.durationMs, locale),
            })}
          >
            <span className="tabular-nums">
              {t("totals", {
                ahsp: number(answer.data.totals.ahsp),
                rincian: number(answer.data.totals.rincian),
                zero: number(answer.data.totals.zero_coef),
                unit: number(answer.data.totals.missing_unit),
              })}
            </span>
            <span className="block text-soft">
              {t("chosen", {
                mode: views(`modes.${answer.data.refresh.mode}`),
                reason: views(`reasons.${answer.data.refresh.reason}`),
              })}
            </span>
          </Notice>
        ) : null}
        {!pending && answer && !answer.ok ? (
          <Notice kind="bad">{errors(answer.code, { ...answer.params, errorId: answer.errorId ?? "–" })}</Notice>
        ) : null}
      </div>
    </div>
  );
}
