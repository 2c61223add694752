import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button";

/** The person's own file with every finding marked in it. */
export function MarkedFileLink({ importId, format }: { importId: number; format: "xlsx" | "csv" }) {
  const t = useTranslations("wizard");
  return (
    <GivenBack
      href={`/imports/${importId}/workbook`}
      hint={t(format === "csv" ? "check.markedHintCsv" : "check.markedHint")}
    >
      {t("check.marked")}
    </GivenBack>
  );
}

/** A download, with what is in it. */
export function GivenBack({ href, hint, children }: { href: string; hint: string; children: React.ReactNode }) {
  return (
    <div className="space-y-1">
      <a href={href} download className={buttonClass("plain")}>
        <Download aria-hidden className="size-4" />
        {children}
      </a>
      <p className="max-w-prose text-pretty text-soft text-xs leading-4">{hint}</p>
    </div>
  );
}
