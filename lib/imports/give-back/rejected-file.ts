import { pool } from "@/lib/db/pool";
import { PortalError } from "@/lib/errors";
import { givenNames } from "@/lib/imports/corrections/columns";
import type { Cell, Reading } from "@/lib/imports/types";
import { type FindingSentence, type MarkedFinding, marksOf } from "./marks";
import { cellText, type RejectedRow, rejectedCsv, writtenFormat } from "./rejected";

const BATCH = 1000;
/** Rows that only wait for others of their AHSP have nothing to correct. */
const TO_CORRECT = "f.kind = 'rejected' AND f.code <> 'AHSP_HELD_BACK'";

interface Given {
  fileName: string;
  reading: Reading | null;
  /** The row that names the columns; null when there is none. */
  header: Cell[] | null;
  /** Columns of the widest rejected row. */
  columns: number;
}

/**
 * The rejected rows of an import as csv (see rejectedCsv), read while they are written. Only while its rows are kept.
 * @throws NOT_FOUND: there is no such import, or its file was never understood
 */
export async function rejectedFile(
  importId: number,
  sentence: FindingSentence,
): Promise<{ lines: AsyncGenerator<string, void, undefined>; fileName: string }> {
  const { rows } = await pool().query<Given>(
    `SELECT i.file_name AS "fileName", i.reading, r.cells AS header,
       (SELECT coalesce(max(jsonb_array_length(w.cells)), 0) FROM import_rows w
        JOIN import_findings f ON f.import_id = w.import_id AND f.baris = w.baris AND ${TO_CORRECT}
        WHERE w.import_id = i.id) AS columns
     FROM (SELECT id, file_name, coalesce(analysis, report) -> 'reading' AS reading FROM imports) AS i
     LEFT JOIN import_rows r ON r.import_id = i.id AND r.baris = (i.reading ->> 'headerRow')::int
     WHERE i.id = $1`,
    [importId],
  );
  const found = rows[0];
  if (!found?.reading) throw new PortalError("NOT_FOUND");
  const format = writtenFormat(found.reading);
  const text = (cell: Cell | undefined) => cellText(cell, format);
  const names = givenNames(found.header?.map(text) ?? null, found.columns);
  return { lines: rejectedCsv(names, rejectedRows(importId, text, sentence)), fileName: found.fileName };
}

async function* rejectedRows(
  importId: number,
  text: (cell: Cell) => string | null,
  sentence: FindingSentence,
): AsyncGenerator<RejectedRow> {
  let after = 0;
  for (;;) {
    const { rows } = await pool().query<{ baris: number; cells: Cell[]; findings: MarkedFinding[] }>(
      `SELECT r.baris, r.cells, jsonb_agg(jsonb_build_object(
         'baris', f.baris, 'kolom', f.kolom, 'kind', f.kind, 'code', f.code, 'params', f.params) ORDER BY f.seq) AS findings
       FROM import_rows r JOIN import_findings f ON f.import_id = r.import_id AND f.baris = r.baris AND ${TO_CORRECT}
       WHERE r.import_id = $1 AND r.baris > $2
       GROUP BY r.baris, r.cells ORDER BY r.baris LIMIT ${BATCH}`,
      [importId, after],
    );
    for (const { baris, cells, findings } of rows) {
      const reasons = marksOf(findings, sentence).map((mark) =>
        mark.kolom ? `${mark.kolom}: ${mark.text}` : mark.text,
      );
      yield { baris, cells: cells.map(text), reasons };
    }
    after = rows.at(-1)?.baris ?? after;
    if (rows.length < BATCH) return;
  }
}
