/** Lines that repeat an item of their job. */

import type { Flags, ParsedLine } from "@/lib/imports/types";

export interface Repeat {
  line: ParsedLine;
  code: "DUPLICATE_IDENTICAL" | "DUPLICATE_CONFLICTING";
  /** Row of the line that it repeats. */
  first: number;
}

interface Seen {
  baris: number;
  conflicting: boolean;
  /** Row that gave each koefisien first; only made when a second one occurs. */
  rows: Map<string, number> | null;
  koefisien: string;
}

/**
 * Within each job, in file order: a line with the (kategori, kode, uraian, satuan) and koefisien of an earlier one is
 * the same line again and is taken out (its place in `lines` becomes null); one with another koefisien stays. Numbers
 * the lines that stay (`urutan`). `line.job` must be below `jobs`.
 */
export function markDuplicates(
  lines: (ParsedLine | null)[],
  jobs: number,
): { found: Repeat[]; identical: number; conflicting: Flags["conflicting_duplicates"] } {
  const found: Repeat[] = [];
  const conflicting = { lines: 0, keys: 0, ahsp: 0 };
  let identical = 0;
  for (const positions of linesByJob(lines, jobs)) {
    const items = new Map<string, Seen>();
    const keysBefore = conflicting.keys;
    let urutan = 0;
    for (const position of positions) {
      const line = lines[position] as ParsedLine;
      const item = `${line.kategori}\0${line.kode_item ?? ""}\0${line.satuan_item ?? ""}\0${line.uraian_item}`;
      const seen = items.get(item);
      const same = seen && rowWith(seen, line.koefisien);
      if (same !== undefined) {
        found.push({ line, code: "DUPLICATE_IDENTICAL", first: same });
        lines[position] = null;
        identical++;
        continue;
      }
      line.urutan = ++urutan;
      if (!seen) {
        items.set(item, { baris: line.baris, conflicting: false, rows: null, koefisien: line.koefisien });
        continue;
      }
      seen.rows ??= new Map([[seen.koefisien, seen.baris]]);
      seen.rows.set(line.koefisien, line.baris);
      found.push({ line, code: "DUPLICATE_CONFLICTING", first: seen.baris });
      conflicting.lines++;
      if (!seen.conflicting) conflicting.keys++;
      seen.conflicting = true;
    }
    if (conflicting.keys > keysBefore) conflicting.ahsp++;
  }
  return { found, identical, conflicting };
}

/** Row of the item that has this very koefisien, if any. */
function rowWith(seen: Seen, koefisien: string): number | undefined {
  if (seen.rows) return seen.rows.get(koefisien);
  return seen.koefisien === koefisien ? seen.baris : undefined;
}

/** Positions of the lines of each job that has any, in file order: a counting sort, because jobs may be spread over the file. */
export function* linesByJob(lines: readonly (ParsedLine | null)[], jobs: number): Generator<Int32Array> {
  const ends = new Int32Array(jobs + 1);
  for (const line of lines) if (line) ends[line.job + 1] = (ends[line.job + 1] ?? 0) + 1;
  for (let job = 0; job < jobs; job++) ends[job + 1] = (ends[job + 1] ?? 0) + (ends[job] ?? 0);
  const next = ends.slice();
  const order = new Int32Array(ends[jobs] ?? 0);
  lines.forEach((line, position) => {
    if (!line) return;
    const at = next[line.job] ?? 0;
    order[at] = position;
    next[line.job] = at + 1;
  });
  for (let job = 0; job < jobs; job++) {
    const positions = order.subarray(ends[job], ends[job + 1]);
    if (positions.length > 0) yield positions;
  }
}
