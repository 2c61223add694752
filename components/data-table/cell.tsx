import { TriangleAlert } from "lucide-react";
import { useLocale } from "next-intl";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { Column } from "@/lib/table/spec";

/** One value as its column says. "–" is no value; an anomaly carries a sign beside its colour. */
export function Cell({ column, value }: { column: Column; value: string | number | null }) {
  const locale = useLocale() as Locale;
  if (value === null || value === "") return <span className="text-soft">–</span>;
  // The whole text stands on the row's own page.
  if (column.kind === "text") return <span className="cell-lines">{value}</span>;
  if (column.kind === "code") return <span className="font-mono text-[0.8125rem]">{value}</span>;
  const text = formatInteger(Number(value), locale);
  if (value === 0) return <span className="text-soft">0</span>;
  if (!column.anomaly) return text;
  return (
    <span className="inline-flex items-center gap-1 font-semibold text-warn">
      <TriangleAlert aria-hidden className="size-3.5" />
      {text}
    </span>
  );
}
