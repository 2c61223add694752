"use client";

import {
  createColumnHelper,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type RefObject, useMemo, useState } from "react";
import { focusedPlace, moveFocus, openFocused } from "@/components/data-table/cell-focus";
import { HeadCell } from "@/components/data-table/head-cell";
import { type Row, TableRow } from "@/components/data-table/table-row";
import { besidePinned, pin } from "@/components/data-table/widths";
import { isOwnOrder } from "@/lib/table/order";
import type { Column, Sort, TableSpec } from "@/lib/table/spec";

const features = tableFeatures({ rowSortingFeature });
const helper = createColumnHelper<typeof features, Row>();

/** Ways of the arrow keys; unlike single letters they cannot be meant for anything else inside a cell. */
const ARROWS: Record<string, { rows?: number; cells?: number }> = {
  ArrowDown: { rows: 1 },
  ArrowUp: { rows: -1 },
  ArrowRight: { cells: 1 },
  ArrowLeft: { cells: -1 },
};

/**
 * Rows of any table that is defined by a spec: a native <table>, sorted by the server. Sorting goes out through
 * `onSort`; rows come in already sorted. The first column leads to the row's own page where the spec names one. The
 * cell that was clicked, or reached by keys, has the focus and offers to be copied.
 */
export function DataTable({
  table: element,
  spec,
  columns: names,
  rows,
  sort,
  sortLimit,
  marked,
  onSort,
  onTooMany,
  onCopy,
  caption,
}: {
  table: RefObject<HTMLTableElement | null>;
  spec: TableSpec;
  /** Names of the shown columns in their order. */
  columns: readonly string[];
  rows: Row[];
  sort: Sort;
  /** Not null: the rows are more than this, too many to sort by another column than the table's own order. */
  sortLimit: number | null;
  /** Keys of rows that carry the mark. */
  marked: readonly number[];
  onSort(sort: Sort): void;
  /** Somebody wants to sort by a column although the rows are too many. */
  onTooMany(): void;
  /** Somebody wants the focused cell on the clipboard. Stays the same while the rows do. */
  onCopy(): void;
  caption: string;
}) {
  const t = useTranslations("tables");
  const [copiable, setCopiable] = useState<{ row: string; column: string } | null>(null);
  const shown = useMemo(() => names.map((name) => [name, spec.columns[name] as Column] as const), [names, spec]);
  const columns = useMemo(
    () =>
      helper.columns(
        shown.map(([name, column]) =>
          helper.accessor((row) => row[name] ?? null, {
            id: name,
            enableSorting:
              column.sortBy !== undefined &&
              (sortLimit === null || isOwnOrder(spec, { ...spec.defaultSort, column: name })),
            sortDescFirst: column.kind === "count",
          }),
        ),
      ),
    [shown, spec, sortLimit],
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
  const onKeyDown = (event: KeyboardEvent<HTMLTableSectionElement>) => {
    const arrow = ARROWS[event.key];
    const opens = event.key === "Enter" && event.target instanceof HTMLTableCellElement;
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || !element.current || !(arrow || opens))
      return;
    event.preventDefault();
    if (arrow) moveFocus(element.current, arrow);
    else openFocused(element.current);
  };
  return (
    <table ref={element} className="w-full min-w-max border-separate border-spacing-0 print:min-w-0">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {table.getFlatHeaders().map(({ id, column: header }, index) => {
            const column = spec.columns[id] as Column;
            const refused = !header.getCanSort();
            return (
              <HeadCell
                key={id}
                label={t(`${spec.name}.columns.${id}` as "stats.columns.kode_ahsp")}
                sorted={header.getIsSorted() || null}
                onSort={refused ? (column.sortBy ? onTooMany : null) : (header.getToggleSortingHandler() ?? null)}
                refused={refused}
                className={`${pin(column, index, "head")} ${column.kind === "count" ? "text-right" : "text-left"}`}
                clear={besidePinned(shown, index)}
              />
            );
          })}
        </tr>
      </thead>
      <tbody
        onKeyDown={onKeyDown}
        // A mouse focuses a cell by itself; a finger does not on every device.
        onClick={({ target }) => {
          if (target instanceof Element && !target.closest("a, button"))
            target.closest("td")?.focus({ preventScroll: true });
        }}
        // A link needs no offer: c copies its cell, and the press of a key would make the offer flicker along.
        onFocus={({ target }) => {
          if (!(target instanceof HTMLButtonElement))
            setCopiable(
              element.current && target instanceof HTMLTableCellElement ? focusedPlace(element.current) : null,
            );
        }}
        onBlur={({ currentTarget, relatedTarget }) => {
          if (!currentTarget.contains(relatedTarget)) setCopiable(null);
        }}
      >
        {table.getRowModel().rows.map((row) => (
          <TableRow
            key={row.id}
            spec={spec}
            shown={shown}
            id={row.id}
            row={row.original}
            mark={marked.includes(Number(row.id)) ? t(`${spec.name}.mark` as "stats.mark") : null}
            copiable={copiable?.row === row.id ? copiable.column : null}
            onCopy={onCopy}
          />
        ))}
      </tbody>
    </table>
  );
}
