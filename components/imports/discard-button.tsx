"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ImportActions } from "@/components/imports/types";
import { Button } from "@/components/ui/button";
import { DialogForm } from "@/components/ui/dialog-form";

/** Ends an import that waits, without any change of the data. What was decided about its cells is kept with its file. */
export function DiscardButton({
  importId,
  revert,
  discardImport,
}: {
  importId: number;
  revert: boolean;
  discardImport: ImportActions["discardImport"];
}) {
  const t = useTranslations("wizard");
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button look="danger" onClick={() => setAsking(true)}>
        {t(revert ? "discard.openRevert" : "discard.open")}
      </Button>
      {asking ? (
        <DialogForm
          title={t("discard.title")}
          submit={t("discard.submit")}
          look="danger"
          send={() => discardImport({ importId })}
          onDone={() => router.push("/imports")}
          onClose={() => setAsking(false)}
        >
          {() => <p className="text-pretty text-soft">{t(revert ? "discard.hintRevert" : "discard.hint")}</p>}
        </DialogForm>
      ) : null}
    </>
  );
}
