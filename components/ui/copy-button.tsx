"use client";

import { Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { copyText } from "@/components/ui/clipboard";

/** Copies a text, and says whether it did. @param props.what is copied, for those who hear the page */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const t = useTranslations("copy");
  const [copied, setCopied] = useState<"copied" | "failed" | null>(null);
  const copy = async () => {
    setCopied(await copyText(text));
  };
  return (
    <span className="inline-flex items-center gap-2">
      <Button look="quiet" aria-label={t("copyWhat", { what })} onClick={() => void copy()}>
        <Copy aria-hidden className="size-4" />
        {t("copy")}
      </Button>
      <span aria-live="polite" className="text-soft text-xs leading-4">
        {copied ? t(copied) : ""}
      </span>
    </span>
  );
}
