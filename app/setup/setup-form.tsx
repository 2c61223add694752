"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { setUp } from "@/app/setup/actions";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from "@/lib/auth/input";

/** @param props.token of the one-time link */
export function SetupForm({ token }: { token: string }) {
  const t = useTranslations("setup");
  const errors = useTranslations("errors");
  const fieldErrors = useTranslations("fieldErrors");
  const [state, submit, pending] = useActionState(trySetUp, null);
  const failed = state && !state.result.ok ? state.result : null;
  const fieldError = (name: string) => {
    const code = failed?.fields?.[name];
    return code && fieldErrors(code);
  };
  return (
    <form action={submit} className="flex flex-col gap-4">
      <input type="hidden" name="token" value={token} />
      {failed ? (
        <Notice kind="bad" role="alert">
          {errors(failed.code, { ...failed.params, errorId: failed.errorId ?? "" })}
        </Notice>
      ) : null}
      <Field
        label={t("name")}
        name="name"
        autoComplete="name"
        required
        defaultValue={state?.name}
        error={fieldError("name")}
      />
      <Field
        label={t("email")}
        name="email"
        type="email"
        autoComplete="username"
        required
        defaultValue={state?.email}
        error={fieldError("email")}
      />
      <Field
        label={t("password")}
        name="password"
        type="password"
        autoComplete="new-password"
        required
        minLength={PASSWORD_MIN_LENGTH}
        maxLength={PASSWORD_MAX_LENGTH}
        hint={t("passwordHint", { min: PASSWORD_MIN_LENGTH })}
        error={fieldError("password")}
      />
      <Button type="submit" pending={pending}>
        {t("submit")}
      </Button>
    </form>
  );
}

/** React empties a form after its action: what was typed is kept beside the answer, except for the password. */
async function trySetUp(_: unknown, form: FormData) {
  const typed = (name: string) => String(form.get(name) ?? "");
  return { result: await setUp(form), name: typed("name"), email: typed("email") };
}
