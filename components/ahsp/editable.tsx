"use client";

import { Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { type EditTarget, keyOf, useEditArea } from "@/components/ahsp/edit-area";
import { EditForm } from "@/components/ahsp/edit-form";

/**
 * A value with a pencil that turns it into a field, for those who may change it.
 * @param value as stored; null: there is none
 * @param item what the line is about, null for a field of the AHSP itself
 * @param children how the value looks
 */
export function Editable({
  target,
  value,
  item,
  children,
}: {
  target: EditTarget;
  value: string | null;
  item: string | null;
  children: React.ReactNode;
}) {
  const t = useTranslations("ahsp.edit");
  const area = useEditArea();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const key = keyOf(target);
  const field = t(`field.${target.field}`);
  const what = item === null ? field : t("of", { field, item });

  useEffect(() => {
    if (!open && area.last.current === key) button.current?.focus();
  }, [open, key, area]);

  if (open)
    return (
      <>
        <EditForm target={target} value={value} what={what} onClose={() => setOpen(false)} />
        <span className="hidden print:inline">{children}</span>
      </>
    );
  return (
    <span className="inline-flex items-center gap-1">
      <span>{children}</span>
      <button
        ref={button}
        type="button"
        aria-label={t("open", { what })}
        title={t("open", { what })}
        data-edit={key}
        onClick={() => {
          area.last.current = key;
          setOpen(true);
        }}
        className="no-print inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-soft opacity-80 hover:bg-sunken hover:text-ink hover:opacity-100 focus-visible:opacity-100"
      >
        <Pencil aria-hidden className="size-3.5" />
      </button>
    </span>
  );
}
