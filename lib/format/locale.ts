/** Languages of the portal, the default first. */
export const LOCALES = ["id", "en"] as const;
export type Locale = (typeof LOCALES)[number];

/** All times on the screen are Western Indonesian Time, and say so. */
export const TIME_ZONE = "Asia/Jakarta";
const ZONE_NAME = "WIB";

const LANGUAGE_TAG: Record<Locale, string> = { id: "id-ID", en: "en-GB" };

/** "2 Nov 2025 14.05 WIB" / "2 Nov 2025, 14:05 WIB". @param iso a moment as ISO 8601 */
export function formatDateTime(iso: string | Date, locale: Locale): string {
  const text = new Intl.DateTimeFormat(LANGUAGE_TAG[locale], {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: TIME_ZONE,
  }).format(new Date(iso));
  // Indonesian dates come with a comma or "pukul" before the time, depending on the version of Node's language data.
  return `${locale === "id" ? text.replace(/,| pukul/, "") : text} ${ZONE_NAME}`;
}

/** "14.05 WIB" / "14:05 WIB" */
export function formatTime(iso: string | Date, locale: Locale): string {
  const text = new Intl.DateTimeFormat(LANGUAGE_TAG[locale], {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: TIME_ZONE,
  }).format(new Date(iso));
  return `${text} ${ZONE_NAME}`;
}

/** "84 ms", "1,2 dtk" / "1.2 s", "2 mnt 5 dtk" / "2 min 5 s" */
export function formatDuration(ms: number, locale: Locale): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const [minute, second] = locale === "id" ? ["mnt", "dtk"] : ["min", "s"];
  if (ms < 60_000) {
    const seconds = new Intl.NumberFormat(LANGUAGE_TAG[locale], { maximumFractionDigits: 1 }).format(ms / 1000);
    return `${seconds} ${second}`;
  }
  return `${Math.floor(ms / 60_000)} ${minute} ${Math.round((ms % 60_000) / 1000)} ${second}`;
}

/** "804 kB": decimal kilobytes and megabytes. */
export function formatBytes(bytes: number, locale: Locale): string {
  const [value, unit] = bytes >= 1e6 ? [bytes / 1e6, "MB"] : [bytes / 1e3, "kB"];
  return `${new Intl.NumberFormat(LANGUAGE_TAG[locale], { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)} ${unit}`;
}
