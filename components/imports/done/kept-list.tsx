import { useLocale, useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";
import { Folded } from "@/components/views/folded";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { ImportView } from "@/lib/imports/history";

/** What a revert leaves alone, and why. @param props.planned it is not done yet */
export function KeptList({ kept, planned = false }: { kept: ImportView["kept"]; planned?: boolean }) {
  const t = useTranslations("compare");
  const locale = useLocale() as Locale;
  if (kept.length === 0) return null;
  const counted = { count: kept.length, number: formatInteger(kept.length, locale) };
  return (
    <Notice kind="warn" title={t(planned ? "kept.planned" : "kept.done", counted)}>
      <p>{t("kept.why")}</p>
      <Folded title={t("kept.which")}>
        <ul className="max-h-80 overflow-auto">
          {kept.map(({ sumber, kode_ahsp }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: companies have neither sumber nor kode
            <li key={index} className="wrap-anywhere">
              {kode_ahsp === null ? t("kept.company") : <span className="font-mono text-[0.8125rem]">{kode_ahsp}</span>}
              {sumber === null ? null : <span className="text-soft"> · {sumber}</span>}
            </li>
          ))}
        </ul>
      </Folded>
    </Notice>
  );
}
