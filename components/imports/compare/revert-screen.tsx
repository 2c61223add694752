import { useLocale, useTranslations } from "next-intl";
import { CommitButton } from "@/components/imports/compare/commit-button";
import { EffectTable } from "@/components/imports/compare/effect-table";
import { KeptList } from "@/components/imports/done/kept-list";
import { PlanFailure } from "@/components/imports/plan-failure";
import { RevertCounts } from "@/components/imports/revert-counts";
import type { ImportActions } from "@/components/imports/types";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { ImportView } from "@/lib/imports/history";

/** What taking an import back would do, and doing it. */
export function RevertScreen({
  item,
  plan,
  actions,
}: {
  item: ImportView;
  plan: NonNullable<ImportView["revertPlan"]>;
  actions: Pick<ImportActions, "commitImport">;
}) {
  const t = useTranslations("compare");
  const locale = useLocale() as Locale;
  const { restored, replaced, removed } = plan.counts;
  const changes = restored + replaced + removed;
  return (
    <>
      <PlanFailure failure={item.failure} />
      <RevertCounts counts={plan.counts} />
      <KeptList kept={plan.kept} planned />
      {item.kind === "ahsp" ? <EffectTable title={t("effect.title")} effect={plan.effect} /> : null}
      <section aria-labelledby="commit" className="space-y-4 border-line border-y py-6">
        <h2 id="commit">{t("commit.revertTitle")}</h2>
        <CommitButton
          importId={item.id}
          words={t("commit.revert", { count: changes, number: formatInteger(changes, locale) })}
          reason={changes === 0 ? t("blocked.nothingToRevert") : null}
          commitImport={actions.commitImport}
        />
      </section>
    </>
  );
}
