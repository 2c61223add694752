"use client";

import { useLocale, useTranslations } from "next-intl";
import { decidedValue, evidenceSentences, optionsOf } from "@/components/imports/check/suspect-choice";
import { Button } from "@/components/ui/button";
import type { Locale } from "@/lib/format/locale";
import { formatDecimal, formatInteger } from "@/lib/format/number";
import type { SuspectEvidence } from "@/lib/imports/choices";
import type { SuspectView } from "@/lib/imports/session";

/** One suspect cell: where it stands, what it may have been, why, and what was decided. */
export function SuspectRow({
  suspect,
  chosen,
  same,
  pending,
  disabled,
  choose,
  save,
}: {
  suspect: SuspectView;
  /** What was chosen and is not saved yet. */
  chosen: string | undefined;
  /** Cells that the decision would fit, this one among them. */
  same: number;
  pending: boolean;
  disabled: boolean;
  choose: (value: string) => void;
  save: (value: string) => void;
}) {
  const t = useTranslations("suspects");
  const place = useTranslations("findingList");
  const locale = useLocale() as Locale;
  const { baris, kolom, raw, sumber, kode_ahsp, uraian_item, satuan_item, confidence } = suspect;
  const now = chosen ?? decidedValue(suspect);
  const item = satuan_item ? t("item", { uraian: uraian_item, satuan: satuan_item }) : uraian_item;
  return (
    <li className="border-line border-b py-3" data-suspect={baris}>
      <fieldset disabled={disabled} className="grid min-w-0 gap-x-8 gap-y-2 lg:grid-cols-[18rem_16rem_1fr]">
        <legend className="sr-only">
          {place("cell", { row: String(baris), column: kolom })}: {raw}, {item}
        </legend>
        <div className="min-w-0">
          <p className="font-mono text-base">{raw}</p>
          <p className="text-soft text-xs leading-4 tabular-nums">
            {place("cell", { row: String(baris), column: kolom })}
          </p>
          <p className="wrap-anywhere">{item || "–"}</p>
          <p className="wrap-anywhere text-soft text-xs leading-4">
            {[sumber, kode_ahsp].filter(Boolean).join(" · ") || "–"}
          </p>
        </div>
        <div className="space-y-1">
          {optionsOf(suspect).map(({ value, recommended, asWritten }) => (
            <label key={value} className="flex min-h-6 items-start gap-2">
              <input
                type="radio"
                name={`suspect-${baris}`}
                value={value}
                checked={now === value}
                onChange={() => choose(value)}
                className="mt-1.5 accent-accent"
              />
              <span>
                <span className="font-semibold tabular-nums">{formatDecimal(value, locale)}</span>{" "}
                <span className="text-soft text-xs">
                  {[recommended ? t("recommended") : "", asWritten ? t("asWritten") : ""].filter(Boolean).join(" · ")}
                </span>
              </span>
            </label>
          ))}
          {chosen === undefined || chosen === decidedValue(suspect) ? null : (
            <Button look="plain" pending={pending} disabled={disabled} onClick={() => save(chosen)}>
              {t("save", { count: same, number: formatInteger(same, locale) })}
            </Button>
          )}
        </div>
        <div className="min-w-0 text-pretty">
          <p className="font-medium">{t(`confidence.${confidence}`)}</p>
          <Evidence evidence={suspect.evidence} />
          <p className="text-soft text-xs leading-4">
            {suspect.decision === null
              ? t("undecided")
              : suspect.decidedBy
                ? t("decidedBy", { who: suspect.decidedBy })
                : t("decided")}
          </p>
        </div>
      </fieldset>
    </li>
  );
}

function Evidence({ evidence }: { evidence: SuspectEvidence }) {
  const t = useTranslations("suspects");
  const locale = useLocale() as Locale;
  const { neighbours, ratios } = evidence;
  const decimal = (value: string | undefined) => (value === undefined ? "–" : formatDecimal(value, locale));
  return (
    <p className="text-soft">
      {evidenceSentences(evidence)
        .map((told) =>
          t(`evidence.${told}`, {
            jobs: formatInteger(neighbours?.count ?? 0, locale),
            low: decimal(neighbours?.low),
            median: decimal(neighbours?.median),
            high: decimal(neighbours?.high),
            for: formatInteger(ratios.for, locale),
            against: formatInteger(ratios.against, locale),
          }),
        )
        .join(" ")}
    </p>
  );
}
