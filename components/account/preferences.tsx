"use client";

import { useLocale, useTranslations } from "next-intl";
import { useTransition } from "react";
import { LOCALES, type Locale } from "@/lib/format/locale";

const LANGUAGE_NAME: Record<Locale, string> = { id: "Bahasa Indonesia", en: "English" };
const THEMES = { system: "themeSystem", light: "themeLight", dark: "themeDark" } as const;
export type Theme = keyof typeof THEMES;

/** Language and look of this browser: a choice takes effect at once. */
export function Preferences({
  theme,
  set,
}: {
  theme: Theme;
  set: (input: { locale?: Locale; theme?: Theme }) => Promise<unknown>;
}) {
  const t = useTranslations("account");
  const locale = useLocale();
  const [pending, start] = useTransition();
  const choose = (input: { locale?: Locale; theme?: Theme }) => start(async () => void (await set(input)));
  return (
    <div className="flex flex-col gap-4" aria-busy={pending || undefined}>
      <Choice
        legend={t("language")}
        name="locale"
        chosen={locale}
        options={LOCALES.map((one) => ({ value: one, label: LANGUAGE_NAME[one], lang: one }))}
        onChoose={(one) => choose({ locale: one })}
      />
      <Choice
        legend={t("theme")}
        name="theme"
        chosen={theme}
        options={(Object.keys(THEMES) as Theme[]).map((one) => ({ value: one, label: t(THEMES[one]) }))}
        onChoose={(one) => choose({ theme: one })}
      />
    </div>
  );
}

function Choice<V extends string>({
  legend,
  name,
  chosen,
  options,
  onChoose,
}: {
  legend: string;
  name: string;
  chosen: string;
  options: { value: V; label: string; lang?: string }[];
  onChoose: (value: V) => void;
}) {
  return (
    <fieldset>
      <legend className="mb-1 font-medium">{legend}</legend>
      <div className="flex flex-wrap gap-x-6 gap-y-1">
        {options.map(({ value, label, lang }) => (
          <label key={value} lang={lang} className="flex min-h-9 cursor-pointer items-center gap-2">
            <input
              type="radio"
              name={name}
              value={value}
              // The key follows the choice, so that one made elsewhere (the person's menu) shows here as well.
              key={`${value}-${chosen}`}
              defaultChecked={value === chosen}
              onChange={() => onChoose(value)}
              className="size-4 accent-accent"
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
