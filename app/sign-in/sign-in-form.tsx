"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { signIn } from "@/app/sign-in/actions";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";

/** @param props.next path to go to after signing in */
export function SignInForm({ next }: { next: string }) {
  const t = useTranslations("signIn");
  const errors = useTranslations("errors");
  const fieldErrors = useTranslations("fieldErrors");
  const [state, submit, pending] = useActionState(trySignIn, null);
  const failed = state && !state.result.ok ? state.result : null;
  const fieldError = (name: string) => {
    const code = failed?.fields?.[name];
    return code && fieldErrors(code);
  };
  return (
    <form action={submit} className="flex flex-col gap-4">
      <input type="hidden" name="next" value={next} />
      {failed ? (
        <Notice kind="bad" role="alert">
          {errors(failed.code, { ...failed.params, errorId: failed.errorId ?? "" })}
        </Notice>
      ) : null}
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
        autoComplete="current-password"
        required
        maxLength={128}
        error={fieldError("password")}
      />
      <Button type="submit" pending={pending}>
        {t("submit")}
      </Button>
      <p className="text-pretty text-soft text-xs leading-4">{t("forgotten")}</p>
    </form>
  );
}

/** React empties a form after its action: what was typed is kept beside the answer, except for the password. */
async function trySignIn(_: unknown, form: FormData) {
  return { result: await signIn(form), email: String(form.get("email") ?? "") };
}
