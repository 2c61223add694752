import type { Column, ColumnKind } from "@/lib/table/spec";

const WIDTH: Record<ColumnKind, string> = {
  code: "whitespace-nowrap",
  text: "cell-text",
  count: "numeric",
};

/** Classes for the width of a column: the widest it wants to be. What is left of the window is shared out by that. */
export function widthOf({ kind }: Column): string {
  return WIDTH[kind];
}

/**
 * Classes for a cell at this place. The first column, and a pinned one right after it, stay at the left edge; on a
 * phone only the first, or nothing else would fit. The header lies above the cells, pinned ones above the others, and
 * the focused cell above those beside it. What `cell-…` means for the body stands in app/globals.css, with the same
 * widths.
 */
export function pin(column: Column, index: number, part: "head" | "body"): string {
  const head = part === "head";
  if (index === 0) return head ? "sticky left-0 z-30 w-28 min-w-28 max-w-28 bg-page break-words" : "cell-first";
  const loose = head ? "z-10" : "cell-unpinned";
  if (!column.pinned) return loose;
  const wide = "min-w-48 bg-page md:min-w-64";
  if (index > 1) return `${wide} ${loose}`;
  return head ? `${wide} z-10 md:sticky md:left-28 md:z-30` : "cell-second";
}

/** Classes that keep a cell clear of the pinned columns when it is scrolled into view. */
export function besidePinned(shown: readonly (readonly [string, Column])[], index: number): string {
  if (index === 0) return "";
  if (!shown[1]?.[1].pinned) return "scroll-ml-28";
  return index === 1 ? "scroll-ml-28 md:scroll-ml-0" : "cell-beside-pinned";
}
