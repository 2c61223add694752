import { useLocale, useTranslations } from "next-intl";
import { presetOf, ZONE_NAMES } from "@/components/views/schedule-choice";
import type { Locale } from "@/lib/format/locale";
import { describeCron } from "@/lib/views/schedule-words";

/** "Setiap malam pukul 02.00 (WIB)": by its own name where the schedule has one. */
export function CronWords({ cron, zone }: { cron: string; zone: string }) {
  const t = useTranslations("schedule");
  const locale = useLocale() as Locale;
  const preset = presetOf(cron);
  const when = preset === "own" ? describeCron(cron, locale) : t(`presets.${preset}`);
  return t("words", { when, zone: ZONE_NAMES[zone] ?? zone });
}
