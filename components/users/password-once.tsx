"use client";

import { Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

/** A password that is shown this once. It closes by its button only, so that nobody loses it by mistake. */
export function PasswordOnce({ name, password, onClose }: { name: string; password: string; onClose: () => void }) {
  const t = useTranslations("users");
  const [copied, setCopied] = useState<"copied" | "copyFailed" | null>(null);
  const copy = async () => {
    try {
      // Missing on pages that did not come over https or from this machine.
      await navigator.clipboard.writeText(password);
      setCopied("copied");
    } catch {
      setCopied("copyFailed");
    }
  };
  return (
    <Dialog title={t("passwordOnceTitle", { name })} onClose={onClose} locked>
      <p className="text-pretty text-soft">{t("passwordOnce", { name })}</p>
      <output className="block select-all break-all rounded-md bg-sunken px-4 py-3 font-mono text-lg">
        {password}
      </output>
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p aria-live="polite" className="mr-auto text-soft text-xs leading-4">
          {copied ? t(copied) : ""}
        </p>
        <Button look="plain" onClick={() => void copy()}>
          <Copy aria-hidden className="size-4" />
          {t("copy")}
        </Button>
        <Button onClick={onClose}>{t("close")}</Button>
      </div>
    </Dialog>
  );
}
