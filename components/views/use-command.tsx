"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { usePasswordAgain } from "@/components/account/use-password-again";
import type { Answer } from "@/components/failure";
import { Notice } from "@/components/ui/notice";
import type { ViewActions } from "@/components/views/types";

/** What came of a command, as a sentence. */
export interface Said {
  kind: "info" | "good" | "warn" | "bad";
  text: string;
}

/** After this long others may pass an action that runs; shorter ones end before they would be in anybody's way. */
const LONG_MS = 700;

/**
 * One command at a time: what runs, what came of it, and the password where it is asked for. Show `said` in a live
 * region and `dialog` at the end.
 */
export function useCommand(confirmPassword: ViewActions["confirmPassword"]) {
  const errors = useTranslations("errors");
  const router = useRouter();
  const { guarded, dialog } = usePasswordAgain(confirmPassword);
  // No transition: see DialogForm.
  const [running, setRunning] = useState<string | null>(null);
  const [said, setSaid] = useState<Said | null>(null);

  /**
   * @param tell says what came of it
   * @param options.atOnce ahead of an action that runs already, because it is to end that one
   * @returns whether it was done
   */
  async function run<T>(
    name: string,
    act: () => Promise<Answer<T>>,
    tell: (data: T) => Said,
    { atOnce = false } = {},
  ): Promise<boolean> {
    setRunning(name);
    setSaid(null);
    // Next calls a page's actions one after the other and lets refreshes of the page wait too, but a navigation goes
    // first, and what waited follows it. Without one, a refresh of a minute could not be watched, nor cancelled.
    const makeWay = () => router.replace(location.pathname + location.search, { scroll: false });
    if (atOnce) makeWay();
    const patient = async () => {
      const timer = setTimeout(makeWay, LONG_MS);
      return act().finally(() => clearTimeout(timer));
    };
    try {
      const answer = await guarded(patient);
      if (answer === null) return false;
      setSaid(
        answer.ok
          ? tell(answer.data)
          : { kind: "bad", text: errors(answer.code, { ...answer.params, errorId: answer.errorId ?? "–" }) },
      );
      return answer.ok;
    } catch {
      // The request did not reach the portal, or its answer did not come back.
      setSaid({ kind: "bad", text: errors("INTERNAL", { errorId: "–" }) });
      return false;
    } finally {
      setRunning(null);
    }
  }
  return { run, running, said, dialog };
}

/** The live region of a command: what runs, then what came of it. */
export function CommandSaid({ said, running }: { said: Said | null; running: string | null }) {
  return (
    <div aria-live="polite">
      {running ? <p className="text-soft">{running}</p> : null}
      {!running && said ? <Notice kind={said.kind}>{said.text}</Notice> : null}
    </div>
  );
}
