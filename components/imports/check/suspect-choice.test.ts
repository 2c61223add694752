import { describe, expect, test } from "vitest";
import {
  choose,
  decidedValue,
  evidenceSentences,
  optionsOf,
  sameCells,
} from "@/components/imports/check/suspect-choice";
import type { SuspectView } from "@/lib/imports/session";

const suspect = (part: Partial<SuspectView>): SuspectView => ({
  baris: 4,
  kolom: "K",
  raw: "83349",
  candidates: ["83.349", "8.3349", "83349"],
  recommended: "83.349",
  confidence: "low",
  evidence: { from: "none", neighbours: null, ratios: { for: 0, against: 0 } },
  sumber: "SNI 2025",
  kode_ahsp: "1.1.1.1",
  uraian_item: "Pekerja",
  satuan_item: "OH",
  decision: null,
  decidedBy: null,
  ...part,
});

describe("what is chosen for suspect cells", () => {
  test("is one of the candidates, the recommended and the unchanged one told apart", () => {
    expect(optionsOf(suspect({}))).toEqual([
      { value: "83.349", recommended: true, asWritten: false },
      { value: "8.3349", recommended: false, asWritten: false },
      { value: "83349", recommended: false, asWritten: true },
    ]);
    expect(decidedValue(suspect({ decision: "keep" }))).toBe("83349");
    expect(decidedValue(suspect({ decision: "8.3349" }))).toBe("8.3349");
    expect(decidedValue(suspect({}))).toBeNull();
  });

  test("fits the cells with the same item and text that are neither decided nor chosen", () => {
    const one = suspect({});
    const rows = [
      one,
      suspect({ baris: 5 }),
      suspect({ baris: 6, raw: "83350" }),
      suspect({ baris: 7, uraian_item: "Mandor" }),
      suspect({ baris: 8, satuan_item: "OJ" }),
      suspect({ baris: 9, decision: "keep" }),
      suspect({ baris: 10 }),
    ];
    expect(sameCells(rows, one, { 4: "83.349", 10: "83349" }).map(({ baris }) => baris)).toEqual([5]);
  });

  test("is counted only where it says something else than what is decided", () => {
    const decided = suspect({ decision: "keep" });
    const chosen = choose(choose({}, suspect({}), "83.349"), { ...decided, baris: 5 }, null);
    expect(chosen).toEqual({ 4: "83.349", 5: null });
    expect(choose(chosen, { ...decided, baris: 5 }, "83349")).toEqual({ 4: "83.349" });
    expect(choose(chosen, suspect({}), null)).toEqual({ 5: null });
  });
});

test("the evidence is told as far as there is any", () => {
  const neighbours = { count: 17, low: "1.009", median: "1.009", high: "1.44" };
  const ratios = { for: 0, against: 0 };
  expect(evidenceSentences({ from: "neighbours", neighbours, ratios })).toEqual(["neighbours"]);
  expect(evidenceSentences({ from: "digits", neighbours, ratios: { for: 2, against: 1 } })).toEqual([
    "digits",
    "neighbours",
    "ratios",
  ]);
  expect(evidenceSentences({ from: "none", neighbours: null, ratios })).toEqual(["none"]);
  const same = { sumber: "SNI 2025", kode_ahsp: "1.1", koefisien: "83.349" };
  const told = { from: "stored", neighbours, ratios, stored: { same, neighbours: null } } as const;
  expect(evidenceSentences(told)).toEqual(["stored", "neighbours"]);
  const spread = { from: "none", neighbours: null, ratios, stored: { same: null, neighbours } } as const;
  expect(evidenceSentences(spread)).toEqual(["storedNeighbours"]);
});
