import { describe, expect, it } from "vitest";
import { NumberEvidence } from "@/lib/imports/number-format";
import type { Cell, NumberFormat } from "@/lib/imports/types";

function decide(cells: Cell[], declared: NumberFormat | null = null): unknown {
  const evidence = new NumberEvidence();
  for (const [i, cell] of cells.entries()) evidence.add(cell, i + 2);
  try {
    const { numberFormat, numberFormatFrom } = evidence.decide(declared);
    return numberFormatFrom === "none" ? "none" : `${numberFormat} ${numberFormatFrom}`;
  } catch (error) {
    const { code, params } = error as { code: string; params: object };
    return [code, params];
  }
}

describe("the number format of a file", () => {
  it.each<[Cell[], string]>([
    [["0.6"], "point evidence"],
    [["1.234", "1.25"], "point evidence"],
    [["0.123"], "point evidence"],
    [["1,234.5"], "point evidence"],
    [["1,234,567"], "point evidence"],
    [["0,6"], "comma evidence"],
    [["1.234,56"], "comma evidence"],
    [["1.234.567"], "comma evidence"],
    [["1.234", "0,5", 7], "comma evidence"],
    [["1.234567"], "point evidence"],
    [["12", "8e-05", 1.5, null, "x.y", "12.34.5"], "none"],
    [[0.5, 1234], "none"],
    [["100000000000000,5"], "comma evidence"],
  ])("of %j is %s", (cells, expected) => expect(decide(cells)).toBe(expected));

  it("is never guessed from a value that could be either", () => {
    expect(decide([5, "1.234", "2.500"])).toEqual(["NUMBER_FORMAT_AMBIGUOUS", { value: "1.234", row: 3 }]);
    expect(decide(["1,234"])).toEqual(["NUMBER_FORMAT_AMBIGUOUS", { value: "1,234", row: 2 }]);
  });

  it("cannot be both", () => {
    expect(decide(["1.234", "0.6", "0,6", "0.7"])).toEqual([
      "NUMBER_FORMAT_MIXED",
      { point: "0.6", pointRow: 3, comma: "0,6", commaRow: 4 },
    ]);
  });

  it("is what a person declares, whatever the column says", () => {
    expect(decide(["1.234"], "comma")).toBe("comma declared");
    expect(decide(["0.6", "0,6"], "point")).toBe("point declared");
  });
});
