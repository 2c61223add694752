import { PortalError } from "@/lib/errors";
import { HEADER_ROWS, isBlank } from "@/lib/imports/layout";
import { readTable, type TableFile } from "@/lib/imports/read/read";
import { type CorrectedRow, correctedRow, ownColumns } from "./columns";

/**
 * The rows of a csv of rejected rows, told by its last two columns, whatever a program has saved it as.
 * @returns null: it is another file, of which only the first rows were read
 * @throws PortalError as readTable does; FILE_ENCODING for such a csv that is not UTF-8 any more
 */
export async function correctionsOf(bytes: Buffer): Promise<{ header: string[]; rows: CorrectedRow[] } | null> {
  try {
    return await rowsOf(await readTable(bytes));
  } catch (error) {
    if (!(error instanceof PortalError && error.code === "FILE_ENCODING")) throw error;
    // A file as a whole may be declared to have another encoding; for some of its rows nobody is asked.
    const other = await readTable(bytes, { encoding: "windows-1252" }).then(rowsOf, () => null);
    if (other !== null) throw error;
    return null;
  }
}

async function rowsOf({ rows }: TableFile): Promise<{ header: string[]; rows: CorrectedRow[] } | null> {
  let header: string[] | null = null;
  const corrected: CorrectedRow[] = [];
  for await (const { baris, cells } of rows) {
    if (header) {
      if (!cells.every(isBlank)) corrected.push(correctedRow(baris, cells, header.length));
      continue;
    }
    const own = ownColumns(cells);
    if (own !== null) header = Array.from({ length: own }, (_, i) => String(cells[i] ?? ""));
    else if (baris >= HEADER_ROWS) return null;
  }
  return header && { header, rows: corrected };
}
