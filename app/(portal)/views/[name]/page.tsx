import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale } from "next-intl/server";
import { consoleActions } from "@/app/(portal)/views/console-actions";
import { FailureNotice } from "@/components/failure";
import { ViewHeader, ViewScreen } from "@/components/views/view-screen";
import { attempt } from "@/lib/attempt";
import { requirePerson } from "@/lib/auth/session";
import { readView } from "@/lib/views/console";
import { VIEWS, type ViewName, viewNames } from "@/lib/views/registry";

interface Props {
  params: Promise<{ name: string }>;
}

/** The view that the path names; an unknown one is a page that does not exist. */
async function viewOf({ params }: Props): Promise<ViewName> {
  const { name } = await params;
  return viewNames().find((one) => one === name) ?? notFound();
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: VIEWS[await viewOf(props)].label[await getLocale()] };
}

/** One materialized view: its state, history, indexes, plan and definition, and what can be done to it. */
export default async function ViewPage(props: Props) {
  const { role } = await requirePerson();
  const name = await viewOf(props);
  const view = await attempt("view page", () => readView(name));
  return (
    <div className="flex flex-col gap-6 px-4 py-6 sm:px-8">
      <ViewHeader name={name} view={view.ok ? view.data : null} />
      {view.ok ? (
        <ViewScreen view={view.data} role={role} actions={consoleActions} />
      ) : (
        <FailureNotice failure={view.failure} />
      )}
    </div>
  );
}
