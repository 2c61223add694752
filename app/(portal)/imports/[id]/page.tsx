import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { type ImportPageProps, importPage } from "@/app/(portal)/imports/[id]/step-page";
import { ImportHome } from "@/components/imports/import-home";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("imports"))("resultTitle") };
}

/** Leads to the step that an import is at; until there is one, its progress. */
export default async function ImportPage(props: ImportPageProps) {
  return importPage(props, null, async (item, mine) => <ImportHome item={item} mine={mine} />);
}
