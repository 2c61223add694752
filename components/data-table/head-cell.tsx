import { ArrowDown, ArrowUp } from "lucide-react";
import type { Sort } from "@/lib/table/spec";

/**
 * The header of a column: its name, which sorts by it where that can be had.
 * @param props.sorted null: the rows are not sorted by it
 * @param props.onSort null: there is nothing to sort by @param props.refused pressing it only tells why it cannot sort
 * @param props.className place and ground of the cell @param props.clear keeps the button clear of pinned columns
 */
export function HeadCell({
  label,
  sorted,
  onSort,
  refused,
  className,
  clear,
}: {
  label: string;
  sorted: Sort["direction"] | null;
  onSort: ((event: unknown) => void) | null;
  refused: boolean;
  className: string;
  clear: string;
}) {
  return (
    <th
      scope="col"
      // Chromium repeats no header with buttons on the next sheet: paper has the name alone.
      data-label={label}
      aria-sort={sorted === "asc" ? "ascending" : sorted === "desc" ? "descending" : undefined}
      className={`sticky top-0 border-line-strong border-b bg-page px-2.5 py-2 align-bottom font-medium text-soft text-xs print:before:content-[attr(data-label)] ${className}`}
    >
      {onSort ? (
        <button
          type="button"
          aria-disabled={refused || undefined}
          onClick={onSort}
          className={`inline-flex min-h-6 items-center gap-1 hover:text-ink aria-disabled:cursor-help aria-disabled:text-soft print:hidden ${clear}`}
        >
          {label}
          {sorted === "asc" ? <ArrowUp aria-hidden className="size-3 text-accent" /> : null}
          {sorted === "desc" ? <ArrowDown aria-hidden className="size-3 text-accent" /> : null}
        </button>
      ) : (
        <span className="print:hidden">{label}</span>
      )}
    </th>
  );
}
