"use client";

import { Search, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useOptimistic, useState, useTransition } from "react";
import { CompanyPicker } from "@/components/technologies/company-picker";
import { Spinner } from "@/components/ui/button";
import { inputClass } from "@/components/ui/field";
import type { TechnologyQuery } from "@/lib/technologies/types";
import { technologiesHref } from "@/lib/technologies/url";

const TYPING_MS = 300;

/**
 * Search and companies of the list. The URL is the only state: a change goes to a new URL, from the first row on.
 * @param props.said what the answer holds, for those who hear the page
 */
export function TechnologyFilters({ query, said }: { query: TechnologyQuery; said: string }) {
  const t = useTranslations("technologies");
  const filters = useTranslations("filters");
  const router = useRouter();
  const [pending, start] = useTransition();
  // What was asked for shows at once; the rows follow.
  const [asked, ask] = useOptimistic(query);
  const change = (next: Partial<TechnologyQuery>) =>
    start(() => {
      const whole = { ...asked, ...next, offset: 0 };
      ask(whole);
      router.push(technologiesHref(whole), { scroll: false });
    });
  return (
    <section aria-label={filters("label")} className="no-print space-y-3 px-4 sm:px-8">
      <div className="flex flex-wrap items-center gap-2">
        <SearchBox value={asked.search} onChange={(search) => change({ search })} />
        <CompanyPicker
          chosen={asked.companies}
          onPick={(name) => change({ companies: [...asked.companies.filter((one) => one !== name), name] })}
        />
        {pending ? <Spinner /> : null}
      </div>
      {asked.companies.length || asked.search ? (
        <ul className="flex flex-wrap items-center gap-2">
          {asked.companies.map((name) => (
            <li key={name}>
              <button
                type="button"
                onClick={() => change({ companies: asked.companies.filter((one) => one !== name) })}
                className="inline-flex min-h-7 max-w-80 items-center gap-1 rounded-full bg-accent-soft px-3 text-xs hover:brightness-95"
              >
                <span className="truncate">
                  {t("companyFilter.name")}: <strong>{name}</strong>
                </span>
                <X aria-hidden className="size-3 shrink-0" />
                <span className="sr-only">{filters("remove")}</span>
              </button>
            </li>
          ))}
          <li>
            <button
              type="button"
              className="link min-h-6 text-xs"
              onClick={() => change({ search: "", companies: [] })}
            >
              {filters("clear")}
            </button>
          </li>
        </ul>
      ) : null}
      <p className="sr-only" aria-live="polite">
        {said}
      </p>
    </section>
  );
}

function SearchBox({ value, onChange }: { value: string; onChange(value: string): void }) {
  const t = useTranslations("technologies");
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  // Changed from outside: by the way back, or by clearing.
  if (seen !== value) {
    setSeen(value);
    setText(value);
  }
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => onChange(text.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <label className="relative w-full sm:w-72">
      <span className="sr-only">{t("search")}</span>
      <Search aria-hidden className="absolute top-2.5 left-3 size-4 text-soft" />
      <input
        type="search"
        name="search"
        value={text}
        maxLength={200}
        placeholder={t("searchHint")}
        onChange={(event) => setText(event.target.value)}
        className={`${inputClass} pl-9`}
      />
    </label>
  );
}
