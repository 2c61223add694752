import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decimalOfNumber,
  formatDecimal,
  formatInteger,
  integerDigits,
  type NumberFormat,
  parseDecimal,
  roundDecimal,
} from "@/lib/format/number";

const canonical = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 14n - 1n }), fc.stringMatching(/^(|[0-9]{0,7}[1-9])$/))
  .map(([negative, whole, rest]) => {
    const text = rest ? `${whole}.${rest}` : `${whole}`;
    return negative && text !== "0" ? `-${text}` : text;
  });
const LOCALE = { comma: "id", point: "en" } as const;

describe("parseDecimal", () => {
  it.each<[string, NumberFormat, string]>([
    ["1,0938", "comma", "1.0938"],
    ["1.234,56", "comma", "1234.56"],
    ["1234,56", "comma", "1234.56"],
    ["1.234", "comma", "1234"],
    ["1.234", "point", "1.234"],
    ["0.6", "point", "0.6"],
    ["0,600", "comma", "0.6"],
    ["5.0", "point", "5"],
    [".5", "point", "0.5"],
    ["8e-05", "point", "0.00008"],
    ["8e-05", "comma", "0.00008"],
    ["1,5E-3", "comma", "0.0015"],
    ["1.25e2", "point", "125"],
    ["1.25e1", "point", "12.5"],
    ["+7", "point", "7"],
    ["-0,5", "comma", "-0.5"],
    ["−3", "comma", "-3"],
    ["-0", "point", "0"],
    ["000.50", "point", "0.5"],
    ["\u00a0 12 ", "comma", "12"],
    ["99999999999999", "point", "99999999999999"],
    ["12,345,678.9", "point", "12345678.9"],
    ["0e9999", "point", "0"],
  ])("reads %j under %s as %s", (text, format, value) => {
    expect(parseDecimal(text, format)).toEqual({ ok: true, value });
  });

  it.each<[string, NumberFormat]>([
    ["", "comma"],
    ["-", "comma"],
    [".", "point"],
    ["5.", "point"],
    ["12.34,5", "comma"],
    ["1.2345", "comma"],
    ["0.123", "comma"],
    ["1,23,456", "point"],
    ["1 234", "comma"],
    ["1.234,5e3", "comma"],
    ["1e12345", "point"],
    ["0x10", "point"],
    ["NaN", "point"],
    ["Infinity", "point"],
    ["∞", "point"],
    ["1,5 m", "comma"],
    ["١٢", "comma"],
    ["--1", "point"],
  ] as [string, NumberFormat][])("does not read %j under %s", (text, format) => {
    expect(parseDecimal(text, format)).toEqual({ ok: false, reason: "not_a_number" });
  });

  it("tells a number over fourteen integer digits from something that is no number", () => {
    for (const text of ["100000000000000", "1e14", "1e9999", "-123456789012345.5"])
      expect(parseDecimal(text, "point")).toEqual({ ok: false, reason: "too_large" });
  });

  it("inverts formatDecimal in both formats", () => {
    fc.assert(
      fc.property(canonical, fc.constantFrom("comma", "point"), (value, format) => {
        expect(parseDecimal(formatDecimal(value, LOCALE[format]), format)).toEqual({ ok: true, value });
      }),
    );
  });

  it("reads every double as exactly its shortest text", () => {
    fc.assert(
      fc.property(
        fc.double({
          noNaN: true,
          noDefaultInfinity: true,
          min: -1e14,
          max: 1e14,
          maxExcluded: true,
          minExcluded: true,
        }),
        (n) => {
          const read = decimalOfNumber(n);
          expect(read.ok && Number(read.value)).toBe(n === 0 ? 0 : n);
        },
      ),
    );
  });

  it("stays linear on hostile lengths", () => {
    const started = performance.now();
    parseDecimal(`0.${"0".repeat(32_000)}1`, "point");
    parseDecimal(`${"1.000".repeat(6000)}x`, "comma");
    expect(performance.now() - started).toBeLessThan(200);
  });
});

describe("decimalOfNumber", () => {
  it.each([
    [26.406, "26.406"],
    [0.1, "0.1"],
    [1e-7, "0.0000001"],
    [-2.5, "-2.5"],
    [-0, "0"],
    [83349, "83349"],
  ])("takes %d as %s", (n, value) => expect(decimalOfNumber(n)).toEqual({ ok: true, value }));

  it("refuses what is not finite or too large", () => {
    expect(decimalOfNumber(Number.NaN)).toEqual({ ok: false, reason: "not_a_number" });
    expect(decimalOfNumber(Number.POSITIVE_INFINITY)).toEqual({ ok: false, reason: "not_a_number" });
    expect(decimalOfNumber(1e21)).toEqual({ ok: false, reason: "too_large" });
  });
});

describe("roundDecimal", () => {
  it.each([
    ["0.1234564", "0.123456", false],
    ["0.1234565", "0.123457", false],
    ["-0.1234565", "-0.123457", false],
    ["0.0000001", "0", false],
    ["-0.0000004", "0", false],
    ["0.9999999", "1", false],
    ["99999999999999.9999999", "100000000000000", false],
    ["0.123456", "0.123456", true],
    ["12", "12", true],
  ])("rounds %s to %s (exact: %s)", (value, rounded, exact) => {
    expect(roundDecimal(value)).toEqual({ value: rounded, exact });
  });

  it("is the identity on what it gives, and never moves by more than half a unit", () => {
    fc.assert(
      fc.property(canonical, (value) => {
        const once = roundDecimal(value);
        expect(roundDecimal(once.value)).toEqual({ value: once.value, exact: true });
        expect(once.exact).toBe(once.value === value);
        expect(scaled(once.value) - scaled(value)).toBeLessThanOrEqual(50n);
        expect(scaled(value) - scaled(once.value)).toBeLessThanOrEqual(50n);
      }),
    );
  });
});

/** Canonical decimal of at most eight decimals in units of 10^-8. */
function scaled(value: string): bigint {
  const [whole = "", rest = ""] = value.replace("-", "").split(".");
  const units = BigInt(whole + rest.padEnd(8, "0"));
  return value.startsWith("-") ? -units : units;
}

describe("for people", () => {
  it.each([
    ["1234.5", "1.234,5", "1,234.5"],
    ["1234.500000", "1.234,5", "1,234.5"],
    ["0.000080", "0,00008", "0.00008"],
    ["-1234567", "-1.234.567", "-1,234,567"],
    ["100", "100", "100"],
  ])("shows %s as %s and %s", (value, id, en) => {
    expect(formatDecimal(value, "id")).toBe(id);
    expect(formatDecimal(value, "en")).toBe(en);
  });

  it("refuses to show what is not a plain decimal", () => {
    for (const bad of ["", "1e5", "NaN", "1,5"]) expect(() => formatDecimal(bad, "id")).toThrow(RangeError);
    expect(() => formatInteger(0.5, "id")).toThrow(RangeError);
  });

  it("groups counts", () => {
    expect(formatInteger(13899, "id")).toBe("13.899");
    expect(formatInteger(13899, "en")).toBe("13,899");
    expect(formatInteger(-0, "en")).toBe("0");
    expect(formatInteger(10n ** 20n, "en")).toBe("100,000,000,000,000,000,000");
  });

  it("counts integer digits", () => {
    expect(integerDigits("-123.45")).toBe(3);
    expect(integerDigits("0")).toBe(1);
  });
});
