import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type pg from "pg";
import { type BrowserFigures, measureBrowser } from "@/bench/browser";
import { changeSome, fill, refreshAll, type Scale, withClient } from "@/bench/data";
import { type ExportFigures, measureExport } from "@/bench/export";
import { measurePages, type PageFigures } from "@/bench/pages";
import { type Portal, withPortal } from "@/bench/portal";
import { deepPage, differingPages, measurePagesSql, measureReference, type Reads } from "@/bench/reads";
import { measureRefresh, type RefreshFigures } from "@/bench/refresh";
import { openDatabase } from "@/lib/db/embedded";
import { migrate } from "@/lib/db/migrate";

export const SCALE_SUBJECTS = ["reads", "pages", "export", "refresh"] as const;
export type ScaleSubject = (typeof SCALE_SUBJECTS)[number];

/** What was measured at one size; what was not asked for is absent. */
export interface ScaleFigures {
  scale: Scale;
  fillSeconds: number;
  /** Of the machine, over the last minute, before and after. */
  load: [number, number];
  reads?: Reads;
  /** nothing changed since the snapshot, and 200 AHSP changed */
  pages?: { calm: PageFigures[]; changed: PageFigures[] };
  /** with pages, nothing changed; null without a browser */
  browser?: BrowserFigures | null;
  export?: ExportFigures[];
  refresh?: RefreshFigures;
}

export interface ScaleOptions {
  /** Where the databases are made, one for each size. */
  folder: string;
  runs: number;
  subjects: readonly ScaleSubject[];
  progress(line: string): void;
  /** Told of each size when it is done: the largest ones take long. */
  report(figures: ScaleFigures): void;
}

/** More AHSP than this are too many to work out every page of them live, to compare. */
const MOST_COMPARED = 50_000;

/**
 * Fills a database for each size, once, and measures what is asked for. That of the smallest stays until the end, so
 * that reads of the two can take turns; the others are deleted one after another.
 * @param scales from the smallest to the largest
 */
export async function measureScales(scales: readonly Scale[], options: ScaleOptions): Promise<ScaleFigures[]> {
  const [smallest, ...larger] = scales;
  if (!smallest) return [];
  return withFilled(smallest, options, async (small) => {
    const figures = [await measureScale(small, small, options)];
    for (const scale of larger)
      figures.push(await withFilled(scale, options, (filled) => measureScale(filled, small, options)));
    return figures;
  });
}

interface Filled {
  scale: Scale;
  client: pg.Client;
  dataDir: string;
  fillSeconds: number;
}

async function withFilled<T>(
  scale: Scale,
  { folder, progress }: ScaleOptions,
  work: (filled: Filled) => Promise<T>,
): Promise<T> {
  const dataDir = path.join(folder, scale.name);
  const database = await openDatabase({ dataDir });
  try {
    await migrate(database.url);
    return await withClient(database.url, async (client) => {
      progress(`${scale.name}: filling ${scale.ahsp} AHSP with ${scale.lines} rincian each …`);
      const started = performance.now();
      await fill(client, scale);
      return await work({ scale, client, dataDir, fillSeconds: (performance.now() - started) / 1000 });
    });
  } finally {
    await database.close();
    fs.rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measureScale(here: Filled, small: Filled, options: ScaleOptions): Promise<ScaleFigures> {
  const { scale, client, dataDir, fillSeconds } = here;
  const { subjects, runs } = options;
  const progress = (line: string) => options.progress(`${scale.name}: ${line} (load ${load().toFixed(1)}) …`);
  const figures: ScaleFigures = { scale, fillSeconds, load: [load(), 0] };
  const wanted = (subject: ScaleSubject) => subjects.includes(subject);
  if (wanted("reads")) {
    progress("reads");
    const reference = await measureReference(client);
    // What was changed there for the size before is refreshed.
    await refreshAll(small.client);
    const calm = await measurePagesSql(client, small.client, runs, true);
    figures.reads = { ...reference, calm, changed: [], differences: 0 };
  }
  const inPortal = async (portal: Portal | null) => {
    const askPages = async () => measurePages(portal as Portal, await deepPage(client), runs);
    if (wanted("pages")) {
      progress("pages of the portal");
      figures.pages = { calm: await askPages(), changed: [] };
      progress("/ahsp in a browser");
      figures.browser = await measureBrowser(portal as Portal, options.progress);
    }
    if (wanted("export")) {
      progress("exports");
      figures.export = await measureExport(portal as Portal, { ahsp: scale.ahsp, rincian: scale.ahsp * scale.lines });
    }
    for (const { client: one, scale: size } of new Set([here, small])) await changeSome(one, size);
    if (figures.pages) {
      progress("pages of the portal, 200 AHSP changed");
      figures.pages.changed = await askPages();
    }
  };
  await (wanted("pages") || wanted("export") ? withPortal(dataDir, inPortal) : inPortal(null));
  if (figures.reads) {
    progress("reads, 200 AHSP changed");
    figures.reads.changed = await measurePagesSql(client, small.client, runs, false);
    figures.reads.differences = await differingPages(client, scale.ahsp > MOST_COMPARED ? ["at 90 %"] : undefined);
  }
  if (wanted("refresh")) {
    progress("refreshes");
    figures.refresh = await measureRefresh(client, runs);
  }
  figures.load[1] = load();
  options.report(figures);
  return figures;
}

function load(): number {
  return os.loadavg()[0] ?? Number.NaN;
}
