import { Cron } from "croner";
import cronstrue from "cronstrue";
import "cronstrue/locales/id.js";
import type { Locale } from "@/lib/format/locale";

/** Time zones that a schedule may be given in: those of Indonesia, and UTC. */
export const TIME_ZONES = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "UTC"] as const;
export type TimeZone = (typeof TIME_ZONES)[number];

/** Whether it is a cron expression of five fields (minute, hour, day, month, weekday) that ever comes due. */
export function isCron(cron: string): boolean {
  if (cron.length > 100 || cron.trim().split(/\s+/).length !== 5) return false;
  try {
    return new Cron(cron.trim(), { mode: "5-part" }).nextRun() !== null;
  } catch {
    return false;
  }
}

/** The next `count` times that it is due after `from`, as ISO strings. [] when it is no cron expression. */
export function nextRuns(cron: string, timeZone: string, count: number, from = new Date()): string[] {
  if (!isCron(cron)) return [];
  return schedule(cron, timeZone)
    .nextRuns(count, from)
    .map((run) => run.toISOString());
}

/** The latest time at or before `now` that it was due; null when there is none. */
export function lastDue(cron: string, timeZone: string, now: Date): Date | null {
  // previousRuns leaves out the reference itself.
  return schedule(cron, timeZone).previousRuns(1, new Date(now.getTime() + 1000))[0] ?? null;
}

/** "Setiap 6 jam" / "Every 6 hours": the expression in words. What is no expression stays as it is. */
export function describeCron(cron: string, locale: Locale): string {
  if (!isCron(cron)) return cron;
  return cronstrue.toString(cron.trim(), { locale, use24HourTimeFormat: true });
}

function schedule(cron: string, timeZone: string): Cron {
  return new Cron(cron.trim(), { mode: "5-part", timezone: timeZone, paused: true });
}
