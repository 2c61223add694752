"use client";

import { usePathname, useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import {
  type ReactNode,
  Suspense,
  useCallback,
  useEffect,
  useOptimistic,
  useRef,
  useState,
  useTransition,
} from "react";
import { focusedPlace, moveFocus } from "@/components/data-table/cell-focus";
import { ColumnMenu } from "@/components/data-table/column-menu";
import { DataTable } from "@/components/data-table/data-table";
import { type Facets, FilterBar, type Filters } from "@/components/data-table/filter-bar";
import { Pager } from "@/components/data-table/pager";
import type { TablePreferences } from "@/components/data-table/preferences";
import { PrintSummary } from "@/components/data-table/print-summary";
import { Said } from "@/components/data-table/said";
import { ShortcutsButton, useShortcuts } from "@/components/data-table/shortcuts";
import type { Row } from "@/components/data-table/table-row";
import { onDemand } from "@/components/on-demand";
import { Button } from "@/components/ui/button";
import { copyText } from "@/components/ui/clipboard";
import { Empty } from "@/components/ui/empty";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import { keyOf } from "@/lib/table/order";
import type { Place, TableQuery, TableSpec } from "@/lib/table/spec";
import { serialiseQuery, withFilters } from "@/lib/table/url";

const ShortcutsDialog = onDemand(
  async () => (await import("@/components/data-table/shortcuts-dialog")).ShortcutsDialog,
);

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
  more = false,
  before,
  sortLimit,
  marked,
  totals,
  banner,
  menus,
  preferences,
  suggestion,
  caption,
}: {
  spec: TableSpec;
  query: TableQuery;
  rows: Row[];
  facets: Facets;
  total: number;
  /** More match than were looked at: `total` of them. */
  more?: boolean;
  /** How many of the matching rows come before the page. */
  before: number;
  /** With more rows than this only the table's own order is to be had. */
  sortLimit: number;
  /** Keys of rows that carry the mark, which the message `tables.<name>.mark` explains. */
  marked?: readonly number[];
  totals: ReactNode;
  /** What is to be known before the rows are read. */
  banner?: ReactNode;
  /** More menus, at the right of the filters. */
  menus?: ReactNode;
  preferences: TablePreferences;
  /** What may have been meant, where nothing matches. */
  suggestion?: ReactNode;
  caption: string;
}) {
  const t = useTranslations("tables");
  const copied = useTranslations("copy");
  const locale = useLocale() as Locale;
  const bar = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const table = useRef<HTMLTableElement>(null);
  const [said, setSaid] = useState("");
  const [help, setHelp] = useState(false);
  const router = useRouter();
  const path = usePathname();
  const [pending, start] = useTransition();
  // What was asked for shows at once; the rows follow.
  const [asked, ask] = useOptimistic(query);
  const go = useCallback(
    (next: TableQuery, way: "push" | "replace" = "push") =>
      start(() => {
        ask(next);
        router[way](path + serialiseQuery(spec, next), { scroll: false });
      }),
    [router, path, spec, ask],
  );
  // The columns are the same question about other rows: they come along while the ones before are still on screen.
  const shown = { ...query, columns: asked.columns };
  const all = formatInteger(total, locale) + (more ? "+" : "");
  const place = (next: Place) => go({ ...shown, place: next });
  const key = (row: Row | undefined) => keyOf(spec, query.sort, row ?? {});
  // What is left before the page may be less than a page: then it is the first one.
  const previous: Place = before <= query.size ? { at: "first" } : { at: "before", key: key(rows[0]) };
  const next: Place = { at: "after", key: key(rows.at(-1)) };
  const move = (rows: number) => table.current && moveFocus(table.current, { rows });
  const copy = useCallback(async () => {
    const place = table.current && focusedPlace(table.current);
    if (!place) return;
    const value = rows.find((row) => String(row[spec.key]) === place.row)?.[place.column] ?? "";
    if (value === "") return setSaid(copied("empty"));
    // As it is stored: separators of one language would be another number in the other.
    const text = String(value);
    const done = await copyText(text);
    setSaid(done === "copied" ? `${copied(done)}: ${text}` : copied(done));
  }, [rows, spec, copied]);
  useShortcuts(preferences.shortcuts === "on", {
    j: () => move(1),
    k: () => move(-1),
    c: () => void copy(),
    n: () => before + rows.length < total && place(next),
    p: () => before > 0 && place(previous),
    f: () => bar.current?.querySelector("summary")?.focus(),
    "/": () => bar.current?.querySelector("input")?.focus(),
    "?": () => setHelp(true),
  });
  // Another page begins at its top.
  const where = JSON.stringify([query.place, query.sort, query.filters]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place is when, not what
  useEffect(() => {
    if (box.current) box.current.scrollTop = 0;
  }, [where]);
  const filter = useCallback((change: Filters) => go(withFilters(asked, change)), [go, asked]);
  return (
    <>
      <div className="space-y-4 px-4 sm:px-8 print:px-3">
        {banner}
        <div ref={bar} className="no-print">
          <FilterBar spec={spec} filters={asked.filters} facets={facets} onChange={filter}>
            {menus}
            <ColumnMenu
              spec={spec}
              columns={asked.columns}
              // Nobody goes back through the steps of arranging columns.
              onColumns={(columns) => go({ ...asked, columns }, "replace")}
              preferences={preferences}
            />
          </FilterBar>
        </div>
        <PrintSummary spec={spec} query={query} before={before} rows={rows.length} total={all} />
        {totals}
        <p className="sr-only" aria-live="polite">
          {t("announcement", { number: all })}
        </p>
      </div>
      {total === 0 ? (
        <Empty
          title={t("nothingMatches")}
          action={
            <Button look="plain" onClick={() => go({ ...shown, filters: {}, place: { at: "first" } })}>
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
            ref={box}
            aria-busy={pending}
            className={`relative isolate max-h-[calc(100dvh-7rem)] overflow-auto border-line border-t transition-opacity print:max-h-none print:overflow-visible ${pending ? "opacity-60" : ""}`}
          >
            <DataTable
              table={table}
              spec={spec}
              columns={asked.columns}
              rows={rows}
              sort={asked.sort}
              sortLimit={total > sortLimit ? sortLimit : null}
              marked={marked ?? []}
              caption={caption}
              onSort={(sort) => go({ ...shown, sort, place: { at: "first" } })}
              onTooMany={() => setSaid(t("sortLimit", { limit: formatInteger(sortLimit, locale) }))}
              onCopy={copy}
            />
          </div>
          <Pager
            before={before}
            rows={rows.length}
            total={total}
            all={all}
            size={query.size}
            sizes={spec.pageSizes}
            previous={previous}
            next={next}
            onPlace={place}
            onSize={(size) => go({ ...shown, size, place: { at: "first" } })}
            onSeek={
              spec.seekBy === undefined
                ? undefined
                : (text) => go({ ...shown, sort: spec.defaultSort, place: { at: "from", text } })
            }
          >
            <ShortcutsButton onOpen={() => setHelp(true)} />
          </Pager>
        </>
      )}
      <Said onEnd={() => setSaid("")}>{said}</Said>
      <Suspense>{help ? <ShortcutsDialog preferences={preferences} onClose={() => setHelp(false)} /> : null}</Suspense>
    </>
  );
}
