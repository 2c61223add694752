"use client";

import Link from "next/link";
import { memo } from "react";
import { Cell } from "@/components/data-table/cell";
import { CopyCell } from "@/components/data-table/copy-cell";
import { besidePinned, pin, widthOf } from "@/components/data-table/widths";
import type { Column, TableSpec } from "@/lib/table/spec";

export type Row = Record<string, string | number | null>;

/** One row. Hundreds of cells are not drawn anew when a filter is chosen or the focus moves: only rows that changed. */
export const TableRow = memo(function TableRow({
  spec,
  shown,
  id,
  row,
  mark,
  copiable,
  onCopy,
}: {
  spec: TableSpec;
  /** The shown columns in their order. */
  shown: readonly (readonly [string, Column])[];
  id: string;
  row: Row;
  /** What is to be known about this row beside its values. */
  mark: string | null;
  /** Column of the cell that offers to be copied. */
  copiable: string | null;
  onCopy(): void;
}) {
  return (
    <tr data-row={id} className="group hover:bg-sunken">
      {shown.map(([name, column], index) => {
        const value = row[name] ?? null;
        return (
          <td
            key={name}
            tabIndex={-1}
            data-column={name}
            className={`cell ${pin(column, index, "body")} ${widthOf(column)} ${besidePinned(shown, index)}`}
          >
            {index === 0 && spec.rowHref ? (
              <>
                <Link
                  prefetch={false}
                  href={spec.rowHref.replace("{key}", id)}
                  className="link font-mono text-[0.8125rem]"
                >
                  {value}
                </Link>
                {mark === null ? null : (
                  <span title={mark} className="ml-1 text-accent">
                    <span aria-hidden>•</span>
                    <span className="sr-only">{mark}</span>
                  </span>
                )}
              </>
            ) : (
              <Cell column={column} value={value} />
            )}
            {copiable === name && value !== null && value !== "" ? (
              <CopyCell text={String(value)} last={index === shown.length - 1} onCopy={onCopy} />
            ) : null}
          </td>
        );
      })}
    </tr>
  );
});
