import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { consoleActions } from "@/app/(portal)/views/console-actions";
import { FailureNotice } from "@/components/failure";
import { DoctorPanel } from "@/components/views/doctor-panel";
import { ViewTable } from "@/components/views/view-table";
import { attempt } from "@/lib/attempt";
import { requirePerson } from "@/lib/auth/session";
import { readViews } from "@/lib/views/console";
import { checkCount, examine } from "@/lib/views/health";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("views"))("title") };
}

/** All materialized views at a glance, and what the doctor says of them. */
export default async function ViewsPage() {
  const { role } = await requirePerson();
  const t = await getTranslations("views");
  const [views, findings] = await Promise.all([attempt("views page", readViews), attempt("doctor", () => examine())]);
  return (
    <div className="flex flex-col gap-8 px-4 py-6 sm:px-8">
      <header className="space-y-1">
        <h1>{t("title")}</h1>
        <p className="max-w-prose text-pretty text-soft">{t("intro")}</p>
      </header>
      {findings.ok ? (
        <DoctorPanel findings={findings.data} checks={checkCount()} role={role} actions={consoleActions} />
      ) : (
        <FailureNotice failure={findings.failure} />
      )}
      {views.ok ? <ViewTable views={views.data} /> : <FailureNotice failure={views.failure} />}
    </div>
  );
}
