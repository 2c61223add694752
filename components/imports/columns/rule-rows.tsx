"use client";

import { History, Plus, Trash2 } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { inputClass } from "@/components/ui/field";
import { formatDateTime, type Locale } from "@/lib/format/locale";
import type { KodeRule } from "@/lib/imports/choices";
import type { SavedRules } from "@/lib/imports/session";

const PARTS = ["prefix", "klasifikasi", "sub_klasifikasi"] as const;
const LIMITS: Record<(typeof PARTS)[number], number> = { prefix: 50, klasifikasi: 100, sub_klasifikasi: 100 };

/** Beginnings of a kode that say its klasifikasi, those that were saved for the sumber first; rows are added and removed. */
export function RuleRows({
  saved,
  rules,
  change,
}: {
  /** Of each sumber of the file. */
  saved: SavedRules[];
  rules: KodeRule[];
  change: (rules: KodeRule[]) => void;
}) {
  const t = useTranslations("columns");
  const wizard = useTranslations("wizard");
  const locale = useLocale() as Locale;
  const set = (at: number, part: (typeof PARTS)[number], value: string) =>
    change(rules.map((rule, index) => (index === at ? { ...rule, [part]: value } : rule)));
  return (
    <section aria-labelledby="rules" className="space-y-3">
      <h2 id="rules">{t("rules.title")}</h2>
      <p className="max-w-prose text-pretty text-soft">{t("rules.hint")}</p>
      {saved.some((one) => one.rules.length > 0) ? (
        <ul className="max-w-prose space-y-1">
          {saved.map(({ sumber, rules: its, by, at }) =>
            at === null ? null : (
              <li key={sumber} className="flex items-start gap-2">
                <History aria-hidden className="mt-1 size-4 shrink-0 text-accent" />
                <span className="wrap-anywhere min-w-0">
                  {t("rules.saved", {
                    sumber,
                    count: its.length,
                    by: by ?? wizard("byProgram"),
                    at: formatDateTime(at, locale),
                  })}
                </span>
              </li>
            ),
          )}
        </ul>
      ) : null}
      {saved.length > 1 ? <p className="max-w-prose text-pretty text-soft">{t("rules.several")}</p> : null}
      {rules.length > 0 ? (
        <ol className="max-w-5xl space-y-4">
          {rules.map((rule, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place; its texts are being typed
            <li key={index} className="grid items-end gap-2 sm:grid-cols-[8rem_1fr_1fr_auto]">
              {PARTS.map((part) => (
                <label key={part} className="flex min-w-0 flex-col gap-1">
                  <span className="text-soft text-xs">{t(`rules.${part}`)}</span>
                  <input
                    value={rule[part] ?? ""}
                    maxLength={LIMITS[part]}
                    autoComplete="off"
                    spellCheck={false}
                    onChange={(event) => set(index, part, event.target.value)}
                    className={inputClass}
                  />
                </label>
              ))}
              <Button
                look="quiet"
                className="justify-self-end"
                aria-label={t("rules.remove", { prefix: rule.prefix || String(index + 1) })}
                onClick={() => change(rules.filter((_, other) => other !== index))}
              >
                <Trash2 aria-hidden className="size-4" />
              </Button>
            </li>
          ))}
        </ol>
      ) : null}
      <Button look="plain" onClick={() => change([...rules, { prefix: "", klasifikasi: null, sub_klasifikasi: null }])}>
        <Plus aria-hidden className="size-4" />
        {t("rules.add")}
      </Button>
    </section>
  );
}
