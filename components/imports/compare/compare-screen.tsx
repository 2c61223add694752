import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { CommitPanel } from "@/components/imports/compare/commit-panel";
import { type ComparePlace, compareHref } from "@/components/imports/compare/compare-place";
import { ComparedAhspDetail } from "@/components/imports/compare/compared-detail";
import { ComparedList } from "@/components/imports/compare/compared-list";
import { EffectTable } from "@/components/imports/compare/effect-table";
import { blockedBy, changesOf } from "@/components/imports/compare/plan-facts";
import { PlanFailure } from "@/components/imports/plan-failure";
import { stepPath } from "@/components/imports/step-links";
import type { ImportActions } from "@/components/imports/types";
import { Notice } from "@/components/ui/notice";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { ImportView } from "@/lib/imports/history";
import type { ComparedAhsp, ComparedDetail, CompareOutcome, Plan } from "@/lib/imports/session";

/** What a commit would change, down to the line, and the commit. */
export function CompareScreen({
  item,
  plan,
  place,
  compared,
  detail,
  actions,
}: {
  item: ImportView;
  plan: Plan;
  place: ComparePlace;
  compared: { rows: ComparedAhsp[]; counts: Record<CompareOutcome, number> };
  /** null: no AHSP is asked for, or the import has nothing to do with it. */
  detail: ComparedDetail | null;
  actions: ImportActions;
}) {
  const t = useTranslations("compare");
  const path = stepPath(item.id, "compare");
  return (
    <>
      <PlanFailure failure={item.failure} />
      <BeforeCommit importId={item.id} plan={plan} />
      {plan.report.kind === "ahsp" ? <EffectTable title={t("effect.title")} effect={plan.effect} /> : null}
      <CommitPanel
        importId={item.id}
        kind={item.kind}
        changes={changesOf(plan)}
        blocked={blockedBy(plan)}
        rejected={plan.report.ledger.rejected}
        missing={plan.missing}
        onlyGoodRows={plan.onlyGoodRows}
        removeMissing={plan.removeMissing}
        missingHref={`${compareHref(path, { outcome: "missing", page: 1, ahsp: null })}#ahsp`}
        actions={actions}
      />
      {detail ? (
        <ComparedAhspDetail detail={detail} closeHref={`${compareHref(path, { ...place, ahsp: null })}#ahsp`} />
      ) : null}
      {plan.report.kind === "ahsp" ? <ComparedList path={path} place={place} compared={compared} /> : null}
    </>
  );
}

/** What somebody should have seen before the commit: rows that stay out, cells in doubt, AHSP that are kept. */
function BeforeCommit({ importId, plan: { report } }: { importId: number; plan: Plan }) {
  const t = useTranslations("compare");
  const locale = useLocale() as Locale;
  const { rejected } = report.ledger;
  const suspects = report.kind === "ahsp" ? report.flags.suspect_decimal_separator.lines : 0;
  const held = report.kind === "ahsp" ? report.ledger.ahsp.held_back : 0;
  if (rejected + suspects + held === 0) return null;
  const number = (count: number) => ({ count, number: formatInteger(count, locale) });
  const check = stepPath(importId, "check");
  return (
    <Notice kind="warn" title={t("before.title")}>
      <ul className="list-disc pl-5">
        {rejected > 0 ? (
          <li>
            {t("before.rejected", number(rejected))}{" "}
            <Link prefetch={false} href={`${check}?kind=rejected#findings`} className="link">
              {t("before.look")}
            </Link>
          </li>
        ) : null}
        {held > 0 ? <li>{t("before.held", number(held))}</li> : null}
        {suspects > 0 ? (
          <li>
            {t("before.suspects", number(suspects))}{" "}
            <Link prefetch={false} href={`${check}#suspects`} className="link">
              {t("before.look")}
            </Link>
          </li>
        ) : null}
      </ul>
    </Notice>
  );
}
