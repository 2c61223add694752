"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Answer } from "@/components/failure";
import { Button, type ButtonLook } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";

/**
 * A dialog around a form: sends it, says what went wrong, keeps what was typed.
 * @param props.send null: it was called off, the dialog stays as it is
 * @param props.sentence instead of the usual sentence of an error; null: the usual one
 * @param props.children inputs, given the sentence for each field that was refused
 */
export function DialogForm<T>({
  title,
  submit,
  look = "primary",
  send,
  onDone,
  onClose,
  sentence,
  children,
}: {
  title: string;
  submit: string;
  look?: ButtonLook;
  send: (form: FormData) => Promise<Answer<T> | null>;
  onDone: (data: T, form: FormData) => void;
  onClose: () => void;
  sentence?: (code: string) => string | null;
  children: (fieldError: (name: string) => string | undefined) => React.ReactNode;
}) {
  const t = useTranslations("dialog");
  const errors = useTranslations("errors");
  const fieldErrors = useTranslations("fieldErrors");
  // No transition: React would hold back what the password dialog shows until the action that waits for it has ended.
  const [pending, setPending] = useState(false);
  const [failed, setFailed] = useState<Extract<Answer<T>, { ok: false }> | null>(null);
  const submitForm = async (form: FormData) => {
    setPending(true);
    try {
      const answer = await send(form);
      if (answer === null) return;
      if (answer.ok) onDone(answer.data, form);
      else setFailed(answer);
    } catch {
      // The request did not reach the portal, or its answer did not come back.
      setFailed({ ok: false, code: "INTERNAL" });
    } finally {
      setPending(false);
    }
  };
  const fieldError = (name: string) => {
    const code = failed?.fields?.[name];
    return code === undefined ? undefined : fieldErrors(code);
  };
  return (
    <Dialog title={title} onClose={onClose} locked={pending}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submitForm(new FormData(event.currentTarget));
        }}
        className="flex flex-col gap-4"
      >
        {failed ? (
          <Notice kind="bad" role="alert">
            {sentence?.(failed.code) ?? errors(failed.code, { ...failed.params, errorId: failed.errorId ?? "–" })}
          </Notice>
        ) : null}
        {children(fieldError)}
        <div className="flex flex-wrap justify-end gap-2">
          <Button look="quiet" disabled={pending} onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" look={look} pending={pending}>
            {submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
