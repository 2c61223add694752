import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { FindingList } from "@/components/imports/finding-list";
import { ImportProgress } from "@/components/imports/import-progress";
import { Ledger } from "@/components/imports/ledger";
import { buttonClass } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { formatBytes, formatDateTime, formatDuration, type Locale } from "@/lib/format/locale";
import type { FindingView, ImportView } from "@/lib/imports/history";
import type { FindingCode, FindingKind } from "@/lib/imports/types";

export interface FindingCount {
  kind: FindingKind;
  code: FindingCode;
  count: number;
}

/** One import from its file to its ledger. */
export function ImportResult({
  item,
  counts,
  findings,
  code,
}: {
  item: ImportView;
  counts: FindingCount[];
  findings: FindingView[];
  code: FindingCode | null;
}) {
  const t = useTranslations("imports");
  const errors = useTranslations("errors");
  const locale = useLocale() as Locale;
  const companies = item.kind === "companies";
  return (
    <article className="flex flex-col gap-6 px-4 py-6 sm:px-8">
      <header className="space-y-1">
        <Link href="/imports" className="link text-xs">
          {t("back")}
        </Link>
        <h1 className="break-words">{item.fileName}</h1>
        <p className="text-soft">
          {t("uploaded", {
            when: formatDateTime(item.createdAt, locale),
            by: item.by ?? t(`via.${item.via}`),
            size: formatBytes(item.sizeBytes, locale),
          })}
        </p>
        <p className="break-all font-mono text-soft text-xs">SHA-256 {item.sha256}</p>
      </header>
      {item.ended ? null : <ImportProgress item={item} />}
      {item.state === "failed" && item.errorCode ? (
        <Notice kind="bad" role="alert" title={t("failedTitle")}>
          {errors(item.errorCode, { errorId: "–", ...item.errorParams })}{" "}
          <span className="font-mono text-soft text-xs">{item.errorCode}</span>
        </Notice>
      ) : null}
      {item.ended && item.state === "committed" ? (
        item.refreshMs === null ? (
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
        ) : (
          <Notice
            kind="good"
            role="status"
            title={t(companies ? "doneCompanies" : "done")}
            action={
              <Link href={companies ? "/technologies" : "/ahsp"} className={buttonClass("primary")}>
                {t(companies ? "toTechnologies" : "toStatistics")}
              </Link>
            }
          >
            {t("doneHint", { duration: formatDuration(item.refreshMs, locale) })}
          </Notice>
        )
      ) : null}
      {item.report ? <Ledger report={item.report} /> : null}
      {counts.length > 0 ? <FindingList importId={item.id} counts={counts} findings={findings} code={code} /> : null}
    </article>
  );
}
