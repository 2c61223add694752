import { useLocale, useTranslations } from "next-intl";
import { evidenceSentences } from "@/components/imports/check/suspect-choice";
import type { Locale } from "@/lib/format/locale";
import { formatDecimal, formatInteger } from "@/lib/format/number";
import type { SuspectView } from "@/lib/imports/session";

/** How sure a recommendation is, and why, a sentence a line. */
export function SuspectReasons({
  suspect: { confidence, evidence },
}: {
  suspect: Pick<SuspectView, "confidence" | "evidence">;
}) {
  const t = useTranslations("suspects");
  const locale = useLocale() as Locale;
  const { ratios, stored } = evidence;
  const decimal = (value: string | undefined) => (value === undefined ? "–" : formatDecimal(value, locale));
  const spread = (of: typeof evidence.neighbours | undefined) => ({
    count: of?.count ?? 0,
    number: formatInteger(of?.count ?? 0, locale),
    low: decimal(of?.low),
    median: decimal(of?.median),
    high: decimal(of?.high),
  });
  const sentences = evidenceSentences(evidence).map((told) => {
    switch (told) {
      case "stored":
        return t("evidence.stored", {
          sumber: stored?.same?.sumber ?? "–",
          kode: stored?.same?.kode_ahsp ?? "–",
          koefisien: decimal(stored?.same?.koefisien),
        });
      case "neighbours":
        return t("evidence.neighbours", spread(evidence.neighbours));
      case "storedNeighbours":
        return t("evidence.storedNeighbours", spread(stored?.neighbours));
      case "ratios":
        return t("evidence.ratios", {
          for: formatInteger(ratios.for, locale),
          against: formatInteger(ratios.against, locale),
        });
      default:
        return t(`evidence.${told}`);
    }
  });
  return (
    <>
      <p className="font-medium">{t(`confidence.${confidence}`)}</p>
      <ul className="text-soft">
        {sentences.map((sentence) => (
          <li key={sentence} className="wrap-anywhere">
            {sentence}
          </li>
        ))}
      </ul>
    </>
  );
}
