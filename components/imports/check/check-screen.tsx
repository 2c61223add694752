import { Download } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { CheckPlace } from "@/components/imports/check/check-place";
import { type SuspectCounts, SuspectsSection } from "@/components/imports/check/suspects-section";
import { CorrectedForm } from "@/components/imports/corrected-form";
import { type FindingCount, FindingList } from "@/components/imports/finding-list";
import { Ledger } from "@/components/imports/ledger";
import { PlanFailure } from "@/components/imports/plan-failure";
import { ReplanButton } from "@/components/imports/replan-button";
import { stepPath } from "@/components/imports/step-links";
import type { ImportActions } from "@/components/imports/types";
import { buttonClass } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { FindingView, ImportView } from "@/lib/imports/history";
import type { SuspectView } from "@/lib/imports/session";

/** What was found in the file before anything is written: rows that stay out, rows to look at, cells to decide. */
export function CheckScreen({
  item,
  place,
  counts,
  findings,
  suspects,
  actions,
}: {
  item: ImportView;
  place: CheckPlace;
  counts: FindingCount[];
  findings: FindingView[];
  suspects: { rows: SuspectView[]; counts: SuspectCounts };
  actions: ImportActions;
}) {
  const t = useTranslations("wizard");
  const path = stepPath(item.id, "check");
  return (
    <>
      <PlanFailure failure={item.failure} />
      {item.plan ? <Ledger report={item.plan.report} planned /> : null}
      <SuspectsSection
        importId={item.id}
        path={path}
        place={place}
        suspects={suspects}
        decideSuspects={actions.decideSuspects}
      />
      {counts.length > 0 ? (
        <div className="border-line border-t pt-6">
          <FindingList importId={item.id} path={path} place={place} counts={counts} findings={findings} />
        </div>
      ) : (
        <Notice kind="good">{t("check.nothing")}</Notice>
      )}
      <section aria-labelledby="correct" className="space-y-4 border-line border-t pt-6">
        <h2 id="correct">{t("check.correct")}</h2>
        <p className="max-w-prose text-pretty text-soft">{t("check.correctHint")}</p>
        <a href={`/imports/${item.id}/rejected`} download className={buttonClass("plain")}>
          <Download aria-hidden className="size-4" />
          {t("check.rejected")}
        </a>
        <CorrectedForm importId={item.id} upload={actions.uploadCorrected} />
      </section>
      <p className="border-line border-t pt-4">
        {item.facts.planned ? (
          <Link prefetch={false} href={stepPath(item.id, "compare")} className={buttonClass("primary")}>
            {t("check.toCompare")}
          </Link>
        ) : (
          <ReplanButton importId={item.id} planImport={actions.planImport} />
        )}
      </p>
    </>
  );
}
