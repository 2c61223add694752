"use client";

import { useTranslations } from "next-intl";
import type { ColumnSample } from "@/components/imports/columns/column-draft";
import { inputClass } from "@/components/ui/field";
import { cellClass, headClass, ScrollBox } from "@/components/views/scroll-box";
import type { Field } from "@/lib/imports/types";

/** Each column of the file and what it means. A field has one column: given to another, it leaves the first. */
export function MappingTable({
  columns,
  mapping,
  fields,
  change,
}: {
  columns: ColumnSample[];
  mapping: Record<string, Field>;
  /** What a column may mean. */
  fields: readonly Field[];
  change: (mapping: Record<string, Field>) => void;
}) {
  const t = useTranslations("columns");
  const choose = (kolom: string, value: string) => {
    const field = fields.find((one) => one === value);
    const others = Object.entries(mapping).filter(([letter, other]) => letter !== kolom && other !== field);
    change(Object.fromEntries(field ? [...others, [kolom, field]] : others));
  };
  return (
    <section aria-labelledby="mapping" className="space-y-2">
      <h2 id="mapping">{t("mapping.title")}</h2>
      <p className="max-w-prose text-pretty text-soft">{t("mapping.hint")}</p>
      <ScrollBox label={t("mapping.title")} className="-mx-4 max-h-[36rem] sm:mx-0">
        <table className="w-full max-w-5xl border-separate border-spacing-0">
          <caption className="sr-only">{t("mapping.caption")}</caption>
          <thead>
            <tr>
              {(["column", "values", "field"] as const).map((name) => (
                <th
                  key={name}
                  scope="col"
                  className={`${headClass} sticky top-0 z-10 ${name === "values" ? "hidden sm:table-cell" : ""}`}
                >
                  {t(`mapping.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {columns.map(({ kolom, header, values }) => (
              <tr key={kolom}>
                <th scope="row" className={`${cellClass} text-left font-normal`}>
                  <span className="mr-2 font-mono text-soft text-xs">{kolom}</span>
                  <span className="wrap-anywhere font-medium">{header ?? t("mapping.unnamed")}</span>
                  <span className="wrap-anywhere block text-soft text-xs leading-4 sm:hidden">
                    {values.join(" · ")}
                  </span>
                </th>
                <td className={`${cellClass} hidden max-w-md break-words text-soft sm:table-cell`}>
                  {values.length > 0 ? values.join(" · ") : "–"}
                </td>
                <td className={`${cellClass} w-40 sm:w-64`}>
                  <select
                    aria-label={t("mapping.fieldOf", { column: kolom, header: header ?? t("mapping.unnamed") })}
                    value={mapping[kolom] ?? ""}
                    onChange={(event) => choose(kolom, event.target.value)}
                    className={inputClass}
                  >
                    <option value="">{t("mapping.unused")}</option>
                    {fields.map((field) => (
                      <option key={field} value={field}>
                        {t(`fields.${field}`)}
                      </option>
                    ))}
                  </select>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}
