import "server-only";
import sql from "sql-template-tag";
import { prisma } from "@/lib/db/prisma";
import { PortalError } from "@/lib/errors";
import { arrange } from "./arrangement";
import { type Choices, NO_CHOICES } from "./choices";
import { headerAt } from "./chosen-columns";
import { readEncodings } from "./encodings";
import { readImport } from "./history";
import { savedRulesOf } from "./kode-rules";
import { type Column, columnIndex, findHeader, HEADER_ROWS, type Header } from "./layout";
import { SAMPLE_ROWS } from "./layouts/detection";
import { readKoefisien } from "./parse";
import { type ColumnsView, NUMBER_FORMATS, type NumberSample } from "./session";
import type { Cell, Field, Reading, SheetRow } from "./types";

const HEAD_ROWS = 30;
/** Rows that show how the rest is to be read. */
const ARRANGED_ROWS = HEADER_ROWS + SAMPLE_ROWS;
const SAMPLES = 10;
/** Cells of the column that are looked at for samples. */
const SAMPLED_ROWS = 2000;

/**
 * How the columns of an import are read, for the page of the columns: the first rows as they are, ten cells of the
 * koefisien column in each number format, and lines of a csv in each encoding that it can be.
 * @throws NOT_FOUND
 */
export async function readColumns(importId: number): Promise<ColumnsView> {
  const item = await readImport(importId);
  if (!item) throw new PortalError("NOT_FOUND");
  const choices: Choices = { ...NO_CHOICES, ...(item.profile?.choices ?? item.choices) };
  const rows = await prisma.$queryRaw<SheetRow[]>(
    sql`SELECT baris, cells FROM import_rows WHERE import_id = ${importId} ORDER BY baris LIMIT ${ARRANGED_ROWS}`,
  );
  const { headerRow, columns } = item.reading ?? arranged(rows, choices);
  const kolom = choices.columns.koefisien ?? columns.find((column) => column.field === "koefisien")?.kolom;
  const isCsv = item.source ? item.source.format === "csv" : item.failure?.code === "FILE_ENCODING";
  return {
    choices,
    reading: item.reading,
    headerRow: headerRow || null,
    sheets: item.source?.sheets ?? [],
    head: rows.slice(0, HEAD_ROWS).map(({ baris, cells }) => ({ baris, cells: cells.map(textOf) })),
    samples: kolom ? await readSamples(importId, kolom, headerRow) : [],
    encodings: isCsv ? await readEncodings(importId) : [],
    savedRules: await savedRulesOf(importId),
    missing: missingIn(item.failure),
  };
}

/** What the first rows say of a file that could not be read as it is chosen. */
function arranged(rows: readonly SheetRow[], choices: Choices): Pick<Reading, "headerRow"> & { columns: Column[] } {
  let header: Header | null;
  try {
    ({ header } = arrange(rows, choices));
  } catch (error) {
    if (!(error instanceof PortalError)) throw error;
    header = choices.headerRow ? headerAt(rows, choices.headerRow) : findHeader(rows);
  }
  return { headerRow: header?.baris ?? choices.headerRow ?? 0, columns: header?.columns ?? [] };
}

async function readSamples(importId: number, kolom: string, after: number): Promise<NumberSample[]> {
  const rows = await prisma.$queryRaw<{ baris: number; cell: Cell }[]>(sql`
    SELECT DISTINCT ON (cell) baris, cell FROM (
      SELECT baris, cells -> ${columnIndex(kolom)}::int AS cell FROM import_rows
      WHERE import_id = ${importId} AND baris > ${after} ORDER BY baris LIMIT ${SAMPLED_ROWS}
    ) AS cells WHERE cell IS NOT NULL AND cell NOT IN ('null', '""') ORDER BY cell, baris`);
  // Numbers that only one reading fits tell most: those with a separator come first.
  const telling = (cell: Cell) => (typeof cell === "string" && /[.,]/.test(cell) ? 0 : 1);
  const chosen = rows.toSorted((a, b) => telling(a.cell) - telling(b.cell) || a.baris - b.baris).slice(0, SAMPLES);
  return chosen
    .toSorted((a, b) => a.baris - b.baris)
    .map(({ baris, cell }) => {
      const read = NUMBER_FORMATS.map((format) => {
        const outcome = readKoefisien(cell, format);
        return [format, "koefisien" in outcome ? outcome.koefisien.value : null];
      });
      return { baris, raw: textOf(cell) ?? "", read: Object.fromEntries(read) as NumberSample["read"] };
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
