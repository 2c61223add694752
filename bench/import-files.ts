import { sheetFile } from "@/lib/imports/testing/workbook";
import { sampleFiles } from "@/lib/sample/generate";

/** As many as in a real edition. */
export const LINES_PER_AHSP = 6;
/** One AHSP in so many has another koefisien in the changed file. */
const CHANGED_EVERY = 100;
const PIECE_BYTES = 8 * 1024 * 1024;
/** Columns that name the job (sumber, kode, nama, klasifikasi); only its first row fills them. */
const JOB_COLUMNS = 4;

/** Sample data as a csv file, as small as it gets: a million rows fit into one upload. To be read in block layout. */
export function importCsv(rows: number, { changed = false } = {}): Buffer {
  const lines: string[] = [];
  for (const cells of sampleRows(rows, changed)) lines.push(cells.join(";"));
  return Buffer.from(`${lines.join("\n")}\n`);
}

/** The same as xlsx. */
export function importXlsx(rows: number): Promise<Buffer> {
  return sheetFile([...sampleRows(rows, false)].map((cells) => cells.map((text) => text || null)));
}

/** The header, then the rows. */
function* sampleRows(rows: number, changed: boolean): Generator<string[]> {
  let job = "";
  let ahsp = 0;
  for (const file of sampleFiles({ ahsp: Math.ceil(rows / LINES_PER_AHSP), rincian: rows }, PIECE_BYTES)) {
    const lines = file.toString().trimEnd().split("\n");
    for (const line of job === "" ? lines : lines.slice(1)) {
      const cells = line.split(";");
      cells.splice(JOB_COLUMNS, 1); // sub_klasifikasi
      const names = cells.slice(0, JOB_COLUMNS).join(";");
      if (names === job) cells.fill("", 0, JOB_COLUMNS);
      else if (changed && ahsp++ % CHANGED_EVERY === 1) cells[cells.length - 1] = "9,8765";
      job = names;
      yield cells;
    }
  }
}
