import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import { PAGE_SIZES, type Place } from "@/lib/technologies/url";

/**
 * "Baris 26–50", the way to the pages around, and how many rows a page shows. Nobody counts all rows for it.
 * @param props.shown rows of this page
 * @param props.href path of another place of the same list
 */
export function PlacePager({
  place: { limit, offset },
  shown,
  hasMore,
  href,
}: {
  place: Place;
  shown: number;
  hasMore: boolean;
  href: (place: Place) => string;
}) {
  const t = useTranslations("pager");
  const own = useTranslations("technologies");
  const locale = useLocale() as Locale;
  const number = (value: number) => formatInteger(value, locale);
  return (
    <nav aria-label={t("label")} className="no-print flex flex-wrap items-center gap-2 px-4 py-3 sm:px-8">
      <p className="mr-auto text-soft tabular-nums">
        {own("place", { from: number(offset + 1), to: number(offset + shown) })}
      </p>
      <p className="flex items-center gap-1 text-soft">
        {t("size")}
        {PAGE_SIZES.map((size) => (
          <Link
            key={size}
            prefetch={false}
            href={href({ limit: size, offset: 0 })}
            aria-current={size === limit ? "true" : undefined}
            className="inline-flex min-h-9 min-w-9 items-center justify-center rounded-md tabular-nums hover:bg-sunken aria-[current]:bg-accent-soft aria-[current]:font-semibold aria-[current]:text-ink"
          >
            {size}
          </Link>
        ))}
      </p>
      <Step href={offset > 0 ? href({ limit, offset: Math.max(0, offset - limit) }) : null}>{t("previous")}</Step>
      <Step href={hasMore ? href({ limit, offset: offset + limit }) : null}>{t("next")}</Step>
    </nav>
  );
}

function Step({ href, children }: { href: string | null; children: React.ReactNode }) {
  if (href === null)
    return (
      <span aria-disabled="true" className={buttonClass("plain", "opacity-50")}>
        {children}
      </span>
    );
  return (
    <Link prefetch={false} href={href} className={buttonClass("plain")}>
      {children}
    </Link>
  );
}
