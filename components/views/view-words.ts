import { formatDateTime, formatTime, type Locale, TIME_ZONE } from "@/lib/format/locale";
import type { Remedy, ViewState } from "@/lib/views/types";

/** What a view is right now, in one word: messages `views.states.<word>`. The first that holds. */
export type StateWord = "running" | "missing" | "off" | "empty" | "active";

export function stateWord(view: Pick<ViewState, "running" | "exists" | "off" | "populated">): StateWord {
  if (view.running) return "running";
  if (!view.exists) return "missing";
  if (view.off) return "off";
  return view.populated ? "active" : "empty";
}

/** "14.05 WIB" on the same day, else "2 Nov 2025 14.05 WIB". @param iso a moment as ISO 8601 */
export function formatMoment(iso: string, locale: Locale, now: Date): string {
  const day = (moment: Date) => moment.toLocaleDateString("en-CA", { timeZone: TIME_ZONE });
  return day(new Date(iso)) === day(now) ? formatTime(iso, locale) : formatDateTime(iso, locale);
}

/** The role that may apply a remedy with one click. Null: nobody, it takes a command. */
export function remedyRole(remedy: Remedy): "staff" | "admin" | null {
  if (remedy === null) return null;
  return remedy === "refresh" || remedy === "analyse" ? "staff" : "admin";
}

/**
 * How the plan reads the index ("Index Scan", "Index Only Scan", "Bitmap Index Scan"), in PostgreSQL's words.
 * @returns null when no line of the plan names it
 */
export function scanOf(plan: readonly string[], index: string): string | null {
  for (const line of plan) {
    const match = /([A-Z][A-Za-z ]* Scan)(?: Backward)? (?:using|on) ([^ ]+)/.exec(line);
    if (match?.[2] === index) return match[1] ?? null;
  }
  return null;
}
