/**
 * Decimal numbers as exact text. Nothing here passes through a float: what a file says is what is stored and shown.
 *
 * A *canonical* decimal is `-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?` and never "-0": no exponent, no grouping, no trailing
 * zeros, so two numbers are equal exactly when their canonical texts are.
 */

/** How numbers are written as text: `comma` is 1.234,56 and `point` is 1,234.56. */
export type NumberFormat = "comma" | "point";

export type DecimalResult = { ok: true; value: string } | { ok: false; reason: "not_a_number" | "too_large" };

/** Integer digits that a koefisien may have: numeric(20,6) holds fourteen. */
export const MAX_INTEGER_DIGITS = 14;
/** Decimals that a koefisien may have. */
export const STORED_DECIMALS = 6;

const NOT_A_NUMBER: DecimalResult = { ok: false, reason: "not_a_number" };
const TOO_LARGE: DecimalResult = { ok: false, reason: "too_large" };

// Sign, integer part (plain, or grouped in threes where the first group has no leading zero), fraction, exponent.
// Either part may be absent, not both. The exponent has at most four digits, which bounds the text it expands to.
const shape = (group: string, decimal: string) =>
  new RegExp(
    `^([+\\-−]?)(?:([0-9]+)|([1-9][0-9]{0,2}(?:${group}[0-9]{3})+))?(?:${decimal}([0-9]+))?([eE][+-]?[0-9]{1,4})?$`,
  );
const SHAPES: Record<NumberFormat, RegExp> = { comma: shape("\\.", ","), point: shape(",", "\\.") };
const GROUPING: Record<NumberFormat, RegExp> = { comma: /\./g, point: /,/g };

/**
 * Text of a cell → canonical decimal, strictly under one format. White space at the ends is ignored.
 * Grouping must be in threes ("1.234,5" but not "12.34,5"), so a value that only looks like the other format is refused
 * and never read as something else. "NaN", "∞" and the like are not numbers.
 *
 * @example parseDecimal("1.234,50", "comma") // { ok: true, value: "1234.5" }
 * @example parseDecimal("8e-05", "point") // { ok: true, value: "0.00008" }
 */
export function parseDecimal(text: string, format: NumberFormat): DecimalResult {
  const match = SHAPES[format].exec(text.trim());
  if (!match) return NOT_A_NUMBER;
  const [, sign = "", plain, grouped, fraction = "", exponent] = match;
  if (plain === undefined && grouped === undefined && fraction === "") return NOT_A_NUMBER;
  if (grouped !== undefined && exponent !== undefined) return NOT_A_NUMBER;
  const integer = plain ?? grouped?.replace(GROUPING[format], "") ?? "";
  return compose(sign !== "" && sign !== "+", integer, fraction, exponent ? Number(exponent.slice(1)) : 0);
}

/** A real numeric cell → canonical decimal of its shortest exact text. NaN and infinities are not numbers. */
export function decimalOfNumber(value: number): DecimalResult {
  return Number.isFinite(value) ? parseDecimal(String(value), "point") : NOT_A_NUMBER;
}

function compose(negative: boolean, integer: string, fraction: string, exponent: number): DecimalResult {
  const digits = (integer + fraction).replace(/^0+/, "");
  if (digits === "") return { ok: true, value: "0" };
  // Position of the decimal point within `digits`; may lie left of the first digit or right of the last.
  const point = digits.length - fraction.length + exponent;
  if (point > MAX_INTEGER_DIGITS) return TOO_LARGE;
  const whole = point <= 0 ? "0" : digits.slice(0, point).padEnd(point, "0");
  const rest = stripZeros(point <= 0 ? "0".repeat(-point) + digits : digits.slice(point));
  return { ok: true, value: `${negative ? "-" : ""}${whole}${rest && "."}${rest}` };
}

// A loop, because /0+$/ is quadratic on long runs of zeros that do not end the text.
function stripZeros(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 48) end--;
  return text.slice(0, end);
}

/**
 * Canonical decimal → at most `decimals` decimals, half away from zero.
 * `exact` is false when digits other than zero were lost. The result may have one integer digit more than the value.
 */
export function roundDecimal(value: string, decimals: number = STORED_DECIMALS): { value: string; exact: boolean } {
  const at = value.indexOf(".");
  if (at < 0 || value.length - at - 1 <= decimals) return { value, exact: true };
  const negative = value.startsWith("-");
  const kept = value.slice(negative ? 1 : 0, at) + value.slice(at + 1, at + 1 + decimals);
  const up = value.charCodeAt(at + 1 + decimals) >= 53; // "5"
  const digits = (BigInt(kept) + (up ? 1n : 0n)).toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const rest = stripZeros(digits.slice(digits.length - decimals));
  const text = rest ? `${whole}.${rest}` : whole;
  return { value: negative && text !== "0" ? `-${text}` : text, exact: false };
}

/** Digits before the decimal point of a canonical decimal. */
export function integerDigits(value: string): number {
  const at = value.indexOf(".");
  return (at < 0 ? value.length : at) - (value.startsWith("-") ? 1 : 0);
}

/**
 * Plain decimal text (canonical, or as PostgreSQL casts a numeric: "1234.500000") → text for people.
 * Never rounds; trailing zeros of the fraction carry nothing and are left out.
 *
 * @example formatDecimal("1234.5", "id") // "1.234,5"
 * @throws RangeError when the text is not a plain decimal: that is a mistake in the program, not in the data.
 */
export function formatDecimal(value: string, locale: "id" | "en"): string {
  const match = /^(-?)([0-9]+)(?:\.([0-9]+))?$/.exec(value);
  if (!match) throw new RangeError(`Not a plain decimal: ${value.slice(0, 50)}`);
  const [, sign = "", whole = "", fraction = ""] = match;
  const [group, decimal] = locale === "id" ? [".", ","] : [",", "."];
  const rest = stripZeros(fraction);
  return `${sign}${whole.replace(/(?<=[0-9])(?=(?:[0-9]{3})+$)/g, group)}${rest && decimal}${rest}`;
}

/** Whole number (a count) → text for people. @throws RangeError when it is not a whole number that JS holds exactly. */
export function formatInteger(value: number | bigint, locale: "id" | "en"): string {
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw new RangeError(`Not a whole number: ${value}`);
  return formatDecimal(String(value === 0 ? 0 : value), locale);
}
