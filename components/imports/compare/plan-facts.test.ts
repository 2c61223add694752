import { describe, expect, test } from "vitest";
import { asPlanned, blockedBy, changesOf } from "@/components/imports/compare/plan-facts";
import type { Plan } from "@/lib/imports/session";

const plan = (part: Partial<Plan>, ledger: object = {}): Plan => ({
  report: {
    kind: "ahsp",
    ledger: { rejected: 0, ahsp: { new: 400, changed: 12, unchanged: 3, held_back: 1 }, ...ledger },
    imported: { ahsp: 1, sumber: { b: 1, a: 2 } },
  } as unknown as Plan["report"],
  effect: [],
  missing: 5,
  removeMissing: false,
  onlyGoodRows: true,
  ...part,
});

describe("the changes of a plan", () => {
  test("are the AHSP that are written, and those that are removed when that is wanted", () => {
    expect(changesOf(plan({}))).toBe(412);
    expect(changesOf(plan({ removeMissing: true }))).toBe(417);
  });

  test("of companies are companies", () => {
    const report = { kind: "companies", ledger: { new: 3, changed: 2, rejected: 0 } } as unknown as Plan["report"];
    expect(changesOf(plan({ report }))).toBe(5);
  });
});

test("a plan without changes, or against its own choices, cannot be committed", () => {
  expect(blockedBy(plan({}))).toBeNull();
  expect(blockedBy(plan({}, { ahsp: { new: 0, changed: 0, unchanged: 9, held_back: 0 } }))).toBe("nothing");
  expect(blockedBy(plan({ onlyGoodRows: false }, { rejected: 2 }))).toBe("rejected");
  expect(blockedBy(plan({ removeMissing: true }, { rejected: 2 }))).toBe("removeNeedsWholeFile");
  expect(blockedBy(plan({}, { rejected: 2 }))).toBeNull();
});

test("a commit is as planned when every count is, in whatever order they are written", () => {
  const planned = plan({});
  const report = structuredClone(planned.report);
  Object.assign(report.imported, { sumber: { a: 2, b: 1 } });
  expect(asPlanned(planned, report)).toBe(true);
  Object.assign(report.imported, { sumber: { a: 2, b: 2 } });
  expect(asPlanned(planned, report)).toBe(false);
});
