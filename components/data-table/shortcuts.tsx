"use client";

import { Keyboard } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent } from "react";
import { Button } from "@/components/ui/button";

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
