"use client";

import { useTranslations } from "next-intl";
import { useRef, useState, useTransition } from "react";
import type { Failure } from "@/components/failure";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from "@/lib/auth/input";
import type { FieldErrors } from "@/lib/input";

type Answer = { ok: true } | ({ ok: false; fields?: FieldErrors } & Failure);

/** @param props.email for the browser's store of passwords */
export function ChangePassword({ email, change }: { email: string; change: (input: FormData) => Promise<Answer> }) {
  const t = useTranslations("account");
  const errors = useTranslations("errors");
  const fieldErrors = useTranslations("fieldErrors");
  const form = useRef<HTMLFormElement>(null);
  const [pending, start] = useTransition();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const onSubmit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    start(async () => {
      const result = await change(typed);
      if (result.ok) form.current?.reset();
      setAnswer(result);
    });
  };
  const failed = answer && !answer.ok ? answer : null;
  const fieldError = (name: string) => {
    const code = failed?.fields?.[name];
    return code === undefined ? undefined : fieldErrors(code);
  };
  const sentence = (failure: Failure) =>
    failure.code === "INVALID_CREDENTIALS"
      ? t("wrongCurrent")
      : errors(failure.code, { ...failure.params, errorId: failure.errorId ?? "–" });
  return (
    <form ref={form} onSubmit={onSubmit} className="flex max-w-sm flex-col gap-4">
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <Field
        label={t("current")}
        name="current"
        type="password"
        autoComplete="current-password"
        required
        maxLength={PASSWORD_MAX_LENGTH}
        error={fieldError("current")}
      />
      <Field
        label={t("next")}
        name="next"
        type="password"
        autoComplete="new-password"
        required
        minLength={PASSWORD_MIN_LENGTH}
        maxLength={PASSWORD_MAX_LENGTH}
        hint={t("nextHint", { min: PASSWORD_MIN_LENGTH })}
        error={fieldError("next")}
      />
      <div aria-live="polite">
        {failed ? <Notice kind="bad">{sentence(failed)}</Notice> : null}
        {answer?.ok ? <Notice kind="good">{t("changed")}</Notice> : null}
      </div>
      <Button type="submit" pending={pending} className="self-start">
        {t("submit")}
      </Button>
    </form>
  );
}
