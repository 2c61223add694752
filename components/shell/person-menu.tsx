"use client";

import { CircleUser } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { useTransition } from "react";
import { buttonClass } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { LOCALES, type Locale } from "@/lib/format/locale";

const THEMES = ["system", "light", "dark"] as const;
const LANGUAGE_NAME: Record<Locale, string> = { id: "Bahasa Indonesia", en: "English" };

interface Preferences {
  locale?: Locale;
  theme?: (typeof THEMES)[number];
}

export function PersonMenu({
  name,
  email,
  role,
  setPreferences,
  signOut,
}: {
  name: string;
  email: string;
  role: "viewer" | "staff" | "admin";
  setPreferences: (input: Preferences) => Promise<unknown>;
  signOut: (input: Record<string, never>) => Promise<unknown>;
}) {
  const t = useTranslations("shell");
  const locale = useLocale();
  const [pending, start] = useTransition();
  const item = "flex min-h-9 w-full items-center rounded px-2 text-left hover:bg-sunken disabled:opacity-50";
  return (
    <Menu
      align="end"
      aria-label={t("person", { name })}
      className={buttonClass("quiet")}
      label={
        <>
          <CircleUser aria-hidden className="size-4" />
          <span className="hidden max-w-40 truncate md:inline">{name}</span>
        </>
      }
    >
      <div className="border-line border-b px-2 pb-2">
        <p className="truncate font-medium">{name}</p>
        <p className="truncate text-soft text-xs">{email}</p>
        <p className="text-soft text-xs">{t(`roles.${role}`)}</p>
      </div>
      <Link href="/account" className={item}>
        {t("account")}
      </Link>
      <fieldset className="border-line border-t py-1">
        <legend className="sr-only">{t("language")}</legend>
        {LOCALES.map((one) => (
          <button
            key={one}
            type="button"
            lang={one}
            disabled={pending}
            aria-pressed={locale === one}
            className={item}
            onClick={() => start(async () => void (await setPreferences({ locale: one })))}
          >
            {LANGUAGE_NAME[one]} {locale === one ? <span className="ml-auto text-accent">✓</span> : null}
          </button>
        ))}
      </fieldset>
      <fieldset className="flex gap-1 border-line border-t py-2">
        <legend className="sr-only">{t("theme")}</legend>
        {THEMES.map((theme) => (
          <button
            key={theme}
            type="button"
            disabled={pending}
            className={buttonClass("quiet", "flex-1 px-2")}
            onClick={() => start(async () => void (await setPreferences({ theme })))}
          >
            {t(`themes.${theme}`)}
          </button>
        ))}
      </fieldset>
      <button
        type="button"
        disabled={pending}
        className={item}
        onClick={() => start(async () => void (await signOut({})))}
      >
        {t("signOut")}
      </button>
    </Menu>
  );
}
