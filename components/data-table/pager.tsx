import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";

/** "Baris 51–100 dari 2.305", the way to the other pages, and how many rows a page shows. */
export function Pager({
  page,
  pages,
  size,
  total,
  sizes,
  onPage,
  onSize,
}: {
  page: number;
  pages: number;
  size: number;
  total: number;
  sizes: readonly number[];
  onPage(page: number): void;
  onSize(size: number): void;
}) {
  const t = useTranslations("pager");
  const locale = useLocale() as Locale;
  const number = (value: number) => formatInteger(value, locale);
  return (
    <nav aria-label={t("label")} className="no-print flex flex-wrap items-center gap-2 px-4 py-3 sm:px-8">
      <p className="mr-auto text-soft tabular-nums">
        {t("place", {
          from: number((page - 1) * size + 1),
          to: number(Math.min(page * size, total)),
          total: number(total),
        })}
      </p>
      <label className="flex items-center gap-2 text-soft">
        {t("size")}
        <select
          value={size}
          onChange={(event) => onSize(Number(event.target.value))}
          className="min-h-9 rounded-md border border-line-strong bg-raised px-2 text-ink"
        >
          {sizes.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      <Button look="plain" disabled={page <= 1} onClick={() => onPage(1)}>
        {t("first")}
      </Button>
      <Button look="plain" disabled={page <= 1} onClick={() => onPage(page - 1)}>
        {t("previous")}
      </Button>
      <Button look="plain" disabled={page >= pages} onClick={() => onPage(page + 1)}>
        {t("next")}
      </Button>
      <Button look="plain" disabled={page >= pages} onClick={() => onPage(pages)}>
        {t("last")}
      </Button>
    </nav>
  );
}
