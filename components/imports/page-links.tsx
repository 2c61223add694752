import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";

/** "Baris 51–100 dari 725" and the way to the pages around; nothing where all is on one page. */
export function PageLinks({
  page,
  size,
  total,
  href,
}: {
  /** From 1. */
  page: number;
  size: number;
  total: number;
  href: (page: number) => string;
}) {
  const t = useTranslations("pager");
  const locale = useLocale() as Locale;
  if (total <= size && page === 1) return null;
  const number = (value: number) => formatInteger(value, locale);
  const step = (to: number, words: string) =>
    to < 1 || (to - 1) * size >= total ? (
      <span aria-disabled="true" className={buttonClass("plain", "opacity-50")}>
        {words}
      </span>
    ) : (
      <Link prefetch={false} scroll={false} href={href(to)} className={buttonClass("plain")}>
        {words}
      </Link>
    );
  return (
    <nav aria-label={t("label")} className="flex flex-wrap items-center gap-2">
      <p className="mr-auto text-soft tabular-nums">
        {t("place", {
          from: number(Math.min((page - 1) * size + 1, total)),
          to: number(Math.min(page * size, total)),
          total: number(total),
        })}
      </p>
      {step(page - 1, t("previous"))}
      {step(page + 1, t("next"))}
    </nav>
  );
}
