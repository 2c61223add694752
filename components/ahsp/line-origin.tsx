import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { cellText, readAs } from "@/components/ahsp/cell-reading";
import { formatDateTime, type Locale } from "@/lib/format/locale";
import { formatDecimal } from "@/lib/format/number";
import type { LineOrigin as Origin } from "@/lib/imports/origin";

/**
 * The cell that the koefisien of a line was read from, folded away under its place.
 * @param read the koefisien that was read there; another one than `koefisien` when it was changed by hand since
 */
export function LineOrigin({
  origin,
  koefisien,
  read: wasRead,
}: {
  origin: Origin | undefined;
  koefisien: string;
  read: string;
}) {
  const t = useTranslations("ahsp");
  const locale = useLocale() as Locale;
  if (!origin) return <span>{t("cell.none")}</span>;
  const { importId, fileName, sheet, baris, kolom, kept, repairedFrom, decision } = origin;
  const row = String(baris);
  const who = decision?.by ?? t("cell.somebody");
  const when = decision ? formatDateTime(decision.at, locale) : "–";
  const read = readAs(origin);
  const facts: [name: string, value: React.ReactNode][] = [
    [
      t("cell.file"),
      <Link key="file" prefetch={false} className="link wrap-anywhere" href={`/imports/${importId}`}>
        {fileName}
      </Link>,
    ],
    ...(sheet === null ? [] : [[t("cell.sheet"), sheet] as [string, string]]),
    [
      t("cell.raw"),
      kept ? (
        <code key="raw" className="wrap-anywhere whitespace-pre-wrap font-mono text-ink">
          {cellText(origin.cell)}
        </code>
      ) : (
        t("cell.gone")
      ),
    ],
    ...(read === null ? [] : [[t("cell.read"), t(`cell.reads.${read}`)] as [string, string]]),
    ...(repairedFrom === null
      ? []
      : [
          [
            t("cell.repaired"),
            t(decision ? "cell.repair" : "cell.repairOnly", {
              raw: repairedFrom,
              value: formatDecimal(wasRead, locale),
              who,
              when,
            }),
          ] as [string, string],
        ]),
    ...(repairedFrom === null && decision
      ? [[t("cell.repaired"), t("cell.asIs", { who, when })] as [string, string]]
      : []),
    ...(wasRead === koefisien
      ? []
      : [[t("cell.edited"), t("cell.editedFrom", { value: formatDecimal(wasRead, locale) })] as [string, string]]),
  ];
  return (
    <details className="group">
      <summary className="inline-flex min-h-6 items-center gap-1 whitespace-nowrap rounded-sm text-soft tabular-nums hover:text-ink">
        <ChevronRight aria-hidden className="size-3.5 shrink-0 transition-transform group-open:rotate-90" />
        {kolom === null ? t("cell.row", { row }) : t("cell.at", { row, column: kolom })}
      </summary>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 py-2 pl-5">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-soft">{name}</dt>
            <dd className="wrap-anywhere min-w-0 text-ink">{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
