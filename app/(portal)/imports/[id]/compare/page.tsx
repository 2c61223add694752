import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { type ImportPageProps, importPage } from "@/app/(portal)/imports/[id]/step-page";
import { importActions } from "@/app/(portal)/imports/import-actions";
import { comparePlace, comparisonOptions } from "@/components/imports/compare/compare-place";
import { CompareScreen } from "@/components/imports/compare/compare-screen";
import { RevertScreen } from "@/components/imports/compare/revert-screen";
import { readComparedAhsp, readComparison } from "@/lib/imports/compare-view";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("wizard"))("steps.compare") };
}

/** What a commit of an import would change, and the commit. */
export default async function ComparePage(props: ImportPageProps) {
  const place = comparePlace(await props.searchParams);
  return importPage(props, "compare", async (item) => {
    const { plan, revertPlan } = item;
    if (revertPlan) return <RevertScreen item={item} plan={revertPlan} actions={importActions} />;
    if (!plan) return null;
    const [compared, detail] = await Promise.all([
      readComparison(item.id, comparisonOptions(place)),
      place.ahsp ? readComparedAhsp(item.id, place.ahsp) : null,
    ]);
    return <CompareScreen {...{ item, plan, place, compared, detail }} actions={importActions} />;
  });
}
