import { Check } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { stepLinks } from "@/components/imports/step-links";
import { formatDateTime, type Locale } from "@/lib/format/locale";
import type { Step, StepFacts } from "@/lib/imports/session";

/** Where an import is, the way to every step that can be opened, and how long it is kept. */
export function StepBar({
  id,
  facts,
  at,
  expiresAt,
  revert,
}: {
  id: number;
  facts: StepFacts;
  at: Step | null;
  expiresAt: string | null;
  revert: boolean;
}) {
  const t = useTranslations("wizard");
  const locale = useLocale() as Locale;
  return (
    <div className="space-y-1 border-line border-y py-2">
      <nav aria-label={t("steps.label")}>
        <ol className="flex flex-wrap gap-x-2 gap-y-1">
          {stepLinks(id, facts, at, revert).map(({ step, href, place }, index) => {
            const label = (
              <>
                {place === "done" ? (
                  <Check aria-hidden className="size-4 shrink-0 text-accent" />
                ) : (
                  <span aria-hidden className="tabular-nums">
                    {index + 1}
                  </span>
                )}
                {t(`steps.${step}`)}
                {place === "done" ? <span className="sr-only">{t("steps.isDone")}</span> : null}
              </>
            );
            const look = `inline-flex min-h-9 items-center gap-2 rounded-md px-2 ${place === "here" ? "bg-accent-soft font-semibold" : ""}`;
            return (
              <li key={step}>
                {href ? (
                  <Link
                    prefetch={false}
                    href={href}
                    aria-current={place === "here" ? "step" : undefined}
                    className={`${look} hover:bg-sunken`}
                  >
                    {label}
                  </Link>
                ) : (
                  <span aria-current={place === "here" ? "step" : undefined} className={`${look} text-soft`}>
                    {label}
                  </span>
                )}
              </li>
            );
          })}
        </ol>
      </nav>
      {expiresAt ? (
        <p className="px-2 text-soft text-xs tabular-nums leading-4">
          {t("expires", { time: formatDateTime(expiresAt, locale) })}
        </p>
      ) : null}
    </div>
  );
}
