"use client";

import { Check, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useId, useState } from "react";
import { type EditTarget, useEditArea } from "@/components/ahsp/edit-area";
import { shownValue } from "@/components/ahsp/shown-value";
import { useErrorSentence } from "@/components/error-sentence";
import type { Failure } from "@/components/failure";
import { Spinner } from "@/components/ui/button";
import { inputClass } from "@/components/ui/field";
import { NUMBER_FORMAT_OF, readValue } from "@/lib/ahsp/edit-fields";
import type { Locale } from "@/lib/format/locale";
import { KATEGORI } from "@/lib/imports/types";

const ICON =
  "inline-flex size-9 shrink-0 items-center justify-center rounded-md border border-line-strong bg-raised text-ink hover:bg-sunken disabled:opacity-50";

/** The field that a value is typed in: Enter saves, Esc leaves it. Below it how a number is read, or what is wrong. */
export function EditForm({
  target,
  value,
  what,
  onClose,
}: {
  target: EditTarget;
  value: string | null;
  what: string;
  onClose(): void;
}) {
  const t = useTranslations("ahsp.edit");
  const sentence = useErrorSentence();
  const locale = useLocale() as Locale;
  const router = useRouter();
  const area = useEditArea();
  const id = useId();
  const { field } = target;
  const shown = (one: string | null) => shownValue(field, one, locale) ?? t("none");
  const [text, setText] = useState(shownValue(field, value, locale) ?? "");
  // What the person saw when the field opened, or was told since.
  const [expected, setExpected] = useState(value);
  const [failure, setFailure] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const read = readValue(field, text, NUMBER_FORMAT_OF[locale]);
  const refused = "refused" in read ? sentence(read.refused) : null;
  const error = failure ?? refused;
  const echo =
    field === "koefisien" && !("refused" in read)
      ? t(read.rounded ? "rounded" : "read", { value: shown(read.value) })
      : null;

  async function save() {
    if ("refused" in read || saving) return;
    setSaving(true);
    setFailure(null);
    const answer = await area
      .save(target, read.value ?? "", expected)
      .catch(() => ({ ok: false as const, code: "INTERNAL" as const }));
    setSaving(false);
    if (answer.ok) {
      area.say(t("saved", { what, value: shown(answer.data.value) }));
      return onClose();
    }
    setFailure(told(answer));
    if (answer.code === "CONFLICT" || answer.code === "NOT_FOUND") router.refresh();
  }

  function told(answer: Failure): string {
    if (answer.code === "NOT_FOUND") return t("replaced");
    if (answer.code !== "CONFLICT") return sentence(answer);
    const present = answer.params?.present === undefined ? null : String(answer.params.present);
    setExpected(present);
    return t("conflict", { present: shown(present) });
  }

  const common = {
    "aria-label": what,
    "aria-describedby": `${id}-said`,
    "aria-invalid": error ? (true as const) : undefined,
    value: text,
    autoFocus: true,
    onChange: ({ target: { value: typed } }: { target: { value: string } }) => {
      setText(typed);
      setFailure(null);
    },
  };
  return (
    <form
      className="no-print inline-flex w-full min-w-44 max-w-72 flex-col gap-1 text-left font-normal"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        // In the middle of a composed character Escape belongs to the keyboard.
        if (event.key === "Escape" && !event.nativeEvent.isComposing) onClose();
      }}
    >
      <span className="flex gap-1">
        {field === "kategori" ? (
          <select {...common} className={inputClass}>
            {KATEGORI.map((kategori) => (
              <option key={kategori}>{kategori}</option>
            ))}
          </select>
        ) : (
          <input
            {...common}
            inputMode={field === "koefisien" ? "decimal" : "text"}
            autoComplete="off"
            maxLength={500}
            className={`${inputClass} ${field === "koefisien" ? "numeric" : ""}`}
          />
        )}
        <button
          type="submit"
          aria-label={t("save")}
          title={t("save")}
          disabled={refused !== null || saving}
          className={ICON}
        >
          {saving ? <Spinner /> : <Check aria-hidden className="size-4" />}
        </button>
        <button type="button" aria-label={t("cancel")} title={t("cancel")} onClick={onClose} className={ICON}>
          <X aria-hidden className="size-4" />
        </button>
      </span>
      <span id={`${id}-said`} aria-live="polite" className={`text-xs leading-4 ${error ? "text-bad" : "text-soft"}`}>
        {error ?? echo}
      </span>
    </form>
  );
}
