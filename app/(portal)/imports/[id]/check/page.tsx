import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { type ImportPageProps, importPage } from "@/app/(portal)/imports/[id]/step-page";
import { importActions } from "@/app/(portal)/imports/import-actions";
import { checkPlace, findingOptions, suspectOptions } from "@/components/imports/check/check-place";
import { CheckScreen } from "@/components/imports/check/check-screen";
import { countFindings, readFindings } from "@/lib/imports/history";
import { readSuspects } from "@/lib/imports/suspects";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("wizard"))("steps.check") };
}

/** What was found in the file of an import: rows that stay out, rows to look at, cells to decide. */
export default async function CheckPage(props: ImportPageProps) {
  const place = checkPlace(await props.searchParams);
  return importPage(props, "check", async (item) => {
    const [counts, shown, findings, suspects] = await Promise.all([
      countFindings(item.id),
      place.changed ? countFindings(item.id, place) : undefined,
      readFindings(item.id, findingOptions(place)),
      readSuspects(item.id, suspectOptions(place)),
    ]);
    return <CheckScreen {...{ item, place, counts, shown, findings, suspects }} actions={importActions} />;
  });
}
