import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";

/** Instead of the table while no AHSP is stored: where they come from. */
export function NoAhsp() {
  const t = useTranslations("statistics");
  return (
    <Empty
      title={t("empty")}
      action={
        <Link href="/imports" className={buttonClass("primary")}>
          {t("toImports")}
        </Link>
      }
    >
      {t("emptyHint")}
    </Empty>
  );
}
