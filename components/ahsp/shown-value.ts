import type { EditField } from "@/lib/ahsp/edit-fields";
import type { Locale } from "@/lib/format/locale";
import { formatDecimal } from "@/lib/format/number";

/** A stored value as people read it; null when there is none. */
export function shownValue(field: EditField, value: string | null, locale: Locale): string | null {
  return field === "koefisien" && value !== null ? formatDecimal(value, locale) : value;
}
