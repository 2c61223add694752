import { useTranslations } from "next-intl";
import { useErrorSentence } from "@/components/error-sentence";
import { Notice } from "@/components/ui/notice";
import type { ImportView } from "@/lib/imports/history";

/** Why an import that waits could not go on as it was chosen. Data that changed meanwhile is no fault: it is told calmly. */
export function PlanFailure({ failure }: { failure: ImportView["failure"] }) {
  const t = useTranslations("wizard");
  const sentence = useErrorSentence();
  if (!failure) return null;
  const stale = failure.code === "PLAN_STALE";
  return (
    <Notice kind={stale ? "warn" : "bad"} role="alert" title={t(stale ? "stale" : "stopped")}>
      {sentence(failure)} <span className="font-mono text-soft text-xs">{failure.code}</span>
    </Notice>
  );
}
