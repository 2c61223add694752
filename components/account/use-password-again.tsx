"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Answer } from "@/components/failure";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";

/**
 * For actions that an idle session may not take without its password: `guarded` takes the action, asks for the
 * password when it must, and takes the action again. Show `dialog` after every other dialog.
 */
export function usePasswordAgain(confirmPassword: (input: FormData) => Promise<Answer<unknown>>) {
  const t = useTranslations("account");
  const [asking, setAsking] = useState<{ answer: (confirmed: boolean) => void } | null>(null);
  const finish = (confirmed: boolean) => {
    asking?.answer(confirmed);
    setAsking(null);
  };

  /** @returns null when the person did not want to give the password */
  async function guarded<T>(act: () => Promise<Answer<T>>): Promise<Answer<T> | null> {
    const answer = await act();
    if (answer.ok || answer.code !== "REAUTHENTICATION_REQUIRED") return answer;
    const confirmed = await new Promise<boolean>((resolve) => setAsking({ answer: resolve }));
    return confirmed ? act() : null;
  }

  const dialog = asking ? (
    <DialogForm
      title={t("confirmTitle")}
      submit={t("confirm")}
      send={confirmPassword}
      onDone={() => finish(true)}
      onClose={() => finish(false)}
      sentence={(code) => (code === "INVALID_CREDENTIALS" ? t("wrongPassword") : null)}
    >
      {(fieldError) => (
        <>
          <p className="text-pretty text-soft">{t("confirmIntro")}</p>
          <Field
            label={t("confirmPassword")}
            name="password"
            type="password"
            autoComplete="current-password"
            required
            maxLength={128}
            error={fieldError("password")}
          />
        </>
      )}
    </DialogForm>
  ) : null;
  return { guarded, dialog };
}
