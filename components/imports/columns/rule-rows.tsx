"use client";

import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { inputClass } from "@/components/ui/field";
import type { KodeRule } from "@/lib/imports/choices";

const PARTS = ["prefix", "klasifikasi", "sub_klasifikasi"] as const;
const LIMITS: Record<(typeof PARTS)[number], number> = { prefix: 50, klasifikasi: 100, sub_klasifikasi: 100 };

/** Beginnings of a kode that say its klasifikasi; rows are added and removed. */
export function RuleRows({ rules, change }: { rules: KodeRule[]; change: (rules: KodeRule[]) => void }) {
  const t = useTranslations("columns");
  const set = (at: number, part: (typeof PARTS)[number], value: string) =>
    change(rules.map((rule, index) => (index === at ? { ...rule, [part]: value } : rule)));
  return (
    <section aria-labelledby="rules" className="space-y-3">
      <h2 id="rules">{t("rules.title")}</h2>
      <p className="max-w-prose text-pretty text-soft">{t("rules.hint")}</p>
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
