import { describe, expect, test } from "vitest";
import { stepLinks } from "@/components/imports/step-links";
import type { StepFacts } from "@/lib/imports/session";

const told = (facts: StepFacts, at: Parameters<typeof stepLinks>[2], revert = false) =>
  stepLinks(7, facts, at, revert).map(({ step, href, place }) => `${step} ${place}${href ? ` ${href}` : ""}`);

describe("the bar of the steps", () => {
  test("leads to every step that can be opened, and says which is shown", () => {
    expect(told({ state: "open", read: true, planned: true }, "check")).toEqual([
      "upload done",
      "columns done /imports/7/columns",
      "check here /imports/7/check",
      "compare ahead /imports/7/compare",
      "done ahead",
    ]);
  });

  test("leads no further than the columns while the file cannot be read", () => {
    expect(told({ state: "open", read: false, planned: false }, "columns")).toEqual([
      "upload done",
      "columns here /imports/7/columns",
      "check ahead",
      "compare ahead",
      "done ahead",
    ]);
  });

  test("leads back to nothing once the import is committed", () => {
    expect(told({ state: "committed", read: true, planned: true }, "done")).toEqual([
      "upload done",
      "columns done",
      "check done",
      "compare done",
      "done here /imports/7/done",
    ]);
  });

  test("has two steps for a revert", () => {
    expect(told({ state: "open", read: true, planned: true }, "compare", true)).toEqual([
      "compare here /imports/7/compare",
      "done ahead",
    ]);
  });
});
