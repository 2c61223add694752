import Link from "next/link";
import { useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";
import type { Source } from "@/lib/views/types";

/** Says that a page's rows do not come from the view, and why. @param props.view its name */
export function SourceBanner({ source, view }: { source: Source; view: string }) {
  const t = useTranslations("source");
  if (source === "view") return null;
  return (
    <Notice
      kind="warn"
      title={t(`${source}Title`)}
      action={
        <Link prefetch={false} href={`/views/${view}`} className="link">
          {t("link")}
        </Link>
      }
    >
      {t(`${source}Text`)}
    </Notice>
  );
}
