import { expect, test } from "vitest";
import { findingWords } from "@/lib/views/finding-words";
import { formatMoment, remedyRole, scanOf, stateWord } from "./view-words";

const ON = { running: false, exists: true, off: null, populated: true };

test("a view is said to be what matters most about it", () => {
  expect(stateWord(ON)).toBe("active");
  expect(stateWord({ ...ON, populated: false })).toBe("empty");
  expect(stateWord({ ...ON, off: { since: "2026-11-21T00:00:00Z", by: null }, populated: false })).toBe("off");
  expect(stateWord({ ...ON, exists: false, populated: false })).toBe("missing");
  expect(stateWord({ ...ON, exists: false, running: true })).toBe("running");
});

test("a moment of today is a time, any other has its date; days begin at midnight in Jakarta", () => {
  const now = new Date("2026-11-21T18:00:00Z");
  expect(formatMoment("2026-11-21T17:30:00Z", "id", now)).toBe("00.30 WIB");
  expect(formatMoment("2026-11-21T16:30:00Z", "id", now)).toBe("21 Nov 2026 23.30 WIB");
});

test("what a finding names reads as people write it, and names stay as they are", () => {
  expect(findingWords({ changed: 12345, since: "2026-11-21T07:05:00.000Z", index: "idx_a" }, "id")).toEqual({
    changed: "12.345",
    since: "21 Nov 2026 14.05 WIB",
    index: "idx_a",
  });
});

test("whoever may refresh may mend with a refresh; what changes the database takes an admin", () => {
  expect((["refresh", "analyse"] as const).map(remedyRole)).toEqual(["staff", "staff"]);
  expect((["rebuild", "index", "cancel", "switch-on"] as const).map(remedyRole)).toEqual(Array(4).fill("admin"));
  expect(remedyRole(null)).toBeNull();
});

test("the kind of scan is read from the line that names the index", () => {
  const plan = [
    "Limit  (cost=0.28..3.10 rows=26 width=30)",
    "  ->  Index Scan using idx_a on mv_a  (cost=0.28..55.10 rows=500 width=30)",
  ];
  expect(scanOf(plan, "idx_a")).toBe("Index Scan");
  expect(scanOf(["        ->  Bitmap Index Scan on idx_a  (cost=0.00..4.29 rows=1 width=0)"], "idx_a")).toBe(
    "Bitmap Index Scan",
  );
  expect(scanOf(["Index Only Scan Backward using idx_a on mv_a  (cost=0.28..1 rows=1)"], "idx_a")).toBe(
    "Index Only Scan",
  );
  expect(scanOf(["Seq Scan on mv_a  (cost=0.00..1.10 rows=10 width=30)"], "idx_a")).toBeNull();
  expect(scanOf(plan, "idx_ab")).toBeNull();
});
