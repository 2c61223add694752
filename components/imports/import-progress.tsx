"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useEffect } from "react";
import { Spinner } from "@/components/ui/button";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { ImportView } from "@/lib/imports/history";

const POLL_MS = 700;
const STEPS = ["queued", "reading", "writing", "committed"] as const;

/** Where a running import stands. The page asks again by itself; closing it stops nothing. */
export function ImportProgress({ item }: { item: ImportView }) {
  const t = useTranslations("progress");
  const locale = useLocale() as Locale;
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), POLL_MS);
    return () => clearInterval(timer);
  }, [router]);
  const now = (STEPS as readonly string[]).indexOf(item.state);
  const number = (value: number) => formatInteger(value, locale);
  return (
    <div role="status" className="max-w-3xl space-y-4 border-line border-y py-6">
      <ol className="flex flex-wrap gap-x-8 gap-y-2">
        {STEPS.map((step, index) => (
          <li
            key={step}
            aria-current={index === now ? "step" : undefined}
            className={`flex items-center gap-2 ${index === now ? "font-semibold" : "text-soft"}`}
          >
            {index === now ? <Spinner /> : <span aria-hidden>{index < now ? "✓" : "·"}</span>}
            {t(step)}
          </li>
        ))}
      </ol>
      <p className="tabular-nums">{t("counts", { read: number(item.rowsRead), written: number(item.rowsWritten) })}</p>
      <p className="text-soft">{t("mayClose")}</p>
    </div>
  );
}
