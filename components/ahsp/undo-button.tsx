"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { type EditTarget, keyOf, useEditArea } from "@/components/ahsp/edit-area";
import { useErrorSentence } from "@/components/error-sentence";
import { Spinner } from "@/components/ui/button";

/** Changes a value back to what it was before an edit, unless it was changed again since. `what` names the edit. */
export function UndoButton({
  target,
  before,
  after,
  what,
}: {
  target: EditTarget;
  before: string | null;
  after: string | null;
  what: string;
}) {
  const t = useTranslations("ahsp.edits");
  const sentence = useErrorSentence();
  const router = useRouter();
  const area = useEditArea();
  const [running, setRunning] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function undo() {
    setRunning(true);
    setFailure(null);
    const answer = await area
      .save(target, before ?? "", after)
      .catch(() => ({ ok: false as const, code: "INTERNAL" as const }));
    setRunning(false);
    if (answer.ok) {
      area.say(t("undone", { what }));
      // This button goes; the value that it changed is still there, though a line may come to stand elsewhere.
      area.last.current = keyOf(target);
      document.querySelector<HTMLElement>(`[data-edit="${keyOf(target)}"]`)?.focus();
      return;
    }
    setFailure(sentence(answer));
    if (answer.code === "CONFLICT" || answer.code === "NOT_FOUND") router.refresh();
  }
  return (
    <span className="no-print inline-flex flex-wrap items-center gap-2">
      <button
        type="button"
        aria-label={t("undoOf", { what })}
        disabled={running}
        onClick={() => void undo()}
        className="link inline-flex min-h-6 items-center gap-1 rounded-sm text-xs disabled:opacity-50"
      >
        {running ? <Spinner /> : null}
        {t("undo")}
      </button>
      <span role="alert" className="text-bad text-xs">
        {failure}
      </span>
    </span>
  );
}
