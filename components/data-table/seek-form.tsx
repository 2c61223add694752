import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { inputClass } from "@/components/ui/field";

/** A box for a code: the page then begins where that code stands, or would stand, in the order. */
export function SeekForm({ onSeek }: { onSeek(text: string): void }) {
  const t = useTranslations("pager");
  return (
    <form
      className="flex items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        const text = String(new FormData(event.currentTarget).get("from") ?? "").trim();
        if (text) onSeek(text);
      }}
    >
      <input
        name="from"
        maxLength={200}
        aria-label={t("seek")}
        placeholder={t("seek")}
        className={`${inputClass} w-36 font-mono`}
      />
      <Button look="plain" type="submit">
        {t("go")}
      </Button>
    </form>
  );
}
