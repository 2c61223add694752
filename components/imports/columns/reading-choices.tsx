"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { ChoiceSelect } from "@/components/imports/columns/choice-select";
import { type ColumnDraft, draftOf, formatOf, koefisienColumn } from "@/components/imports/columns/column-draft";
import { EncodingSamples } from "@/components/imports/columns/encoding-samples";
import { NumberSamples } from "@/components/imports/columns/number-samples";
import { Field } from "@/components/ui/field";
import { ENCODINGS, LAYOUTS } from "@/lib/imports/choices";
import type { ColumnsView } from "@/lib/imports/session";
import type { ImportKind } from "@/lib/imports/types";

const FORMATS = ["", "comma", "point", "stored"] as const;

/** Which table of the file is read, and how its rows, letters and numbers are to be taken. */
export function ReadingChoices({
  view,
  draft,
  change,
  kind,
  csv,
  rowFault,
}: {
  view: ColumnsView;
  draft: ColumnDraft;
  change: (part: Partial<ColumnDraft>) => void;
  kind: ImportKind;
  csv: boolean;
  rowFault: boolean;
}) {
  const { sheets, reading, samples, encodings } = view;
  const t = useTranslations("columns");
  const id = useId();
  // The sheet that was chosen may be one that the file does not have.
  const known = draft.sheet === "" || sheets.some(({ name }) => name === draft.sheet);
  const listed = known ? sheets : [...sheets, { name: draft.sheet, visible: true }];
  const layout = LAYOUTS.find((one) => one === draft.layout);
  return (
    <section aria-labelledby={`${id}-title`} className="space-y-4">
      <h2 id={`${id}-title`}>{t("table.title")}</h2>
      <div className="grid max-w-5xl items-start gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
        {csv ? (
          <ChoiceSelect
            label={t("table.encoding")}
            hint={t("table.encodingHint")}
            value={draft.encoding}
            options={[
              { value: "", label: t("table.encodingFound") },
              ...ENCODINGS.map((one) => ({ value: one, label: t(`encodings.${one}`) })),
            ]}
            change={(value) => change({ encoding: ENCODINGS.find((one) => one === value) ?? "" })}
          />
        ) : (
          <ChoiceSelect
            label={t("table.sheet")}
            value={draft.sheet}
            options={[
              {
                value: "",
                label: reading?.sheet ? t("table.sheetFoundAs", { sheet: reading.sheet }) : t("table.sheetFound"),
              },
              ...listed.map(({ name, visible }) => ({
                value: name,
                label: visible ? name : t("table.hidden", { sheet: name }),
              })),
            ]}
            change={(sheet) => change({ sheet })}
          />
        )}
        <Field
          label={t("table.headerRow")}
          hint={t("table.headerRowHint")}
          error={rowFault ? t("table.headerRowWrong") : undefined}
          inputMode="numeric"
          autoComplete="off"
          maxLength={7}
          placeholder={reading && reading.headerRow > 0 ? String(reading.headerRow) : ""}
          value={draft.headerRow}
          onChange={(event) => change({ headerRow: event.target.value })}
        />
        {kind === "ahsp" ? (
          <ChoiceSelect
            label={t("table.layout")}
            hint={layout ? t(`layoutHints.${layout}`) : t("table.layoutHint")}
            value={draft.layout}
            options={[
              { value: "", label: t("table.found") },
              ...LAYOUTS.map((one) => ({ value: one, label: t(`layouts.${one}`) })),
            ]}
            change={(value) => change({ layout: LAYOUTS.find((one) => one === value) ?? "" })}
          />
        ) : null}
      </div>
      {csv && encodings.length > 0 ? (
        <EncodingSamples
          encodings={encodings}
          chosen={draft.encoding || (view.choices.encoding === null ? (reading?.encoding ?? null) : null)}
        />
      ) : null}
      {kind === "ahsp" ? (
        <div className="grid max-w-5xl items-start gap-6 lg:grid-cols-2">
          <fieldset className="min-w-0 space-y-2">
            <legend className="font-medium">{t("numbers.title")}</legend>
            {FORMATS.map((format) => (
              <label key={format} className="flex items-start gap-2">
                <input
                  type="radio"
                  name="numberFormat"
                  value={format}
                  checked={draft.numberFormat === format}
                  onChange={() => change({ numberFormat: format })}
                  className="mt-1.5 accent-accent"
                />
                <span>
                  <span className="tabular-nums">{t(`numbers.${format || "found"}`)}</span>
                  <span className="block text-soft text-xs leading-4">{t(`numbers.${format || "found"}Hint`)}</span>
                </span>
              </label>
            ))}
          </fieldset>
          {samples.length > 0 ? (
            <NumberSamples
              samples={samples}
              format={formatOf(draft, view)}
              moved={koefisienColumn(draft) !== koefisienColumn(draftOf(view))}
            />
          ) : null}
        </div>
      ) : null}
    </section>
  );
}
