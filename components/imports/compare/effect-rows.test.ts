import { describe, expect, test } from "vitest";
import { changedMeasures, effectSum, signedInteger } from "@/components/imports/compare/effect-rows";
import type { EffectCounts, EffectRow } from "@/lib/imports/session";

const counts = (part: Partial<EffectCounts>): EffectCounts => ({
  ahsp: 0,
  rincian: 0,
  tk: 0,
  bhn: 0,
  alt: 0,
  lain: 0,
  zero_coef: 0,
  missing_unit: 0,
  ...part,
});
const row = (klasifikasi: string | null, before: Partial<EffectCounts>, after: Partial<EffectCounts>): EffectRow => ({
  sumber: "SNI 2025",
  klasifikasi,
  before: counts(before),
  after: counts(after),
});

describe("the effect on the statistics", () => {
  test("shows the counts that change somewhere, in their order", () => {
    const rows = [row("A", { tk: 2, ahsp: 1 }, { tk: 1, ahsp: 1 }), row(null, { missing_unit: 1 }, { rincian: 3 })];
    expect(changedMeasures(rows)).toEqual(["rincian", "tk", "missing_unit"]);
    expect(changedMeasures([])).toEqual([]);
  });

  test("adds up", () => {
    const sum = effectSum([row("A", { ahsp: 1 }, { ahsp: 4 }), row(null, { ahsp: 2, alt: 7 }, { alt: 9 })]);
    expect(sum).toEqual({ before: counts({ ahsp: 3, alt: 7 }), after: counts({ ahsp: 4, alt: 9 }) });
  });
});

test("a change carries its sign", () => {
  expect(signedInteger(1412, "id")).toBe("+1.412");
  expect(signedInteger(-1700, "en")).toBe("−1,700");
  expect(signedInteger(0, "id")).toBe("±0");
});
