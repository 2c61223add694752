import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { uploadFile } from "@/app/(portal)/imports/actions";
import { FailureNotice } from "@/components/failure";
import { ImportList } from "@/components/imports/import-list";
import { listOptions, listPlace } from "@/components/imports/list-place";
import { UploadForm } from "@/components/imports/upload-form";
import { attempt } from "@/lib/attempt";
import { roleAtLeast } from "@/lib/auth/roles";
import { requirePerson } from "@/lib/auth/session";
import { readImportList } from "@/lib/imports/list";
import type { SearchParams } from "@/lib/table/url";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("imports"))("title") };
}

/** Bring a file in, and what was brought in so far. */
export default async function ImportsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const person = await requirePerson();
  const t = await getTranslations("imports");
  const place = listPlace(await searchParams);
  const list = await attempt("imports page", () => readImportList(listOptions(place)));
  return (
    <div className="flex flex-col gap-6 px-4 py-6 sm:px-8">
      <h1>{t("title")}</h1>
      {roleAtLeast(person.role, "staff") ? (
        <UploadForm upload={uploadFile} />
      ) : (
        <p className="text-soft">{t("viewerHint")}</p>
      )}
      {list.ok ? <ImportList list={list.data} place={place} /> : <FailureNotice failure={list.failure} />}
    </div>
  );
}
