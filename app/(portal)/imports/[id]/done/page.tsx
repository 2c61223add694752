import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { type ImportPageProps, importPage } from "@/app/(portal)/imports/[id]/step-page";
import { importActions } from "@/app/(portal)/imports/import-actions";
import { checkPlace, findingOptions } from "@/components/imports/check/check-place";
import { DoneScreen } from "@/components/imports/done/done-screen";
import { countFindings, readFindings } from "@/lib/imports/history";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("wizard"))("steps.done") };
}

/** What an import did, every row of its file, and taking it back. */
export default async function DonePage(props: ImportPageProps) {
  const place = checkPlace(await props.searchParams);
  return importPage(props, "done", async (item, mine) => {
    const [counts, findings] = await Promise.all([
      countFindings(item.id, place),
      readFindings(item.id, findingOptions(place)),
    ]);
    return <DoneScreen {...{ item, place, counts, findings, mine }} actions={importActions} />;
  });
}
