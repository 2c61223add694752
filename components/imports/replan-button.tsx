"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ImportActions } from "@/components/imports/types";
import { ActFailure, useAct } from "@/components/imports/use-act";
import { Button } from "@/components/ui/button";

/** Compares once more, where that failed before: with the good rows, and nothing removed. */
export function ReplanButton({ importId, planImport }: { importId: number; planImport: ImportActions["planImport"] }) {
  const t = useTranslations("wizard");
  const router = useRouter();
  const { act, running, failure } = useAct();
  const again = async () => {
    if (await act("plan", () => planImport({ importId, onlyGoodRows: true, removeMissing: false }))) router.refresh();
  };
  return (
    <span className="flex flex-col items-start gap-2">
      <Button pending={running !== null} onClick={() => void again()}>
        {t("check.compareAgain")}
      </Button>
      <ActFailure failure={failure} />
    </span>
  );
}
