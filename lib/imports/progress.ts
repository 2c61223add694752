import { pool } from "@/lib/db/pool";

const PROGRESS_MS = 400;

/** Writes progress now and then, on a connection of its own: the import's own transaction shows nothing until it ends. */
export function progressWriter(id: number) {
  let last = 0;
  let writing: Promise<unknown> = Promise.resolve();
  const write = (column: "rows_read" | "rows_written", count: number) => {
    if (Date.now() - last < PROGRESS_MS) return;
    last = Date.now();
    const text = `UPDATE imports SET ${column} = $2 WHERE id = $1 AND state IN ('queued', 'reading', 'writing')`;
    writing = pool()
      .query(text, [id, count])
      .catch(() => {});
  };
  return Object.assign(write, { settled: () => writing });
}

export type Progress = ReturnType<typeof progressWriter>;
