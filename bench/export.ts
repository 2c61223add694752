import { fillStatistics, RINCIAN_PER_AHSP } from "@/bench/statistics";
import { pool } from "@/lib/db/pool";
import { ahspColumns, RINCIAN_COLUMNS } from "@/lib/export/columns";
import { openExport } from "@/lib/export/export";
import { exportRequest } from "@/lib/export/request";

export interface ExportFigures {
  ahsp: number;
  files: {
    /** "xlsx ahsp" and so on */
    name: string;
    rows: number;
    rowsPerSecond: number;
    /** Until the first byte: while the rows are worked out. Only then locks are held. */
    heldMs: number;
    megabytes: number;
    /** How much the memory (RSS) of this process grew at most while the file was made. */
    grownMegabytes: number;
  }[];
}

const FILES = [
  { format: "csv", content: "ahsp" },
  { format: "xlsx", content: "ahsp" },
  { format: "csv", content: "rincian" },
  { format: "xlsx", content: "rincian" },
] as const;

/** Makes every kind of file of so many AHSP and throws it away piece by piece. */
export async function measureExport(url: string, ahsp: number): Promise<ExportFigures> {
  await fillStatistics(url, ahsp);
  await pool().query("SELECT refresh_view('referensi_ahsp_stats')");
  // What the first use of anything loads is no cost of an export.
  for (const file of FILES) await measureFile(file, { q: "merah tipe 11" });
  const files: ExportFigures["files"] = [];
  for (const file of FILES) {
    if (file.content === "rincian" && ahsp * RINCIAN_PER_AHSP > 4_000_000) continue;
    files.push(await measureFile(file));
  }
  return { ahsp, files };
}

async function measureFile(
  { format, content }: (typeof FILES)[number],
  filters: Record<string, string> = {},
): Promise<ExportFigures["files"][number]> {
  const request = exportRequest.parse({ ...filters, format, content });
  const columns = content === "ahsp" ? ahspColumns(request.columns, (name) => name) : RINCIAN_COLUMNS;
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 20);
  const started = performance.now();
  const { rows, body } = await openExport(request, columns);
  const heldMs = performance.now() - started;
  let bytes = 0;
  const reader = body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) bytes += next.value.length;
  clearInterval(watch);
  return {
    name: `${format} ${content}`,
    rows,
    rowsPerSecond: Math.round((rows / (performance.now() - started)) * 1000),
    heldMs,
    megabytes: bytes / 1e6,
    grownMegabytes: (most - before) / 1e6,
  };
}
