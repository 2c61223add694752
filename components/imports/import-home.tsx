import Link from "next/link";
import { useTranslations } from "next-intl";
import { useErrorSentence } from "@/components/error-sentence";
import { PlanFailure } from "@/components/imports/plan-failure";
import { buttonClass } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { ImportView } from "@/lib/imports/history";

/** An import that no step can be shown of: it failed, was not committed in time, or waits for somebody else. */
export function ImportHome({ item, mine }: { item: ImportView; mine: boolean }) {
  const t = useTranslations("wizard");
  const imports = useTranslations("imports");
  const sentence = useErrorSentence();
  const again = (
    <Link href="/imports" className={buttonClass("plain")}>
      {t("again")}
    </Link>
  );
  if (item.state === "expired") {
    return (
      <Notice title={t("expired")} action={item.reverts === null ? again : undefined}>
        {t("expiredHint")}
      </Notice>
    );
  }
  if (item.state === "open") {
    return mine ? (
      <PlanFailure failure={item.failure} />
    ) : (
      <Notice title={t("waits")}>{t("waitsHint", { by: item.by ?? imports(`via.${item.via}`) })}</Notice>
    );
  }
  if (!item.failure) return null;
  return (
    <Notice kind="bad" role="alert" title={imports("failedTitle")} action={item.reverts === null ? again : undefined}>
      {sentence(item.failure)} <span className="font-mono text-soft text-xs">{item.failure.code}</span>
    </Notice>
  );
}
