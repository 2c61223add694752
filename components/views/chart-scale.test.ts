import fc from "fast-check";
import { expect, test } from "vitest";
import type { RefreshLogRow } from "@/lib/views/types";
import { roundUp, scaleChart } from "./chart-scale";

const row = (id: number, durationMs: number): RefreshLogRow => ({
  id,
  modeAsked: "automatic",
  modeUsed: "concurrently",
  reason: "readers",
  proof: null,
  trigger: "portal",
  by: null,
  startedAt: "2026-11-21T07:05:00.000Z",
  durationMs,
  rows: 1,
  changes: 0,
  outcome: "ok",
  error: null,
});

test.each([
  [0, 1],
  [0.4, 1],
  [1, 1],
  [84, 100],
  [100, 100],
  [101, 200],
  [230, 500],
  [501, 1000],
])("an axis for %d ends at %d", (value, end) => expect(roundUp(value)).toBe(end));

test("bars stand oldest first, as high as their refresh took, on an axis with zero, half and whole", () => {
  const { bars, ticks } = scaleChart([row(3, 100), row(2, 50), row(1, 0)], 120);
  expect(bars.map((bar) => [bar.row.id, bar.top, bar.height])).toEqual([
    [1, 118, 2],
    [2, 60, 60],
    [3, 0, 120],
  ]);
  expect(ticks).toEqual([
    { valueMs: 0, y: 120 },
    { valueMs: 50, y: 60 },
    { valueMs: 100, y: 0 },
  ]);
});

test("without a refresh there is an axis and no bar", () => {
  expect(scaleChart([], 120).bars).toEqual([]);
  expect(scaleChart([], 120).ticks).toHaveLength(3);
});

test("no bar leaves the chart or touches the next, whatever the refreshes took", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1e8, noNaN: true }), { maxLength: 50 }), (durations) => {
      const { bars } = scaleChart(
        durations.map((duration, index) => row(durations.length - index, duration)),
        120,
      );
      for (const [index, bar] of bars.entries()) {
        expect(bar.top).toBeGreaterThanOrEqual(-1e-9);
        expect(bar.top + bar.height).toBeCloseTo(120, 9);
        expect(bar.left + bar.width).toBeLessThanOrEqual(bars[index + 1]?.left ?? 100);
      }
    }),
  );
});
