"use client";

import { usePathname, useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useCallback, useOptimistic, useTransition } from "react";
import { DataTable, type Row } from "@/components/data-table/data-table";
import { type Facets, FilterBar, type Filters } from "@/components/data-table/filter-bar";
import { Pager } from "@/components/data-table/pager";
import { Button } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import { keyOf } from "@/lib/table/order";
import type { Place, TableQuery, TableSpec } from "@/lib/table/spec";
import { serialiseQuery, withFilters } from "@/lib/table/url";

/**
 * A whole table page: filters, totals, rows and pager. The URL is its only state: every change goes to a new URL, and
 * the old rows stay, dimmed, until the new ones are there.
 */
export function TableView({
  spec,
  query,
  rows,
  facets,
  total,
  before,
  sortLimit,
  marked,
  totals,
  banner,
  suggestion,
  caption,
}: {
  spec: TableSpec;
  query: TableQuery;
  rows: Row[];
  facets: Facets;
  total: number;
  /** How many of the matching rows come before the page. */
  before: number;
  /** With more rows than this only the table's own order is to be had. */
  sortLimit: number;
  /** Keys of rows that carry the mark, which the message `tables.<name>.mark` explains. */
  marked?: readonly number[];
  totals: ReactNode;
  /** What is to be known before the rows are read. */
  banner?: ReactNode;
  /** What may have been meant, where nothing matches. */
  suggestion?: ReactNode;
  caption: string;
}) {
  const t = useTranslations("tables");
  const locale = useLocale() as Locale;
  const router = useRouter();
  const path = usePathname();
  const [pending, start] = useTransition();
  // What was asked for shows at once; the rows follow.
  const [asked, ask] = useOptimistic(query);
  const go = useCallback(
    (next: TableQuery) =>
      start(() => {
        ask(next);
        router.push(path + serialiseQuery(spec, next), { scroll: false });
      }),
    [router, path, spec, ask],
  );
  const place = (next: Place) => go({ ...query, place: next });
  const key = (row: Row | undefined) => keyOf(spec, query.sort, row ?? {});
  const filter = useCallback((change: Filters) => go(withFilters(asked, change)), [go, asked]);
  return (
    <>
      <div className="space-y-4 px-4 sm:px-8">
        {banner}
        <FilterBar spec={spec} filters={asked.filters} facets={facets} onChange={filter} />
        {totals}
        <p className="sr-only" aria-live="polite">
          {t("announcement", { number: formatInteger(total, locale) })}
        </p>
      </div>
      {total === 0 ? (
        <Empty
          title={t("nothingMatches")}
          action={
            <Button look="plain" onClick={() => go({ ...query, filters: {}, place: { at: "first" } })}>
              {t("clearFilters")}
            </Button>
          }
        >
          {suggestion}
          {t("nothingMatchesHint")}
        </Empty>
      ) : (
        <>
          <div
            aria-busy={pending}
            className={`relative max-h-[calc(100dvh-7rem)] overflow-auto border-line print:max-h-none border-t transition-opacity ${pending ? "opacity-60" : ""}`}
          >
            <DataTable
              spec={spec}
              rows={rows}
              sort={asked.sort}
              sortLimit={total > sortLimit ? sortLimit : null}
              marked={marked ?? []}
              caption={caption}
              onSort={(sort) => go({ ...query, sort, place: { at: "first" } })}
            />
          </div>
          <Pager
            before={before}
            rows={rows.length}
            total={total}
            size={query.size}
            sizes={spec.pageSizes}
            // What is left before the page may be less than a page: then it is the first one.
            previous={before <= query.size ? { at: "first" } : { at: "before", key: key(rows[0]) }}
            next={{ at: "after", key: key(rows.at(-1)) }}
            onPlace={place}
            onSize={(size) => go({ ...query, size, place: { at: "first" } })}
            onSeek={
              spec.seekBy === undefined
                ? undefined
                : (text) => go({ ...query, sort: spec.defaultSort, place: { at: "from", text } })
            }
          />
        </>
      )}
    </>
  );
}
