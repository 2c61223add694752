"use client";

import { Building2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useId, useState } from "react";
import { inputClass } from "@/components/ui/field";

const TYPING_MS = 200;

/** A box to choose companies with: suggests names that contain what is typed; arrows, Enter and Escape work. */
export function CompanyPicker({ chosen, onPick }: { chosen: readonly string[]; onPick(name: string): void }) {
  const t = useTranslations("technologies.companyFilter");
  const id = useId();
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const suggested = useSuggestions(text, open);
  const names = suggested === "failed" ? [] : (suggested ?? []).filter((name) => !chosen.includes(name));
  const listed = open && names.length > 0;
  const pick = (name: string | undefined) => {
    if (name === undefined) return;
    onPick(name);
    setText("");
    setActive(0);
  };
  const onKey = (event: React.KeyboardEvent) => {
    if (event.key === "Escape") setOpen(false);
    else if (event.key === "Enter" && listed) pick(names[active]);
    else if (event.key === "ArrowDown") {
      setOpen(true);
      setActive(Math.min(active + 1, names.length - 1));
    } else if (event.key === "ArrowUp") setActive(Math.max(active - 1, 0));
    else return;
    event.preventDefault();
  };
  return (
    <div className="relative w-full sm:w-72">
      <Building2 aria-hidden className="absolute top-2.5 left-3 size-4 text-soft" />
      <input
        type="text"
        role="combobox"
        aria-label={t("label")}
        aria-autocomplete="list"
        aria-expanded={listed}
        aria-controls={listed ? id : undefined}
        aria-activedescendant={listed ? `${id}-${active}` : undefined}
        autoComplete="off"
        value={text}
        maxLength={200}
        placeholder={t("placeholder")}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKey}
        className={`${inputClass} pl-9`}
      />
      {listed ? (
        <div id={id} role="listbox" aria-label={t("label")} className={`${PANEL} max-h-72 overflow-auto`}>
          {names.map((name, index) => (
            <button
              key={name}
              id={`${id}-${index}`}
              type="button"
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              // The box keeps the focus, or the list would close before the click.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(name)}
              className="block min-h-8 w-full break-words rounded px-2 py-1 text-left hover:bg-sunken aria-selected:bg-accent-soft"
            >
              {name}
            </button>
          ))}
        </div>
      ) : null}
      <p role="status" className={open && suggested !== null && !listed ? `${PANEL} px-3 text-soft` : "sr-only"}>
        {!open || suggested === null ? "" : suggested === "failed" ? t("failed") : names.length === 0 ? t("none") : ""}
      </p>
    </div>
  );
}

const PANEL =
  "absolute inset-x-0 top-full z-30 mt-1 rounded-md border border-line bg-raised p-2 shadow-lg shadow-black/10";

/** Names that contain the text, asked for while somebody types; null: not known yet. The old ones stay meanwhile. */
function useSuggestions(text: string, wanted: boolean): string[] | "failed" | null {
  const [names, setNames] = useState<string[] | "failed" | null>(null);
  useEffect(() => {
    if (!wanted) return;
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const path = `/technologies/company-names?${new URLSearchParams({ search: text })}`;
        const response = await fetch(path, { signal: abort.signal });
        if (!response.ok) throw new Error(String(response.status));
        setNames(((await response.json()) as { names: string[] }).names);
      } catch {
        if (!abort.signal.aborted) setNames("failed");
      }
    }, TYPING_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text, wanted]);
  return names;
}
