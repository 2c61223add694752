import { watchMemory } from "@/bench/memory";
import type { Portal } from "@/bench/portal";
import { MAX_ROWS } from "@/lib/export/query";

export interface ExportFigures {
  /** "xlsx ahsp" and so on */
  name: string;
  rows: number;
  rowsPerSecond: number;
  /** Until the first byte: while the rows are worked out. Only then locks are held. */
  heldMs: number;
  megabytes: number;
  /** How much the memory (RSS) of the portal's server grew at most; null where that cannot be seen. */
  grownMegabytes: number | null;
}

const CONTENTS = ["ahsp", "rincian"] as const;

/** Downloads every kind of file of everything and throws it away piece by piece. */
export async function measureExport(
  portal: Portal,
  rowsOf: Record<(typeof CONTENTS)[number], number>,
): Promise<ExportFigures[]> {
  const files = CONTENTS.flatMap((content) => ["csv", "xlsx"].map((format) => ({ content, format })));
  const address = (file: (typeof files)[number]) => `/ahsp/export?format=${file.format}&content=${file.content}`;
  // What the first use of anything loads is no cost of an export.
  for (const file of files) await portal.get(`${address(file)}&q=tipe+4321`);
  const figures: ExportFigures[] = [];
  for (const file of files) {
    if (rowsOf[file.content] > MAX_ROWS) continue;
    const download = () => portal.get(address(file));
    const [answered, peak] = portal.pid === null ? [await download(), null] : await watchMemory(portal.pid, download);
    const rows = Number(answered.headers["x-export-rows"]);
    figures.push({
      name: `${file.format} ${file.content}`,
      rows,
      rowsPerSecond: Math.round((rows / answered.ms) * 1000),
      heldMs: answered.firstByteMs,
      megabytes: answered.bytes / 1e6,
      grownMegabytes: peak && peak.ownBytes / 1e6,
    });
  }
  return figures;
}
