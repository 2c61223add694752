import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { uploadFile } from "@/app/(portal)/imports/actions";
import { FailureNotice } from "@/components/failure";
import { ImportList } from "@/components/imports/import-list";
import { UploadForm } from "@/components/imports/upload-form";
import { attempt } from "@/lib/attempt";
import { roleAtLeast } from "@/lib/auth/roles";
import { requirePerson } from "@/lib/auth/session";
import { listImports } from "@/lib/imports/history";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("imports"))("title") };
}

/** Bring a file in, and what was brought in so far. */
export default async function ImportsPage() {
  const person = await requirePerson();
  const t = await getTranslations("imports");
  const imports = await attempt("imports page", () => listImports());
  return (
    <div className="flex flex-col gap-6 px-4 py-6 sm:px-8">
      <h1>{t("title")}</h1>
      {roleAtLeast(person.role, "staff") ? (
        <UploadForm upload={uploadFile} />
      ) : (
        <p className="text-soft">{t("viewerHint")}</p>
      )}
      {imports.ok ? <ImportList imports={imports.data} /> : <FailureNotice failure={imports.failure} />}
    </div>
  );
}
