"use client";

import { useTranslations } from "next-intl";
import { CONSTANT_FIELDS } from "@/components/imports/columns/column-draft";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import type { Field as ColumnField } from "@/lib/imports/types";

/** Values for the whole file of fields that no column gives; those that must be given are asked for. */
export function ConstantFields({
  missing,
  mapped,
  constants,
  change,
}: {
  missing: ColumnField[];
  /** Fields that have a column. */
  mapped: ColumnField[];
  constants: Partial<Record<ColumnField, string>>;
  change: (constants: Partial<Record<ColumnField, string>>) => void;
}) {
  const t = useTranslations("columns");
  const lacking = missing.filter((field) => !mapped.includes(field) && !constants[field]?.trim());
  const offered = CONSTANT_FIELDS.filter((field) => !mapped.includes(field) || constants[field] !== undefined);
  const name = (field: ColumnField) => t(`fields.${field}`);
  return (
    <section aria-labelledby="constants" className="space-y-4">
      <h2 id="constants">{t("constants.title")}</h2>
      {lacking.length > 0 ? (
        <Notice kind="warn" title={t("constants.missing", { fields: lacking.map(name).join(", ") })}>
          {t(
            lacking.some((field) => CONSTANT_FIELDS.includes(field))
              ? "constants.missingHint"
              : "constants.missingColumn",
          )}
        </Notice>
      ) : null}
      {offered.length > 0 ? (
        <div className="grid max-w-5xl items-start gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
          {offered.map((field) => (
            <Field
              key={field}
              label={lacking.includes(field) ? t("constants.needed", { field: name(field) }) : name(field)}
              {...(mapped.includes(field) ? { hint: t("constants.forBlanks") } : {})}
              value={constants[field] ?? ""}
              maxLength={field === "satuan_pekerjaan" ? 50 : 100}
              required={lacking.includes(field)}
              autoComplete="off"
              onChange={(event) => change({ ...constants, [field]: event.target.value })}
            />
          ))}
        </div>
      ) : (
        <p className="text-soft">{t("constants.none")}</p>
      )}
    </section>
  );
}
