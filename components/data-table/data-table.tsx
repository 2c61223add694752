"use client";

import {
  createColumnHelper,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { Cell } from "@/components/data-table/cell";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import { isOwnOrder } from "@/lib/table/order";
import type { Column, Sort, TableSpec } from "@/lib/table/spec";

export type Row = Record<string, string | number | null>;

const features = tableFeatures({ rowSortingFeature });
const helper = createColumnHelper<typeof features, Row>();

/**
 * Rows of any table that is defined by a spec: a native <table>, sorted by the server. Sorting goes out through
 * `onSort`; rows come in already sorted. The first column leads to the row's own page where the spec names one.
 */
export function DataTable({
  spec,
  rows,
  sort,
  sortLimit,
  marked,
  onSort,
  caption,
}: {
  spec: TableSpec;
  rows: Row[];
  sort: Sort;
  /** Not null: the rows are more than this, too many to sort by another column than the table's own order. */
  sortLimit: number | null;
  /** Keys of rows that carry the mark. */
  marked: readonly number[];
  onSort(sort: Sort): void;
  caption: string;
}) {
  const t = useTranslations("tables");
  const locale = useLocale() as Locale;
  const columns = useMemo(
    () =>
      helper.columns(
        Object.entries(spec.columns).map(([name, column]) =>
          helper.accessor((row) => row[name] ?? null, {
            id: name,
            enableSorting:
              column.sortBy !== undefined &&
              (sortLimit === null || isOwnOrder(spec, { ...spec.defaultSort, column: name })),
            sortDescFirst: column.kind === "count",
          }),
        ),
      ),
    [spec, sortLimit],
  );
  const table = useTable({
    features,
    columns,
    data: rows,
    getRowId: (row) => String(row[spec.key]),
    manualSorting: true,
    enableSortingRemoval: false,
    state: { sorting: [{ id: sort.column, desc: sort.direction === "desc" }] satisfies SortingState },
    onSortingChange: (change) => {
      const next = (
        typeof change === "function" ? change([{ id: sort.column, desc: sort.direction === "desc" }]) : change
      )[0];
      if (next) onSort({ column: next.id, direction: next.desc ? "desc" : "asc" });
    },
  });
  const first = Object.keys(spec.columns)[0];
  return (
    <table className="w-full min-w-max border-separate border-spacing-0">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {table.getFlatHeaders().map(({ id, column }) => {
            const spoken = column.getIsSorted();
            const label = t(`${spec.name}.columns.${id}` as "stats.columns.kode_ahsp");
            return (
              <th
                key={id}
                scope="col"
                aria-sort={spoken === "asc" ? "ascending" : spoken === "desc" ? "descending" : undefined}
                className={`sticky top-0 z-10 border-line-strong border-b bg-page px-3 py-2 align-bottom font-medium text-soft text-xs ${pin(spec, id)} ${spec.columns[id]?.kind === "count" ? "text-right" : "text-left"}`}
              >
                {column.getCanSort() ? (
                  <button
                    type="button"
                    onClick={column.getToggleSortingHandler()}
                    className="inline-flex min-h-6 items-center gap-1 hover:text-ink"
                  >
                    {label}
                    {spoken === "asc" ? <ArrowUp aria-hidden className="size-3 text-accent" /> : null}
                    {spoken === "desc" ? <ArrowDown aria-hidden className="size-3 text-accent" /> : null}
                  </button>
                ) : sortLimit !== null && spec.columns[id]?.sortBy ? (
                  <span title={t("sortLimit", { limit: formatInteger(sortLimit, locale) })}>{label}</span>
                ) : (
                  label
                )}
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody>
        {table.getRowModel().rows.map((row) => (
          <tr key={row.id} className="group hover:bg-sunken">
            {Object.entries(spec.columns).map(([name, column]) => (
              <td
                key={name}
                className={`border-line border-b px-3 py-1.5 align-top group-hover:bg-sunken ${pin(spec, name)} ${WIDTH[column.kind]}`}
              >
                {name === first && spec.rowHref ? (
                  <>
                    <Link
                      prefetch={false}
                      href={spec.rowHref.replace("{key}", row.id)}
                      className="link font-mono text-[0.8125rem]"
                    >
                      {row.original[name]}
                    </Link>
                    {marked.includes(Number(row.id)) ? <Mark text={t(`${spec.name}.mark` as "stats.mark")} /> : null}
                  </>
                ) : (
                  <Cell column={column} value={row.original[name] ?? null} />
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Mark({ text }: { text: string }) {
  return (
    <span title={text} className="ml-1 text-accent">
      <span aria-hidden>•</span>
      <span className="sr-only">{text}</span>
    </span>
  );
}

const WIDTH: Record<Column["kind"], string> = {
  code: "whitespace-nowrap",
  text: "max-w-96 text-pretty leading-5",
  count: "numeric",
};

/** The first two pinned columns stay at the left edge; on a phone only the first, or nothing else would fit. */
function pin(spec: TableSpec, name: string): string {
  const index = Object.entries(spec.columns)
    .filter(([, column]) => column.pinned)
    .findIndex(([one]) => one === name);
  if (index === 0) return "sticky left-0 z-20 w-28 min-w-28 max-w-28 bg-page break-words";
  if (index === 1) return "w-[28rem] min-w-64 bg-page md:sticky md:left-28 md:z-20";
  return "";
}
