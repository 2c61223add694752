import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SeekForm } from "@/components/data-table/seek-form";
import { Button } from "@/components/ui/button";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { Place } from "@/lib/table/spec";

/** "Baris 51–100 dari 2.305", the way to the other pages, and how many rows a page shows. */
export function Pager({
  before,
  rows,
  total,
  all,
  size,
  sizes,
  previous,
  next,
  onPlace,
  onSize,
  onSeek,
  children,
}: {
  /** How many rows come before the page. */
  before: number;
  /** How many the page has. */
  rows: number;
  total: number;
  /** The same in words: "1.000+" where more match than that. */
  all: string;
  size: number;
  sizes: readonly number[];
  previous: Place;
  next: Place;
  onPlace(place: Place): void;
  onSize(size: number): void;
  /** Absent: the table cannot begin a page at a typed text. */
  onSeek?: ((text: string) => void) | undefined;
  /** Stands before the ways to other pages. */
  children?: ReactNode;
}) {
  const t = useTranslations("pager");
  const locale = useLocale() as Locale;
  const number = (value: number) => formatInteger(value, locale);
  const button = (name: "first" | "previous" | "next" | "last", place: Place, none: boolean) => (
    <Button look="plain" disabled={none} onClick={() => onPlace(place)}>
      {t(name)}
    </Button>
  );
  const [isFirst, isLast] = [before <= 0, before + rows >= total];
  return (
    <nav aria-label={t("label")} className="no-print flex flex-wrap items-center gap-2 px-4 py-3 sm:px-8">
      <p className="mr-auto text-soft tabular-nums">
        {t("place", { from: number(before + 1), to: number(before + rows), total: all })}
      </p>
      {children}
      {onSeek ? <SeekForm onSeek={onSeek} /> : null}
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
      {button("first", { at: "first" }, isFirst)}
      {button("previous", previous, isFirst)}
      {button("next", next, isLast)}
      {button("last", { at: "last" }, isLast)}
    </nav>
  );
}
