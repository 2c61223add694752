import { formatDateTime, type Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { DoctorFinding } from "./types";

const ISO_MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** What a finding's sentences name, as people read it: moments and numbers in their language. */
export function findingWords(params: DoctorFinding["params"], locale: Locale): Record<string, string> {
  const words = Object.entries(params).map(([name, value]): [string, string] => [
    name,
    typeof value === "number" && Number.isSafeInteger(value)
      ? formatInteger(value, locale)
      : ISO_MOMENT.test(String(value))
        ? formatDateTime(String(value), locale)
        : String(value),
  ]);
  return Object.fromEntries(words);
}
