"use client";

import { KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { usePasswordAgain } from "@/components/account/use-password-again";
import { Button } from "@/components/ui/button";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { ApiTokensTable } from "@/components/users/api-tokens-table";
import { TokenOnce } from "@/components/users/token-once";
import type { TokenActions, TokenRow } from "@/components/users/types";

/** Tokens for programs: the list, and making and revoking them. */
export function ApiTokens({ tokens, actions }: { tokens: TokenRow[]; actions: TokenActions }) {
  const t = useTranslations("apiTokens");
  const [doing, setDoing] = useState<"create" | TokenRow | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const [made, setMade] = useState<{ name: string; token: string } | null>(null);
  const { guarded, dialog } = usePasswordAgain(actions.confirmPassword);
  const begin = (what: "create" | TokenRow) => {
    setSaid(null);
    setDoing(what);
  };
  const finish = (sentence: string) => {
    setDoing(null);
    setSaid(sentence);
  };
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-4">
        <div className="max-w-prose space-y-1">
          <h2>{t("title")}</h2>
          <p className="text-pretty text-soft">{t("intro")}</p>
        </div>
        <Button look="plain" onClick={() => begin("create")}>
          <KeyRound aria-hidden className="size-4" />
          {t("create")}
        </Button>
      </div>
      <div aria-live="polite">{said ? <Notice kind="good">{said}</Notice> : null}</div>
      {tokens.length === 0 ? (
        <p className="border-line border-y py-4 text-soft">{t("none")}</p>
      ) : (
        <ApiTokensTable tokens={tokens} onRevoke={begin} />
      )}
      {doing === "create" ? (
        <DialogForm
          title={t("create")}
          submit={t("create")}
          send={(form) => guarded(() => actions.create(form))}
          onDone={({ token }, form) => {
            const name = String(form.get("name") ?? "").trim();
            setMade({ name, token });
            finish(t("created", { name }));
          }}
          onClose={() => setDoing(null)}
        >
          {(fieldError) => (
            <Field
              label={t("name")}
              hint={t("nameHint")}
              name="name"
              autoComplete="off"
              required
              maxLength={100}
              error={fieldError("name")}
            />
          )}
        </DialogForm>
      ) : doing ? (
        <DialogForm
          title={t("revokeTitle", { name: doing.name })}
          submit={t("revoke")}
          look="danger"
          send={() => guarded(() => actions.revoke({ id: doing.id }))}
          onDone={() => finish(t("revoked", { name: doing.name }))}
          onClose={() => setDoing(null)}
        >
          {() => <p className="text-pretty break-words">{t("revokeConfirm", { name: doing.name })}</p>}
        </DialogForm>
      ) : null}
      {made ? <TokenOnce name={made.name} token={made.token} onClose={() => setMade(null)} /> : null}
      {dialog}
    </>
  );
}
