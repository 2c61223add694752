import { useLocale, useTranslations } from "next-intl";
import type { Filters } from "@/components/data-table/filter-bar";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import { isRelevance } from "@/lib/table/order";
import type { TableQuery, TableSpec } from "@/lib/table/spec";

/** On paper, in place of filters and pager: what is filtered, how it is sorted, and which rows these are. */
export function PrintSummary({
  spec,
  query,
  before,
  rows,
  total,
}: {
  spec: TableSpec;
  query: TableQuery;
  /** How many rows come before these. */
  before: number;
  rows: number;
  /** How many there are, in words. */
  total: string;
}) {
  const t = useTranslations();
  const locale = useLocale() as Locale;
  const number = (value: number) => formatInteger(value, locale);
  const words = (name: string, one: string | null) =>
    spec.filters[name]?.kind === "positive"
      ? t(`filters.anomali.${one}` as "filters.anomali.any")
      : (one ?? t("filters.none"));
  const filters = Object.entries(query.filters as Filters).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [
          `${t(`filters.names.${name}` as "filters.names.q")}: ${[value]
            .flat()
            .map((one) => words(name, one))
            .join(", ")}`,
        ],
  );
  const order = isRelevance(spec, query.sort)
    ? t("print.relevance")
    : t(`print.${query.sort.direction}`, {
        column: t(`tables.${spec.name}.columns.${query.sort.column}` as "tables.stats.columns.kode_ahsp"),
      });
  return (
    <p className="hidden print:block" data-testid="print-summary">
      {[
        filters.length ? filters.join(" · ") : t("print.noFilter"),
        order,
        t("pager.place", { from: number(before + 1), to: number(before + rows), total }),
      ].join(" — ")}
    </p>
  );
}
