import { isCron } from "@/lib/views/schedule-words";
import type { Schedule } from "@/lib/views/types";

/** Schedules that people choose by name: messages `schedule.presets.<name>`. */
export const PRESET_CRONS = {
  hourly: "0 * * * *",
  sixHourly: "0 */6 * * *",
  nightly: "0 2 * * *",
  weekly: "0 2 * * 0",
} as const;
export const PRESETS = ["hourly", "sixHourly", "nightly", "weekly", "never", "own"] as const;
export type Preset = (typeof PRESETS)[number];

/** Short names of the zones; also what the zone is called where a time is said. */
export const ZONE_NAMES: Record<string, string> = {
  "Asia/Jakarta": "WIB",
  "Asia/Makassar": "WITA",
  "Asia/Jayapura": "WIT",
  UTC: "UTC",
};

/** Changes after which a refresh may be asked for at most. */
const MAX_REFRESH_AFTER = 1_000_000_000;

/** The preset that a schedule is; "own" when it is none of them. */
export function presetOf(cron: Schedule["cron"]): Preset {
  if (cron === null) return "never";
  const plain = cron.trim().split(/\s+/).join(" ");
  return PRESETS.find((one) => one !== "never" && one !== "own" && PRESET_CRONS[one] === plain) ?? "own";
}

/** Cron of a preset; for "own" what was typed, for "never" null. */
export function cronOf(preset: Preset, typed: string): Schedule["cron"] {
  if (preset === "never") return null;
  return preset === "own" ? typed.trim() : PRESET_CRONS[preset];
}

/**
 * What is wrong with what was typed: messages `schedule.<code>`, by field. Nothing typed in `after` means never.
 */
export function scheduleFaults(
  cron: Schedule["cron"],
  after: string,
): { cron?: "cronMissing" | "cronWrong"; after?: "afterWrong" } {
  const count = Number(after);
  const wrong = after.trim() !== "" && !(Number.isInteger(count) && count >= 1 && count <= MAX_REFRESH_AFTER);
  return {
    ...(cron === ""
      ? { cron: "cronMissing" as const }
      : cron !== null && !isCron(cron)
        ? { cron: "cronWrong" as const }
        : {}),
    ...(wrong ? { after: "afterWrong" as const } : {}),
  };
}
