import { pool } from "@/lib/db/pool";
import { PortalError } from "@/lib/errors";
import { columnLetter } from "@/lib/imports/layout";
import { runInChild } from "@/lib/imports/read/child-process";
import type { MarkedReading } from "@/lib/imports/read/messages";
import { oneAtATime } from "@/lib/imports/read/one-at-a-time";
import type { Cell, Patches } from "@/lib/imports/types";
import { type FindingSentence, type Mark, type MarkedFinding, marksOf } from "./marks";
import { cellText } from "./rejected";

const BATCH = 5000;

export interface Sentences {
  finding: FindingSentence;
  /** Of a cell that was corrected beside the file. */
  corrected: (value: string) => string;
}

/**
 * The file of an import with a mark at every cell that something was found in, made where files are read, in a process
 * of its own. Cells that were corrected beside the file are marked with what they are now.
 * @returns its bytes, and what they are
 * @throws NOT_FOUND: the import has no file, or one that was never understood; as runInChild does
 */
export async function markedFile(
  importId: number,
  sentences: Sentences,
  signal?: AbortSignal,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; format: "xlsx" | "csv"; fileName: string }> {
  const { rows } = await pool().query<{ bytes: Buffer; fileName: string; reading: MarkedReading | null }>(
    `SELECT f.bytes, i.file_name AS "fileName", coalesce(i.analysis, i.report) -> 'reading' AS reading
     FROM imports i JOIN import_files f ON f.sha256 = i.file_sha256 WHERE i.id = $1`,
    [importId],
  );
  const found = rows[0];
  if (!found?.reading) throw new PortalError("NOT_FOUND");
  const { format, sheet, encoding, headerRow } = found.reading;
  const task = { do: "mark", reading: { format, sheet, encoding, headerRow } } as const;
  const pieces: Uint8Array[] = [];
  await oneAtATime(() =>
    runInChild(
      found.bytes,
      task,
      (delivery) => {
        if (delivery.type === "bytes") pieces.push(delivery.batch);
      },
      { marks: marksOfImport(importId, sentences), ...(signal ? { signal } : {}) },
    ),
  );
  return { bytes: Buffer.concat(pieces), format, fileName: found.fileName };
}

async function* marksOfImport(importId: number, { finding, corrected }: Sentences): AsyncGenerator<Mark[]> {
  let after = 0;
  for (;;) {
    const { rows } = await pool().query<MarkedFinding & { seq: number }>(
      `SELECT seq, baris, kolom, kind, code, params FROM import_findings
       WHERE import_id = $1 AND seq > $2 ORDER BY seq LIMIT ${BATCH}`,
      [importId, after],
    );
    yield marksOf(rows, finding);
    after = rows.at(-1)?.seq ?? after;
    if (rows.length < BATCH) break;
  }
  yield* correctedMarks(importId, corrected);
}

async function* correctedMarks(importId: number, sentence: Sentences["corrected"]): AsyncGenerator<Mark[]> {
  let after = 0;
  for (;;) {
    const { rows } = await pool().query<{ baris: number; cells: Patches[number] }>(
      `SELECT baris, cells FROM import_patches WHERE import_id = $1 AND baris > $2 ORDER BY baris LIMIT ${BATCH}`,
      [importId, after],
    );
    yield rows.flatMap(({ baris, cells }) =>
      Object.entries(cells).map(([index, cell]: [string, Cell]): Mark => {
        const text = sentence((cellText(cell, "comma") ?? "–").slice(0, 200));
        return { baris, kolom: columnLetter(Number(index)), severity: "info", text };
      }),
    );
    after = rows.at(-1)?.baris ?? after;
    if (rows.length < BATCH) return;
  }
}
