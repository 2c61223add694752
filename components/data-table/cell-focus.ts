/** The cell that has the focus, itself or something in it. Null: none of this table's body. */
function focusedCell(table: HTMLTableElement): HTMLTableCellElement | null {
  const cell = document.activeElement?.closest("td") ?? null;
  return cell && table.contains(cell) ? cell : null;
}

/**
 * Moves the focus to another cell, by so many rows and columns, and scrolls it into view; from nowhere to the first.
 * In a cell with a link the link has it. At an edge nothing happens.
 */
export function moveFocus(table: HTMLTableElement, by: { rows?: number; cells?: number }) {
  const from = focusedCell(table);
  const rows = [...(table.tBodies[0]?.rows ?? [])];
  const row = from ? rows[rows.indexOf(from.parentElement as HTMLTableRowElement) + (by.rows ?? 0)] : rows[0];
  const cell = row?.cells[from ? from.cellIndex + (by.cells ?? 0) : 0];
  if (!cell) return;
  (cell.querySelector("a") ?? cell).focus({ preventScroll: true });
  // By the cell: it knows how much of the edges is covered by the header and the pinned columns.
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** Where the focus is: keys of row and column, as `data-row` of the row and `data-column` of the cell say. */
export function focusedPlace(table: HTMLTableElement): { row: string; column: string } | null {
  const cell = focusedCell(table);
  const [row, column] = [cell?.parentElement?.dataset.row, cell?.dataset.column];
  return row !== undefined && column !== undefined ? { row, column } : null;
}

/** Opens the row of the focused cell. */
export function openFocused(table: HTMLTableElement) {
  focusedCell(table)?.parentElement?.querySelector("a")?.click();
}
