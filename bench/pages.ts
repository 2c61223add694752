import { type Comparison, compare, median } from "@/bench/measure";
import type { Portal } from "@/bench/portal";

/** A page without data, which costs what every page of the portal costs. */
const EMPTY = "/about";
const CLIENTS = 32;
const LOAD_MS = 5_000;
/** Requests of each page before anything is counted: the server compiles what is used often. */
const WARM_UP = 20;

export interface PageFigures {
  name: string;
  /** One client, whole answers in turn with the empty page. */
  alone: Comparison;
  /** 32 clients at once, each asking again as soon as it has its answer. */
  crowd: { medianMs: number; p99Ms: number; perSecond: number };
}

/** Pages of the running portal, signed in. @param deep search part of the URL of a page at nine tenths */
export async function measurePages({ get }: Portal, deep: string, runs: number): Promise<PageFigures[]> {
  const pages = {
    "empty page (/about)": EMPTY,
    "/ahsp": "/ahsp",
    "at 90 %": `/ahsp?${deep}`,
    "one sumber": "/ahsp?sumber=Edisi+1",
    "frequent words": "/ahsp?q=bata+merah",
  };
  for (let run = 0; run < WARM_UP; run++) for (const path of Object.values(pages)) await get(path);
  const figures: PageFigures[] = [];
  for (const [name, path] of Object.entries(pages)) {
    const alone = await compare(
      () => get(path),
      () => get(EMPTY),
      runs,
    );
    figures.push({ name, alone, crowd: await crowd(() => get(path)) });
  }
  return figures;
}

async function crowd(ask: () => Promise<{ ms: number }>): Promise<PageFigures["crowd"]> {
  const times: number[] = [];
  const started = performance.now();
  const client = async () => {
    while (performance.now() - started < LOAD_MS) times.push((await ask()).ms);
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  const seconds = (performance.now() - started) / 1000;
  const sorted = times.toSorted((a, b) => a - b);
  return {
    medianMs: median(times),
    p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
    perSecond: times.length / seconds,
  };
}
