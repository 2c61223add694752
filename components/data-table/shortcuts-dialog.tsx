"use client";

import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import type { TablePreferences } from "@/components/data-table/preferences";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

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
