"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";

/** A token that is shown this once. It closes by its button only, so that nobody loses it by mistake. */
export function TokenOnce({ name, token, onClose }: { name: string; token: string; onClose: () => void }) {
  const t = useTranslations("apiTokens");
  return (
    <Dialog title={t("onceTitle", { name })} onClose={onClose} locked>
      <p className="text-pretty text-soft">{t("once")}</p>
      <output className="block select-all break-all rounded-md bg-sunken px-4 py-3 font-mono">{token}</output>
      <p className="text-pretty text-soft text-xs leading-4">
        {t("usage")} <code className="break-all font-mono">Authorization: Bearer {token.slice(0, 9)}…</code>
      </p>
      <div className="flex flex-wrap items-center justify-end gap-2">
        <CopyButton text={token} what={t("token")} />
        <Button onClick={onClose}>{t("close")}</Button>
      </div>
    </Dialog>
  );
}
