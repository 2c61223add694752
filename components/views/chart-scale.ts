import type { RefreshLogRow } from "@/lib/views/types";

/** A bar of the chart. `left` and `width` are percent of the chart's width, `top` and `height` pixels from its top. */
export interface Bar {
  row: RefreshLogRow;
  left: number;
  width: number;
  top: number;
  height: number;
}

/** A number on the axis: milliseconds, and pixels from the top. */
export interface Tick {
  valueMs: number;
  y: number;
}

/** So many places there are at least, so that a few bars do not become walls. */
const MIN_SLOTS = 24;
/** A bar is at least this high, so that a refresh of no time at all is still there to see. */
const MIN_HEIGHT_PX = 2;

/** The least of 1, 2, 5, 10, 20, 50 … that is not below the value; 1 for zero. */
export function roundUp(value: number): number {
  if (value <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value) ?? 10 * power;
}

/**
 * Bars of the refreshes, oldest first, and the numbers of the axis: zero, half, whole.
 * @param history newest first, as the log is read
 * @param heightPx of the area from zero to the top of the axis
 */
export function scaleChart(history: readonly RefreshLogRow[], heightPx: number): { bars: Bar[]; ticks: Tick[] } {
  const topMs = roundUp(Math.max(0, ...history.map((row) => row.durationMs)));
  const slot = 100 / Math.max(MIN_SLOTS, history.length);
  const bars = [...history].reverse().map((row, index) => {
    const height = Math.max(MIN_HEIGHT_PX, (row.durationMs / topMs) * heightPx);
    return { row, left: index * slot, width: slot * 0.7, top: heightPx - height, height };
  });
  const ticks = [0, topMs / 2, topMs].map((valueMs) => ({ valueMs, y: heightPx * (1 - valueMs / topMs) }));
  return { bars, ticks };
}
