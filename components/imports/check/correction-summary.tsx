import { useLocale, useTranslations } from "next-intl";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { Correction } from "@/lib/imports/session";

/** What the last correction changed: rows, and what was found in them. */
export function CorrectionSummary({ correction: { by, fileName, rows, findings } }: { correction: Correction }) {
  const t = useTranslations("correction");
  return (
    <section aria-labelledby="correction" className="space-y-3 rounded-md bg-accent-soft px-4 py-3">
      <h2 id="correction" className="wrap-anywhere">
        {t(by, { fileName })}
      </h2>
      <div className="flex flex-wrap gap-x-12 gap-y-3" data-testid="correction">
        <Facts
          title={t("rowsTitle")}
          facts={[
            [t("changed"), rows.changed],
            [t("added"), rows.added],
            [t("removed"), rows.removed],
          ]}
        />
        {findings ? (
          <Facts
            title={t("findingsTitle")}
            facts={[
              [t("resolved"), findings.resolved],
              [t("addedFindings"), findings.added],
              [t("kept"), findings.kept],
            ]}
          />
        ) : null}
      </div>
    </section>
  );
}

function Facts({ title, facts }: { title: string; facts: [name: string, value: number][] }) {
  const locale = useLocale() as Locale;
  return (
    <div>
      <h3 className="text-soft text-xs">{title}</h3>
      <dl className="flex flex-wrap gap-x-6">
        {facts.map(([name, value]) => (
          <div key={name} className="flex flex-row-reverse items-baseline gap-1.5">
            <dt className={value === 0 ? "text-soft" : ""}>{name}</dt>
            <dd className={`text-lg tabular-nums ${value === 0 ? "text-soft" : "font-semibold"}`}>
              {formatInteger(value, locale)}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
