import type { ClientBase } from "pg";
import { withTransaction } from "@/lib/db/transaction";
import { PortalError } from "@/lib/errors";
import { cellText, writtenFormat } from "@/lib/imports/give-back/rejected";
import { replan } from "@/lib/imports/open";
import type { Cell, Patches, Reading } from "@/lib/imports/types";
import { type CorrectedRow, givenNames } from "./columns";
import { changedCells } from "./overlay";

const BATCH = 2000;

/**
 * Lays corrected rows over those of the file of an open import, which is then read and compared anew. Rows that did not
 * come back stay as they are.
 * @param header names of the columns as they came back
 * @param assignments of columns of imports, as replan takes them
 * @throws IMPORT_NOT_OPEN; CORRECTION_COLUMNS: other columns than those given out; CORRECTION_ROW_UNKNOWN and
 *   CORRECTION_ROW_TWICE (row of the csv, baris); CORRECTION_SAME: no cell differs
 */
export async function patchRows(
  importId: number,
  { header, rows }: { header: readonly string[]; rows: readonly CorrectedRow[] },
  [set, values]: [string, unknown[]],
): Promise<void> {
  const byBaris = rowsByBaris(rows);
  await withTransaction(async (client) => {
    const reading = await readingOf(client, importId);
    // First, because it locks the import: nothing else is done with it meanwhile.
    await replan(importId, set, values, client);
    if (!reading || !(await isGivenOut(client, importId, header, reading))) throw new PortalError("CORRECTION_COLUMNS");
    let changed = 0;
    const wanted = [...byBaris.keys()];
    for (let from = 0; from < wanted.length; from += BATCH) {
      const batch = wanted.slice(from, from + BATCH);
      const before = await cellsOf(client, importId, batch);
      const patches = batch.flatMap((baris) => {
        const { row, cells } = byBaris.get(baris) as CorrectedRow;
        const was = before.get(baris);
        if (!was) throw new PortalError("CORRECTION_ROW_UNKNOWN", { row, baris });
        const patch = changedCells(was, cells, reading);
        return Object.keys(patch).length > 0 ? [{ baris, cells: patch }] : [];
      });
      changed += patches.length;
      await client.query(
        `INSERT INTO import_patches (import_id, baris, cells)
         SELECT $1, p.baris, p.cells FROM jsonb_to_recordset($2) AS p(baris integer, cells jsonb)
         ON CONFLICT (import_id, baris) DO UPDATE SET cells = import_patches.cells || excluded.cells`,
        [importId, JSON.stringify(patches)],
      );
    }
    if (changed === 0) throw new PortalError("CORRECTION_SAME");
  });
}

/** What was corrected of an import beside its file. */
export async function patchesOf(client: Pick<ClientBase, "query">, importId: number): Promise<Patches> {
  const { rows } = await client.query<{ baris: number; cells: Patches[number] }>(
    "SELECT baris, cells FROM import_patches WHERE import_id = $1",
    [importId],
  );
  return Object.fromEntries(rows.map(({ baris, cells }) => [baris, cells]));
}

function rowsByBaris(rows: readonly CorrectedRow[]): Map<number, CorrectedRow> {
  const found = new Map<number, CorrectedRow>();
  for (const one of rows) {
    const text = (cellText(one.baris, "point") ?? "").trim();
    if (!/^[1-9][0-9]{0,6}$/.test(text)) {
      throw new PortalError("CORRECTION_ROW_UNKNOWN", { row: one.row, baris: text.slice(0, 50) || "–" });
    }
    const baris = Number(text);
    if (found.has(baris)) throw new PortalError("CORRECTION_ROW_TWICE", { row: one.row, baris });
    found.set(baris, one);
  }
  return found;
}

async function readingOf(client: ClientBase, importId: number): Promise<Reading | null> {
  const { rows } = await client.query<{ reading: Reading | null }>(
    "SELECT analysis -> 'reading' AS reading FROM imports WHERE id = $1 FOR UPDATE",
    [importId],
  );
  return rows[0]?.reading ?? null;
}

/** Without its own columns in their places, a cell would be laid over another. */
async function isGivenOut(
  client: ClientBase,
  importId: number,
  header: readonly string[],
  reading: Reading,
): Promise<boolean> {
  const names = (await cellsOf(client, importId, [reading.headerRow])).get(reading.headerRow);
  const format = writtenFormat(reading);
  const given = givenNames(names?.map((name) => cellText(name, format)) ?? null, header.length);
  return given.length === header.length && given.every((name, at) => name.trim() === header[at]?.trim());
}

async function cellsOf(client: ClientBase, importId: number, baris: readonly number[]): Promise<Map<number, Cell[]>> {
  const { rows } = await client.query<{ baris: number; cells: Cell[] }>(
    "SELECT baris, cells FROM import_rows WHERE import_id = $1 AND baris = ANY ($2)",
    [importId, baris],
  );
  return new Map(rows.map((row) => [row.baris, row.cells]));
}
