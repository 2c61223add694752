import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { formatDuration, type Locale } from "@/lib/format/locale";
import type { ImportView } from "@/lib/imports/history";

/** The data is safe whatever came of the refresh, which is told apart. Nothing while it runs. */
export function RefreshNotice({ item }: { item: ImportView }) {
  const t = useTranslations("imports");
  const locale = useLocale() as Locale;
  const companies = item.kind === "companies";
  if (!item.ended) return null;
  if (item.refreshMs === null) {
    return (
      <Notice
        kind="warn"
        title={t("refreshFailed")}
        action={
          <Link href="/views" className={buttonClass("plain")}>
            {t("toView")}
          </Link>
        }
      >
        {t("refreshFailedHint")}
      </Notice>
    );
  }
  return (
    <Notice
      kind="good"
      role="status"
      title={t(item.reverts !== null ? "doneRevert" : companies ? "doneCompanies" : "done")}
      action={
        <Link href={companies ? "/technologies" : "/ahsp"} className={buttonClass("primary")}>
          {t(companies ? "toTechnologies" : "toStatistics")}
        </Link>
      }
    >
      {t("doneHint", { duration: formatDuration(item.refreshMs, locale) })}
    </Notice>
  );
}
