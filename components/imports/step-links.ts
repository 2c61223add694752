import { currentStep, isReachable, STEPS, type Step, type StepFacts } from "@/lib/imports/session";

/** One place of the step bar. `upload` lies behind every import that exists. */
export interface StepLink {
  step: "upload" | Step;
  /** null: cannot be opened now. */
  href: string | null;
  /** `done`: left behind; `here`: the page that is shown; `ahead`: neither. */
  place: "done" | "here" | "ahead";
}

/**
 * The steps of an import as its bar shows them.
 * @param at the step that is shown; null: none of them
 * @param revert a revert reads no file: it is compared and done
 */
export function stepLinks(id: number, facts: StepFacts, at: Step | null, revert = false): StepLink[] {
  const now = facts.state === "committed" ? STEPS.length : STEPS.indexOf(currentStep(facts));
  const steps = STEPS.filter((step) => !revert || step === "compare" || step === "done");
  const links = steps.map((step): StepLink => {
    const place = step === at ? "here" : STEPS.indexOf(step) < now ? "done" : "ahead";
    return { step, href: isReachable(step, facts) ? stepPath(id, step) : null, place };
  });
  return revert ? links : [{ step: "upload", href: null, place: "done" }, ...links];
}

export const stepPath = (id: number, step: Step) => `/imports/${id}/${step}`;
