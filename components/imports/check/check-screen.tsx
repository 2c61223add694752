import Link from "next/link";
import { useTranslations } from "next-intl";
import type { CheckPlace } from "@/components/imports/check/check-place";
import { CorrectSection } from "@/components/imports/check/correct-section";
import { CorrectionSummary } from "@/components/imports/check/correction-summary";
import { type SuspectCounts, SuspectsSection } from "@/components/imports/check/suspects-section";
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
  shown = counts,
  findings,
  suspects,
  actions,
}: {
  item: ImportView;
  place: CheckPlace;
  /** Of the whole file. */
  counts: FindingCount[];
  /** Of the changed rows, where the place says so. */
  shown?: FindingCount[] | undefined;
  findings: FindingView[];
  suspects: { rows: SuspectView[]; counts: SuspectCounts };
  actions: ImportActions;
}) {
  const t = useTranslations("wizard");
  const path = stepPath(item.id, "check");
  return (
    <>
      <PlanFailure failure={item.failure} />
      {item.correction ? <CorrectionSummary correction={item.correction} /> : null}
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
          <FindingList
            importId={item.id}
            path={path}
            place={place}
            counts={shown}
            findings={findings}
            corrected={item.correction !== null}
          />
        </div>
      ) : (
        <Notice kind="good">{t("check.nothing")}</Notice>
      )}
      <CorrectSection item={item} counts={counts} upload={actions.uploadCorrected} />
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
