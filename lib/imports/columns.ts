import "server-only";
import sql from "sql-template-tag";
import { prisma } from "@/lib/db/prisma";
import { PortalError } from "@/lib/errors";
import { type Choices, NO_CHOICES } from "./choices";
import { readImport } from "./history";
import { columnIndex } from "./layout";
import { readKoefisien } from "./parse";
import type { ColumnsView } from "./session";
import type { Cell, Field, Reading } from "./types";

const HEAD_ROWS = 30;
const SAMPLES = 10;
/** Cells of the column that are looked at for samples. */
const SAMPLE_ROWS = 2000;

/**
 * How the columns of an import are read, for the page of the columns: the first rows as they are, and ten cells of the
 * koefisien column with how each is read under the choices.
 * @throws NOT_FOUND
 */
export async function readColumns(importId: number): Promise<ColumnsView> {
  const item = await readImport(importId);
  if (!item) throw new PortalError("NOT_FOUND");
  const choices: Choices = { ...NO_CHOICES, ...item.choices };
  const head = await prisma.$queryRaw<{ baris: number; cells: Cell[] }[]>(
    sql`SELECT baris, cells FROM import_rows WHERE import_id = ${importId} ORDER BY baris LIMIT ${HEAD_ROWS}`,
  );
  const kolom =
    choices.columns.koefisien ?? item.reading?.columns.find((column) => column.field === "koefisien")?.kolom;
  return {
    choices,
    reading: item.reading,
    sheets: item.source?.sheets ?? [],
    head: head.map(({ baris, cells }) => ({ baris, cells: cells.map(textOf) })),
    samples: kolom
      ? await readSamples(importId, kolom, {
          after: item.reading?.headerRow ?? choices.headerRow ?? 0,
          format: choices.numberFormat ?? item.reading?.numberFormat ?? "comma",
        })
      : [],
    missing: missingIn(item.failure),
  };
}

async function readSamples(
  importId: number,
  kolom: string,
  { after, format }: { after: number; format: Reading["numberFormat"] },
) {
  const rows = await prisma.$queryRaw<{ baris: number; cell: Cell }[]>(sql`
    SELECT DISTINCT ON (cell) baris, cell FROM (
      SELECT baris, cells -> ${columnIndex(kolom)}::int AS cell FROM import_rows
      WHERE import_id = ${importId} AND baris > ${after} ORDER BY baris LIMIT ${SAMPLE_ROWS}
    ) AS cells WHERE cell IS NOT NULL AND cell NOT IN ('null', '""') ORDER BY cell, baris`);
  // Numbers that only one reading fits tell most: those with a separator come first.
  const telling = (cell: Cell) => (typeof cell === "string" && /[.,]/.test(cell) ? 0 : 1);
  const chosen = rows.toSorted((a, b) => telling(a.cell) - telling(b.cell) || a.baris - b.baris).slice(0, SAMPLES);
  return chosen
    .toSorted((a, b) => a.baris - b.baris)
    .map(({ baris, cell }) => {
      const read = readKoefisien(cell, format);
      return { baris, raw: textOf(cell) ?? "", read: "koefisien" in read ? read.koefisien.value : null };
    });
}

/** The fields that the failure COLUMN_MISSING names. */
function missingIn(failure: { code: string; params: Record<string, string | number> } | null): Field[] {
  if (failure?.code !== "COLUMN_MISSING") return [];
  return String(failure.params.columns ?? "").split(", ") as Field[];
}

function textOf(cell: Cell): string | null {
  if (cell === null || cell === "") return null;
  if (typeof cell !== "object") return String(cell);
  if ("date" in cell) return String(cell.date);
  return "error" in cell ? cell.error : "=";
}
