"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ImportActions } from "@/components/imports/types";
import { ActFailure, useAct } from "@/components/imports/use-act";
import { Button } from "@/components/ui/button";

/** Begins to take an import back. What that changes is shown first, so nothing is asked here. */
export function RevertButton({
  importId,
  revert,
  revertImport,
}: {
  importId: number;
  /** It is itself a revert. */
  revert: boolean;
  revertImport: ImportActions["revertImport"];
}) {
  const t = useTranslations("wizard");
  const router = useRouter();
  const { act, running, failure } = useAct();
  const begin = async () => {
    const done = await act("revert", () => revertImport({ importId }));
    if (done) router.push(`/imports/${done.data.importId}`);
  };
  return (
    <section aria-labelledby="take-back" className="space-y-3 border-line border-t pt-6">
      <h2 id="take-back">{t("revert.title")}</h2>
      <p className="max-w-prose text-pretty text-soft">{t("revert.hint")}</p>
      <ActFailure failure={failure} />
      <Button look="danger" pending={running !== null} onClick={() => void begin()}>
        {t(revert ? "revert.again" : "revert.open")}
      </Button>
    </section>
  );
}
