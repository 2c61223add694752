"use client";

import { Keyboard } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useState, useTransition } from "react";
import type { TablePreferences } from "@/components/data-table/preferences";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

/** Where characters are typed or choose something. */
const TAKES_KEYS = "input, textarea, select, [contenteditable]";

/**
 * Single keys that do something wherever the focus is, except where one types, in a dialog, and together with
 * Ctrl, Alt or Meta.
 * @param keys what to do, by `KeyboardEvent.key`
 */
export function useShortcuts(on: boolean, keys: Record<string, () => void>) {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target instanceof Element && event.target.closest(TAKES_KEYS)) return;
    if (!Object.hasOwn(keys, event.key) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    keys[event.key]?.();
  });
  useEffect(() => {
    if (!on) return;
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [on]);
}

const KEYS = [
  ["next", "j"],
  ["previous", "k"],
  ["cells", "↑", "↓", "←", "→"],
  ["open", "Enter"],
  ["copy", "c"],
  ["search", "/"],
  ["filter", "f"],
  ["nextPage", "n"],
  ["previousPage", "p"],
  ["help", "?"],
] as const;

/** The small button that tells of the keys. */
export function ShortcutsButton({ onOpen }: { onOpen(): void }) {
  const t = useTranslations("shortcuts");
  return (
    <Button look="quiet" className="max-sm:hidden" onClick={onOpen}>
      <Keyboard aria-hidden className="size-4" />
      {t("button")}
    </Button>
  );
}

/** All keys, and the switch that turns those of one character off. */
export function ShortcutsDialog({ preferences, onClose }: { preferences: TablePreferences; onClose(): void }) {
  const t = useTranslations("shortcuts");
  const [pending, start] = useTransition();
  const [on, setOn] = useState(preferences.shortcuts === "on");
  return (
    <Dialog title={t("title")} onClose={onClose}>
      <dl className={on ? "" : "text-soft"}>
        {KEYS.map(([name, ...keys]) => (
          <div key={name} className="flex items-baseline justify-between gap-4 border-line border-b py-1.5">
            <dt>{t(`does.${name}`)}</dt>
            <dd className="flex gap-1">
              {keys.map((key) => (
                <kbd
                  key={key}
                  className="min-w-6 rounded border border-line-strong bg-sunken px-1.5 text-center font-mono text-xs leading-5"
                >
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <label className="flex min-h-9 cursor-pointer items-center gap-2">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={on}
          aria-busy={pending || undefined}
          onChange={({ target }) => {
            setOn(target.checked);
            start(async () => void (await preferences.set({ shortcuts: target.checked ? "on" : "off" })));
          }}
        />
        {t("on")}
      </label>
      <p className="-mt-3 text-soft text-xs leading-4">{t("onHint")}</p>
      <div className="flex justify-end">
        <Button look="plain" onClick={onClose}>
          {t("close")}
        </Button>
      </div>
    </Dialog>
  );
}
