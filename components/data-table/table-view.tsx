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
import type { TableQuery, TableSpec } from "@/lib/table/spec";
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
  page,
  pages,
  totals,
  banner,
  caption,
}: {
  spec: TableSpec;
  query: TableQuery;
  rows: Row[];
  facets: Facets;
  total: number;
  page: number;
  pages: number;
  totals: ReactNode;
  /** What is to be known before the rows are read. */
  banner?: ReactNode;
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
            <Button look="plain" onClick={() => go({ ...query, filters: {}, page: 1 })}>
              {t("clearFilters")}
            </Button>
          }
        >
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
              caption={caption}
              onSort={(sort) => go({ ...query, sort, page: 1 })}
            />
          </div>
          <Pager
            page={page}
            pages={pages}
            size={query.size}
            total={total}
            sizes={spec.pageSizes}
            onPage={(next) => go({ ...query, page: next })}
            onSize={(size) => go({ ...query, size, page: 1 })}
          />
        </>
      )}
    </>
  );
}
