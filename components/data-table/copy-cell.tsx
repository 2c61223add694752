import { Copy } from "lucide-react";
import { useTranslations } from "next-intl";

/** The button beside the focused cell. It stands over the edge of the next one, never over what it copies. */
export function CopyCell({ text, last, onCopy }: { text: string; last: boolean; onCopy(): void }) {
  const t = useTranslations("copy");
  return (
    <button
      type="button"
      aria-label={t("copyWhat", { what: text })}
      onClick={onCopy}
      className={`no-print absolute top-0 inline-flex size-6 items-center justify-center border border-line-strong bg-raised text-soft hover:text-ink pointer-coarse:size-9 ${last ? "right-full rounded-l-md" : "left-full rounded-r-md"}`}
    >
      <Copy aria-hidden className="size-3.5" />
    </button>
  );
}
