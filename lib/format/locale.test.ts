import { expect, test } from "vitest";
import { formatDateTime, formatDuration, formatTime } from "./locale";

test("times are Western Indonesian Time, say so, and read as each language writes them", () => {
  expect(formatDateTime("2025-11-02T07:05:00Z", "id")).toBe("2 Nov 2025 14.05 WIB");
  expect(formatDateTime("2025-11-02T07:05:00Z", "en")).toBe("2 Nov 2025, 14:05 WIB");
  expect(formatTime("2025-11-02T20:05:00Z", "id")).toBe("03.05 WIB");
});

test("durations carry their unit", () => {
  expect(formatDuration(84.4, "id")).toBe("84 ms");
  expect(formatDuration(1234, "id")).toBe("1,2 dtk");
  expect(formatDuration(125_000, "en")).toBe("2 min 5 s");
});
