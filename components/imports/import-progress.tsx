"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useEffect } from "react";
import { Spinner } from "@/components/ui/button";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { ImportView } from "@/lib/imports/history";

const POLL_MS = 1000;
const STAGES = ["queued", "reading", "writing", "committed"] as const;

/** Where an import is that the portal works on. The page asks again by itself; closing it stops nothing. */
export function ImportProgress({ item }: { item: Pick<ImportView, "state" | "progress"> }) {
  const t = useTranslations("progress");
  const locale = useLocale() as Locale;
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), POLL_MS);
    return () => clearInterval(timer);
  }, [router]);
  const now = (STAGES as readonly string[]).indexOf(item.state);
  const number = (value: number) => formatInteger(value, locale);
  const { rows, rowsRead, rowsChecked, rowsWritten } = item.progress;
  const counted = { read: rowsRead, checked: rowsChecked, written: rowsWritten };
  return (
    <div className="max-w-3xl space-y-4 border-line border-y py-6" data-testid="progress">
      <p role="status" className="sr-only">
        {now < 0 ? "" : t(STAGES[now] ?? "queued")}
      </p>
      <ol className="flex flex-wrap gap-x-8 gap-y-2">
        {STAGES.map((stage, index) => (
          <li
            key={stage}
            aria-current={index === now ? "step" : undefined}
            className={`flex items-center gap-2 ${index === now ? "font-semibold" : "text-soft"}`}
          >
            {index === now ? <Spinner /> : <span aria-hidden>{index < now ? "✓" : "·"}</span>}
            {t(stage)}
          </li>
        ))}
      </ol>
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        {(["read", "checked", "written"] as const).map((name) => (
          <div key={name}>
            <dt className="text-soft text-xs">{t(`counted.${name}`)}</dt>
            <dd className="font-semibold text-lg tabular-nums" data-progress={name}>
              {rows === null || name !== "read"
                ? number(counted[name])
                : t("of", { count: number(counted[name]), all: number(rows) })}
            </dd>
          </div>
        ))}
      </dl>
      <p className="text-soft">{t("mayClose")}</p>
    </div>
  );
}
