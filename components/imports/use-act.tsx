"use client";

import { useState } from "react";
import { useErrorSentence } from "@/components/error-sentence";
import type { Answer, Failure } from "@/components/failure";
import { Notice } from "@/components/ui/notice";

/** One action at a time: which runs, and why the last one failed. Show `failure` with ActFailure. */
export function useAct() {
  // No transition: see DialogForm.
  const [running, setRunning] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  /** @returns what it answered, or null when it failed */
  async function act<T>(name: string, call: () => Promise<Answer<T>>): Promise<{ data: T } | null> {
    setRunning(name);
    setFailure(null);
    try {
      const answer = await call();
      if (answer.ok) return { data: answer.data };
      setFailure(answer);
    } catch {
      // The request did not reach the portal, or its answer did not come back.
      setFailure({ code: "INTERNAL" });
    } finally {
      setRunning(null);
    }
    return null;
  }
  return { act, running, failure };
}

/** Says why an action failed, to those who hear the page too. */
export function ActFailure({ failure }: { failure: Failure | null }) {
  const sentence = useErrorSentence();
  return <div aria-live="assertive">{failure ? <Notice kind="bad">{sentence(failure)}</Notice> : null}</div>;
}
