"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useId, useRef } from "react";
import { newKey } from "@/components/imports/file-form";
import { stepPath } from "@/components/imports/step-links";
import type { ImportActions } from "@/components/imports/types";
import { ActFailure, useAct } from "@/components/imports/use-act";
import { Button } from "@/components/ui/button";

/** Commits what is shown. Pressed twice, or again after a lost answer, it is one commit. */
export function CommitButton({
  importId,
  words,
  reason,
  disabled = false,
  commitImport,
}: {
  importId: number;
  words: string;
  /** Why it cannot be pressed; null: it can. */
  reason: string | null;
  disabled?: boolean;
  commitImport: ImportActions["commitImport"];
}) {
  const t = useTranslations("compare");
  const router = useRouter();
  const id = useId();
  const key = useRef<string | null>(null);
  const { act, running, failure } = useAct();
  const commit = async () => {
    key.current ??= newKey();
    const commitKey = key.current;
    if (await act("commit", () => commitImport({ importId, commitKey }))) router.push(stepPath(importId, "done"));
  };
  return (
    <div className="space-y-2">
      <ActFailure failure={failure} />
      <Button
        pending={running !== null}
        disabled={disabled || reason !== null}
        aria-describedby={`${id}-why`}
        onClick={() => void commit()}
      >
        {words}
      </Button>
      <p id={`${id}-why`} className={reason ? "text-warn" : "text-soft"}>
        {reason ?? t("commit.hint")}
      </p>
    </div>
  );
}
