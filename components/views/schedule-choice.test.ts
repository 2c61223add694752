import { expect, test } from "vitest";
import { isCron } from "@/lib/views/schedule-words";
import { cronOf, PRESET_CRONS, PRESETS, presetOf, scheduleFaults } from "./schedule-choice";

test("every preset is a cron expression, and is known again by it", () => {
  for (const cron of Object.values(PRESET_CRONS)) expect(isCron(cron)).toBe(true);
  for (const preset of PRESETS) expect(presetOf(cronOf(preset, "5 4 * * *"))).toBe(preset);
  expect(presetOf(" 0  2 * * * ")).toBe("nightly");
});

test("a wrong expression and a wrong number are told at their own field", () => {
  expect(scheduleFaults("0 2 * * *", "")).toEqual({});
  expect(scheduleFaults(null, "25")).toEqual({});
  expect(scheduleFaults("", "")).toEqual({ cron: "cronMissing" });
  expect(scheduleFaults("every night", "0")).toEqual({ cron: "cronWrong", after: "afterWrong" });
  expect(scheduleFaults("0 2 30 2 *", "1.5")).toEqual({ cron: "cronWrong", after: "afterWrong" });
  expect(scheduleFaults(null, "2000000000")).toEqual({ after: "afterWrong" });
});
