import { performance } from "node:perf_hooks";

/** Long works are not repeated beyond this. */
const MOST_MS = 20_000;

/** Milliseconds of the middle run. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export interface Comparison {
  slowMs: number;
  fastMs: number;
  /** Median of slow / fast, pair by pair: it holds when the speed of the machine drifts. */
  ratio: number;
}

/** Runs two works in turn: `runs` pairs, or as many as 20 s have room for, after one that is not counted. */
export async function compare(
  slow: () => Promise<unknown>,
  fast: () => Promise<unknown>,
  runs: number,
): Promise<Comparison> {
  const pairs: [number, number][] = [];
  const until = performance.now() + MOST_MS;
  await fast();
  for (let run = 0; run <= runs && (run === 0 || performance.now() < until); run++)
    pairs.push([await time(slow), await time(fast)]);
  if (pairs.length > 1) pairs.shift();
  return {
    slowMs: median(pairs.map(([a]) => a)),
    fastMs: median(pairs.map(([, b]) => b)),
    ratio: median(pairs.map(([a, b]) => a / b)),
  };
}

export async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
