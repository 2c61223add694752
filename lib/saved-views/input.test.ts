import { describe, expect, test } from "vitest";
import { parseInput } from "@/lib/input";
import { savedViewName } from "./input";

describe("the name of a saved view", () => {
  test.each([
    ["  Beton \t tanpa\nsatuan ", "Beton tanpa satuan"],
    ["Cafe\u0301", "Café"],
    ["⚠️ Koefisien nol", "⚠️ Koefisien nol"],
    ["<b>‘tebal’</b>", "<b>‘tebal’</b>"],
    ["x".repeat(80), "x".repeat(80)],
  ])("%j is kept as %j", async (given, kept) => {
    expect(await parseInput(savedViewName, given)).toBe(kept);
  });

  test.each([
    ["", "REQUIRED"],
    [" \u2003\u00a0 ", "REQUIRED"],
    ["x".repeat(81), "TOO_LONG"],
    ["satu\u202eaud", "INVISIBLE"],
    ["satu\u200f", "INVISIBLE"],
    ["satu\u2066", "INVISIBLE"],
    ["sa\u200btu", "INVISIBLE"],
    ["satu\0", "INVISIBLE"],
    ["satu\u001b[31m", "INVISIBLE"],
    ["\u3164", "INVISIBLE"],
    ["\ud800", "INVISIBLE"],
    [7, "INVALID"],
    [undefined, "REQUIRED"],
  ])("%j is refused: %s", async (given, code) => {
    await expect(parseInput(savedViewName, given)).rejects.toMatchObject({ fields: { "": code } });
  });
});
