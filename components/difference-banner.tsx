import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";

/** The alarm that a view differs from its tables for no known reason. @param props.differing rows; 0 shows nothing */
export function DifferenceBanner({ differing, view }: { differing: number; view: string }) {
  const t = useTranslations("difference");
  const locale = useLocale() as Locale;
  if (differing === 0) return null;
  return (
    <Notice
      kind="bad"
      role="alert"
      title={t("title")}
      action={
        <Link prefetch={false} href={`/views/${view}`} className="link">
          {t("link")}
        </Link>
      }
    >
      {t("text", { count: differing, number: formatInteger(differing, locale) })}
    </Notice>
  );
}
