"use client";

import { ChevronDown, Search, X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { buttonClass } from "@/components/ui/button";
import { inputClass } from "@/components/ui/field";
import { Menu } from "@/components/ui/menu";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { Filter, TableSpec } from "@/lib/table/spec";

/** Choices of each filter; count null = not counted. */
export type Facets = Record<string, { value: string | null; count: number | null }[]>;
export type Filters = Record<string, string | readonly (string | null)[] | undefined>;

const TYPING_MS = 300;

/** The filters of a spec: text boxes, menus with counts, and below them what is set, in words, each with its ×. */
export function FilterBar({
  spec,
  filters,
  facets,
  onChange,
  children,
}: {
  spec: TableSpec;
  filters: Filters;
  facets: Facets;
  onChange(change: Filters): void;
  /** Stands at the right end of the filters. */
  children?: ReactNode;
}) {
  const t = useTranslations("filters");
  const set = Object.entries(filters).filter(([, value]) => value !== undefined);
  return (
    <section aria-label={t("label")} className="no-print space-y-3">
      <div className="flex flex-wrap gap-2">
        {Object.entries(spec.filters).map(([name, filter]) =>
          filter.kind === "search" ? (
            <TextFilter
              key={name}
              name={name}
              value={filters[name] as string | undefined}
              onChange={(value) => onChange({ [name]: value })}
            />
          ) : (
            <ChoiceFilter
              key={name}
              name={name}
              filter={filter}
              value={filters[name]}
              options={facets[name] ?? []}
              onChange={(value) => onChange({ [name]: value })}
            />
          ),
        )}
        <div className="ml-auto flex flex-wrap gap-2">{children}</div>
      </div>
      {set.length > 0 ? (
        <ul className="flex flex-wrap items-center gap-2">
          {set.flatMap(([name, value]) =>
            (typeof value === "string" ? [value] : (value ?? [])).map((one) => (
              <li key={`${name}:${one}`}>
                <button
                  type="button"
                  onClick={() => onChange({ [name]: without(value, one) })}
                  className="inline-flex min-h-7 max-w-80 items-center gap-1 rounded-full bg-accent-soft px-3 text-xs hover:brightness-95"
                >
                  <span className="truncate">
                    {t(`names.${name}` as "names.q")}:{" "}
                    <strong>
                      {spec.filters[name]?.kind === "positive"
                        ? t(`anomali.${one}` as "anomali.any")
                        : (one ?? t("none"))}
                    </strong>
                  </span>
                  <X aria-hidden className="size-3" />
                  <span className="sr-only">{t("remove")}</span>
                </button>
              </li>
            )),
          )}
          <li>
            <button
              type="button"
              className="link text-xs"
              onClick={() => onChange(Object.fromEntries(set.map(([name]) => [name, undefined])))}
            >
              {t("clear")}
            </button>
          </li>
        </ul>
      ) : null}
    </section>
  );
}

function without(value: Filters[string], one: string | null): Filters[string] {
  const rest = typeof value === "string" ? [] : (value ?? []).filter((other) => other !== one);
  return rest.length ? rest : undefined;
}

/** Waits until typing pauses; follows the URL when that changes from elsewhere (Back, clear). */
function TextFilter({
  name,
  value,
  onChange,
}: {
  name: string;
  value: string | undefined;
  onChange(value: string | undefined): void;
}) {
  const t = useTranslations("filters");
  const [text, setText] = useState(value ?? "");
  const [seen, setSeen] = useState(value);
  const [sent, setSent] = useState(value);
  if (seen !== value) {
    setSeen(value);
    // An answer to what was typed here leaves the text alone: there may be more of it by now, or a space at its end.
    if (value !== sent) {
      setSent(value);
      setText(value ?? "");
    }
  }
  useEffect(() => {
    const asked = text.trim() || undefined;
    if (asked === value) return;
    const timer = setTimeout(() => {
      setSent(asked);
      onChange(asked);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <label className="relative w-full sm:w-80">
      <span className="sr-only">{t(`names.${name}` as "names.q")}</span>
      <Search aria-hidden className="absolute top-2.5 left-3 size-4 text-soft" />
      <input
        type="search"
        name={name}
        value={text}
        maxLength={200}
        placeholder={t(`placeholders.${name}` as "placeholders.q")}
        onChange={(event) => setText(event.target.value)}
        className={`${inputClass} pl-9`}
      />
    </label>
  );
}

/** A menu of options with their counts: several for a value, one for a condition. */
function ChoiceFilter({
  name,
  filter,
  value,
  options,
  onChange,
}: {
  name: string;
  filter: Filter;
  value: Filters[string];
  options: Facets[string];
  onChange(value: Filters[string]): void;
}) {
  const t = useTranslations("filters");
  const locale = useLocale() as Locale;
  const [narrow, setNarrow] = useState("");
  const several = filter.kind === "option";
  const chosen = typeof value === "string" ? [value] : (value ?? []);
  const toggle = (one: string | null) => {
    if (!several) return onChange(chosen.includes(one) ? undefined : (one ?? undefined));
    const next = chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one];
    onChange(next.length ? next : undefined);
  };
  const label = (one: string | null) => (several ? (one ?? t("none")) : t(`anomali.${one}` as "anomali.any"));
  const shown = options.filter((option) => label(option.value).toLowerCase().includes(narrow.toLowerCase()));
  return (
    <Menu
      className={buttonClass("plain", chosen.length ? "border-accent text-accent" : "")}
      label={
        <>
          {t(`names.${name}` as "names.q")}
          {chosen.length ? <span className="tabular-nums">({chosen.length})</span> : null}
          <ChevronDown aria-hidden className="size-4" />
        </>
      }
    >
      <fieldset>
        <legend className="sr-only">{t(`names.${name}` as "names.q")}</legend>
        {options.length > 10 ? (
          <input
            type="search"
            aria-label={t("narrow")}
            placeholder={t("narrow")}
            value={narrow}
            onChange={(event) => setNarrow(event.target.value)}
            className={`${inputClass} mb-2`}
          />
        ) : null}
        {shown.length === 0 ? <p className="px-2 py-1 text-soft">{t("noOptions")}</p> : null}
        {shown.map((option) => (
          <label
            key={option.value ?? "~"}
            className="flex min-h-8 cursor-pointer items-center gap-2 rounded px-2 hover:bg-sunken"
          >
            <input
              type="checkbox"
              className="accent-accent"
              checked={chosen.includes(option.value)}
              onChange={() => toggle(option.value)}
            />
            <span className={`max-w-72 truncate ${option.value === null ? "text-soft italic" : ""}`}>
              {label(option.value)}
            </span>
            <span className="ml-auto pl-4 text-soft tabular-nums">
              {option.count === null ? null : formatInteger(option.count, locale)}
            </span>
          </label>
        ))}
      </fieldset>
    </Menu>
  );
}
