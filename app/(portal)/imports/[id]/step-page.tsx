import { notFound, redirect } from "next/navigation";
import { importActions } from "@/app/(portal)/imports/import-actions";
import { FailureNotice } from "@/components/failure";
import { stepPath } from "@/components/imports/step-links";
import { WizardFrame } from "@/components/imports/wizard-frame";
import { attempt } from "@/lib/attempt";
import { roleAtLeast } from "@/lib/auth/roles";
import { requirePerson } from "@/lib/auth/session";
import { type ImportView, readImport } from "@/lib/imports/history";
import { mayAct } from "@/lib/imports/owner";
import { currentStep, isReachable, type Step } from "@/lib/imports/session";

/** Props of the pages below /imports/ID. */
export interface ImportPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const WORKING: readonly ImportView["state"][] = ["queued", "reading", "writing"];

/**
 * A page of an import: its frame around what `content` makes of it. A step that cannot be opened leads to /imports/ID,
 * which leads to the step that can. While the portal works on the import, the frame shows the progress alone, so that
 * whoever waits comes back to the same step.
 *
 * @param step null: /imports/ID itself
 * @param content asked only when there is something to show; what it throws is told in its place
 */
export async function importPage(
  { params }: Pick<ImportPageProps, "params">,
  step: Step | null,
  content: (item: ImportView, mine: boolean) => Promise<React.ReactNode>,
): Promise<React.ReactNode> {
  const person = await requirePerson();
  const { id: text } = await params;
  const id = /^[1-9][0-9]{0,8}$/.test(text) ? Number(text) : notFound();
  const read = await attempt("import page", () => readImport(id));
  if (!read.ok) return <Unavailable failure={read.failure} />;
  const item = read.data ?? notFound();
  const mine = roleAtLeast(person.role, "staff") && mayAct(item.actorId, person);
  const working = WORKING.includes(item.state);
  const to = working ? null : leadsTo(item, step, mine);
  if (to !== null) redirect(to);
  const made = working ? null : await attempt("import step", () => content(item, mine));
  return (
    <WizardFrame item={item} at={step} mine={mine} actions={importActions}>
      {made === null ? null : made.ok ? made.data : <FailureNotice failure={made.failure} />}
    </WizardFrame>
  );
}

/** Where a page leads instead of being shown; null: it is shown. */
function leadsTo({ id, facts, reverts }: ImportView, step: Step | null, mine: boolean): string | null {
  const opens = (one: Step) =>
    isReachable(one, facts) &&
    facts.state !== "failed" &&
    (one === "done" || (mine && (reverts === null || one === "compare")));
  if (step !== null) return opens(step) ? null : `/imports/${id}`;
  const current = currentStep(facts);
  return opens(current) ? stepPath(id, current) : null;
}

function Unavailable({ failure }: { failure: React.ComponentProps<typeof FailureNotice>["failure"] }) {
  return (
    <div className="p-4 sm:p-8">
      <FailureNotice failure={failure} />
    </div>
  );
}
