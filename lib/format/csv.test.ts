import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inertText, originalText } from "@/lib/format/csv";

describe("a text in a csv", () => {
  it.each([
    ["=1+1", "'=1+1"],
    ["+62 21", "'+62 21"],
    ["-", "'-"],
    ["-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", "'\t=1"],
    ["\r=1", "'\r=1"],
    ["'=1", "''=1"],
    ["''-5", "'''-5"],
    ["-5", "-5"],
    ["-1.234,56", "-1.234,56"],
    ["-8e-05", "-8e-05"],
    ["-,5", "-,5"],
    ["m'", "m'"],
    ["'kutipan'", "'kutipan'"],
    ["a=b", "a=b"],
    ["", ""],
  ])("%j is written as %j, and read as it was", (text, written) => {
    expect(inertText(text)).toBe(written);
    expect(originalText(written)).toBe(text);
  });

  const hostile = fc.string({ unit: fc.constantFrom("'", "=", "-", "+", "@", "\t", "\r", "1", ",", "a") });
  it("always comes back unchanged, and never begins a formula", () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string()), (text) => {
        const written = inertText(text);
        expect(originalText(written)).toBe(text);
        expect(/^[=+\-@\t\r]/.test(written) && !/^-[0-9.,]+(e[+-]?[0-9]+)?$/i.test(written)).toBe(false);
      }),
    );
  });
});
