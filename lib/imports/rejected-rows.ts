import "server-only";
import sql from "sql-template-tag";
import { prisma } from "@/lib/db/prisma";
import type { FindingView } from "./history";
import type { Cell } from "./types";

export interface RejectedRow {
  baris: number;
  /** As they stand in the file. */
  cells: Cell[];
  findings: Pick<FindingView, "code" | "kolom" | "params">[];
}

/** Rows of an import that were rejected, in row order, whole and with every reason. Only while its rows are kept. */
export async function readRejectedRows(
  importId: number,
  { after, limit }: { after: number; limit: number },
): Promise<RejectedRow[]> {
  return prisma.$queryRaw<RejectedRow[]>(sql`
    SELECT r.baris, r.cells,
      jsonb_agg(jsonb_build_object('code', f.code, 'kolom', f.kolom, 'params', f.params) ORDER BY f.seq) AS findings
    FROM import_rows r JOIN import_findings f ON f.import_id = r.import_id AND f.baris = r.baris AND f.kind = 'rejected'
    WHERE r.import_id = ${importId} AND r.baris > ${after}
    GROUP BY r.baris, r.cells ORDER BY r.baris LIMIT ${limit}`);
}

/** The row that names the columns; null when there is none. */
export async function readHeaderRow(importId: number): Promise<Cell[] | null> {
  const [row] = await prisma.$queryRaw<{ cells: Cell[] }[]>(sql`
    SELECT r.cells FROM imports i JOIN import_rows r ON r.import_id = i.id
      AND r.baris = (coalesce(i.analysis, i.report) -> 'reading' ->> 'headerRow')::int
    WHERE i.id = ${importId}`);
  return row?.cells ?? null;
}

/** A cell as text, for a csv. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell !== "object") return String(cell);
  if ("date" in cell) return String(cell.date);
  return "error" in cell ? cell.error : "";
}
