import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escapeName, splitNames } from "./names";

describe("names of companies in a parameter", () => {
  test.each([
    ["A", ["A"]],
    ["A,B", ["A", "B"]],
    ["PT Maju\\, Tbk,B", ["PT Maju, Tbk", "B"]],
    ["A, B", ["A", " B"]],
    ["a\\\\,b", ["a\\", "b"]],
    ["C:\\dir", ["C:\\dir"]],
    ["end\\", ["end\\"]],
    ["a,,b", ["a", "", "b"]],
    ["", [""]],
  ])("%j is %j", (text, expected) => {
    expect(splitNames(text)).toEqual(expected);
  });

  test("come back as they were, whatever they hold", () => {
    const name = fc.string({ unit: fc.constantFrom(",", "\\", "a", " ", "é", "😀", "\n"), minLength: 1 });
    fc.assert(
      fc.property(fc.array(fc.oneof(name, fc.string({ minLength: 1 })), { minLength: 1 }), (names) => {
        expect(splitNames(names.map(escapeName).join(","))).toEqual(names);
      }),
    );
  });
});
