"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import type { Failure } from "@/components/failure";
import { Button, buttonClass } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Notice } from "@/components/ui/notice";

/** Nothing here yet: bring a file in, or look around with sample data. */
export function EmptyOverview({
  importSample,
}: {
  importSample: ((input: Record<string, never>) => Promise<{ ok: true } | ({ ok: false } & Failure)>) | null;
}) {
  const t = useTranslations("overview");
  const errors = useTranslations("errors");
  const [pending, start] = useTransition();
  const [failure, setFailure] = useState<Failure | null>(null);
  const load = () =>
    start(async () => {
      const answer = await importSample?.({});
      if (answer && !answer.ok) setFailure(answer);
    });
  return (
    <Empty
      title={t("empty")}
      action={
        importSample ? (
          <>
            <Link href="/imports" className={buttonClass("primary")}>
              {t("toImports")}
            </Link>
            <Button look="plain" pending={pending} onClick={load}>
              {t("sample")}
            </Button>
          </>
        ) : null
      }
    >
      {t(importSample ? "emptyHint" : "emptyViewerHint")}
      {failure ? (
        <Notice kind="bad" role="alert">
          {errors(failure.code, { ...failure.params, errorId: failure.errorId ?? "–" })}
        </Notice>
      ) : null}
    </Empty>
  );
}
