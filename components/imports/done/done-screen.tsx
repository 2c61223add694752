import Link from "next/link";
import { useTranslations } from "next-intl";
import type { CheckPlace } from "@/components/imports/check/check-place";
import { EffectTable } from "@/components/imports/compare/effect-table";
import { asPlanned } from "@/components/imports/compare/plan-facts";
import { KeptList } from "@/components/imports/done/kept-list";
import { RefreshNotice } from "@/components/imports/done/refresh-notice";
import { RevertButton } from "@/components/imports/done/revert-button";
import { type FindingCount, FindingList } from "@/components/imports/finding-list";
import { MarkedFileLink } from "@/components/imports/given-back";
import { Ledger } from "@/components/imports/ledger";
import { RevertCounts } from "@/components/imports/revert-counts";
import { stepPath } from "@/components/imports/step-links";
import type { ImportActions } from "@/components/imports/types";
import { Notice } from "@/components/ui/notice";
import type { FindingView, ImportView } from "@/lib/imports/history";

/** What an import did: the data, the refresh after it, every row of the file; and taking it back. */
export function DoneScreen({
  item,
  place,
  counts,
  findings,
  mine,
  actions,
}: {
  item: ImportView;
  place: CheckPlace;
  counts: FindingCount[];
  findings: FindingView[];
  /** The person may take it back. */
  mine: boolean;
  actions: Pick<ImportActions, "revertImport">;
}) {
  const compare = useTranslations("compare");
  const { plan, revertPlan, report } = item;
  const effect = revertPlan?.effect ?? plan?.effect;
  return (
    <>
      <RefreshNotice item={item} />
      <RevertedNotice item={item} />
      {revertPlan ? <RevertCounts counts={revertPlan.counts} /> : null}
      <KeptList kept={item.kept} />
      {report ? <Ledger report={report} /> : null}
      {effect && item.kind === "ahsp" ? (
        <div className="space-y-2">
          <EffectTable title={compare("effect.doneTitle")} effect={effect} />
          {plan && report ? (
            <p className="text-soft" data-testid="as-planned">
              {compare(asPlanned(plan, report) ? "effect.asPlanned" : "effect.notAsPlanned")}
            </p>
          ) : null}
        </div>
      ) : null}
      {counts.length > 0 || place.changed ? (
        <div className="space-y-4">
          <FindingList
            importId={item.id}
            path={stepPath(item.id, "done")}
            place={place}
            counts={counts}
            findings={findings}
            corrected={item.correction !== null}
          />
          {mine && item.reading ? <MarkedFileLink importId={item.id} format={item.reading.format} /> : null}
        </div>
      ) : null}
      {mine && item.ended && item.revertedBy === null ? (
        <RevertButton importId={item.id} revert={item.reverts !== null} revertImport={actions.revertImport} />
      ) : null}
    </>
  );
}

function RevertedNotice({ item }: { item: ImportView }) {
  const t = useTranslations("wizard");
  if (item.revertedBy === null) return null;
  return (
    <Notice
      kind="warn"
      title={t("reverted")}
      action={
        <Link prefetch={false} href={`/imports/${item.revertedBy}`} className="link">
          {t("theImport", { id: String(item.revertedBy) })}
        </Link>
      }
    >
      {t("revertedHint")}
    </Notice>
  );
}
