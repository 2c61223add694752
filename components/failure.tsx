"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { useErrorSentence } from "@/components/error-sentence";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { ErrorCode, ErrorParams } from "@/lib/errors";
import type { FieldErrors } from "@/lib/input";

/** What the server tells of a failure: a sentence's code and values, and for a surprise the id to find it in the log. */
export interface Failure {
  code: ErrorCode;
  params?: ErrorParams;
  errorId?: string;
}

/** What a server action answers. */
export type Answer<T> = { ok: true; data: T } | ({ ok: false; fields?: FieldErrors } & Failure);

/** The failure of a page's data, in place of the data, with a way to try again. */
export function FailureNotice({ failure }: { failure: Failure }) {
  const t = useTranslations("failure");
  const sentence = useErrorSentence();
  const router = useRouter();
  const [pending, start] = useTransition();
  return (
    <Notice
      kind="bad"
      role="alert"
      title={t("title")}
      action={
        <Button look="plain" pending={pending} onClick={() => start(() => router.refresh())}>
          {t("retry")}
        </Button>
      }
    >
      {sentence(failure)}
    </Notice>
  );
}
