import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { restoreMojibake } from "@/lib/imports/remarks/mojibake";

/** UTF-8 read as windows-1252, as far as these tests need it; Node's own decoder reads 0x80 to 0x9f as latin1. */
const SIGNS: Record<number, string> = {
  128: "€",
  133: "…",
  136: "ˆ",
  147: "“",
  148: "”",
  151: "—",
  152: "˜",
  156: "œ",
};
const twice = (text: string) =>
  Array.from(new TextEncoder().encode(text), (byte) => SIGNS[byte] ?? String.fromCharCode(byte)).join("");

describe("text that was decoded twice", () => {
  test.each([
    ["mÂ²", "m²"],
    ["Â± 5 cm", "± 5 cm"],
    ["Bor âˆ… 50 cm", "Bor ∅ 50 cm"],
    ["Chainsaw 20â€\u009d; 5,5HP", "Chainsaw 20”; 5,5HP"],
    ["m² dan mÂ²", "m² dan m²"],
    ["mÃ‚Â²", "m²"],
    ["Ã˜ 8 Ω", "Ø 8 Ω"],
  ])("%s is restored to %s", (text, meant) => {
    expect(restoreMojibake(text)).toBe(meant);
  });

  test.each(["m²", "Pekerja", "café", "Â", "â€", "10° – 20°", ""])("%s is left alone", (text) => {
    expect(restoreMojibake(text)).toBe(text);
  });

  test("is restored to what it was, whatever signs stood in it", () => {
    const sign = fc.constantFrom("²", "³", "±", "Ø", "°", "½", "∅", "–", "“", "”", "×", "a", " ", "m");
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 20 }), (signs) => {
        const text = signs.join("");
        expect(restoreMojibake(twice(text))).toBe(text);
      }),
    );
  });
});
