"use client";

import { useLocale, useTranslations } from "next-intl";
import { optionsOf } from "@/components/imports/check/suspect-choice";
import { SuspectReasons } from "@/components/imports/check/suspect-reasons";
import type { Locale } from "@/lib/format/locale";
import { formatDecimal, formatInteger } from "@/lib/format/number";
import type { SuspectView } from "@/lib/imports/session";

/** One suspect cell: where it stands, what it may have been, why, and what was decided. */
export function SuspectRow({
  suspect,
  now,
  changed,
  same,
  disabled,
  choose,
  chooseSame,
}: {
  suspect: SuspectView;
  /** What is chosen, or else decided; null: neither. */
  now: string | null;
  /** It was chosen and is not saved yet. */
  changed: boolean;
  /** Other cells of the page that the choice would fit. */
  same: number;
  disabled: boolean;
  choose: (value: string | null) => void;
  chooseSame: () => void;
}) {
  const t = useTranslations("suspects");
  const place = useTranslations("findingList");
  const locale = useLocale() as Locale;
  const { baris, kolom, raw, sumber, kode_ahsp, uraian_item, satuan_item, decision, decidedBy } = suspect;
  const item = satuan_item ? t("item", { uraian: uraian_item, satuan: satuan_item }) : uraian_item;
  const where = place("cell", { row: String(baris), column: kolom });
  const state = decision === null ? t("undecided") : decidedBy ? t("decidedBy", { who: decidedBy }) : t("decided");
  return (
    <li
      className={`border-line border-b py-3 ${changed ? "-mx-3 bg-accent-soft px-3" : ""}`}
      data-suspect={baris}
      data-changed={changed}
    >
      <fieldset disabled={disabled} className="grid min-w-0 gap-x-8 gap-y-2 lg:grid-cols-[18rem_16rem_1fr]">
        <legend className="sr-only">
          {where}: {raw}, {item}
        </legend>
        <div className="min-w-0">
          <p className="font-mono text-base">{raw}</p>
          <p className="text-soft text-xs leading-4 tabular-nums">{where}</p>
          <p className="wrap-anywhere">{item || "–"}</p>
          <p className="wrap-anywhere text-soft text-xs leading-4">
            {[sumber, kode_ahsp].filter(Boolean).join(" · ") || "–"}
          </p>
        </div>
        <div>
          {optionsOf(suspect).map(({ value, recommended, asWritten }) => (
            <label key={value} className="flex min-h-8 items-start gap-2 py-1">
              <input
                type="radio"
                name={`suspect-${baris}`}
                value={value}
                checked={now === value}
                onChange={() => choose(value)}
                className="mt-1 size-4 accent-accent"
              />
              <span>
                <span className="font-semibold tabular-nums">{formatDecimal(value, locale)}</span>{" "}
                <span className="text-soft text-xs">
                  {[recommended ? t("recommended") : "", asWritten ? t("asWritten") : ""].filter(Boolean).join(" · ")}
                </span>
              </span>
            </label>
          ))}
        </div>
        <div className="min-w-0 text-pretty">
          <SuspectReasons suspect={suspect} />
          <p className="flex flex-wrap items-center gap-x-4 text-soft text-xs leading-4">
            <span className={changed ? "font-medium text-accent" : ""}>{changed ? t("unsaved") : state}</span>
            {now === null ? null : (
              <button type="button" className="link min-h-6" onClick={() => choose(null)}>
                {t(decision === null ? "unchoose" : "undo")}
              </button>
            )}
            {same > 0 ? (
              <button type="button" className="link min-h-6" onClick={chooseSame}>
                {t("same", { count: same, number: formatInteger(same, locale) })}
              </button>
            ) : null}
          </p>
        </div>
      </fieldset>
    </li>
  );
}
