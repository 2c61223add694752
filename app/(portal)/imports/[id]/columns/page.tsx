import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { type ImportPageProps, importPage } from "@/app/(portal)/imports/[id]/step-page";
import { importActions } from "@/app/(portal)/imports/import-actions";
import { ColumnsScreen } from "@/components/imports/columns/columns-screen";
import { requirePerson } from "@/lib/auth/session";
import { readColumns } from "@/lib/imports/columns";
import { mayAct } from "@/lib/imports/owner";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("wizard"))("steps.columns") };
}

/** How the file of an import is read. */
export default async function ColumnsPage(props: ImportPageProps) {
  const person = await requirePerson();
  return importPage(props, "columns", async (item) => (
    <ColumnsScreen
      item={item}
      view={await readColumns(item.id)}
      mayForget={item.profile !== null && mayAct(item.profile.actor, person)}
      actions={importActions}
    />
  ));
}
