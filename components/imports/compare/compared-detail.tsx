import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { LineCounts } from "@/components/imports/compare/compared-list";
import { cellClass, headClass, ScrollBox } from "@/components/views/scroll-box";
import type { Locale } from "@/lib/format/locale";
import { formatDecimal } from "@/lib/format/number";
import type { ComparedDetail, LineChange } from "@/lib/imports/session";

/** One AHSP, field by field and line by line, as it is stored and as the file has it. */
export function ComparedAhspDetail({ detail, closeHref }: { detail: ComparedDetail; closeHref: string }) {
  const t = useTranslations("compare");
  return (
    <section id="detail" aria-labelledby="detail-title" className="space-y-4 border-line-strong border-y py-6">
      <div className="flex flex-wrap items-start gap-4">
        <div className="min-w-0 flex-1">
          <p className="text-soft">
            <span className="font-mono text-accent">{detail.kode_ahsp}</span> · {detail.sumber}
          </p>
          <h2 id="detail-title" className="wrap-anywhere text-lg">
            {detail.nama_ahsp}
          </h2>
          <p className="tabular-nums">
            {t(`outcomes.${detail.outcome}`)} · <LineCounts lines={detail.lines} />
          </p>
        </div>
        <Link prefetch={false} scroll={false} href={closeHref} className="link">
          {t("detail.close")}
        </Link>
      </div>
      {detail.fields.length > 0 ? <FieldChanges fields={detail.fields} /> : null}
      {detail.lineChanges.length > 0 ? <LineChanges lines={detail.lineChanges} /> : null}
    </section>
  );
}

function FieldChanges({ fields }: { fields: ComparedDetail["fields"] }) {
  const t = useTranslations("compare");
  const none = <span className="text-soft">–</span>;
  return (
    <ScrollBox label={t("detail.fields")} className="-mx-4 sm:mx-0">
      <table className="w-full border-separate border-spacing-0">
        <caption className="sr-only">{t("detail.fields")}</caption>
        <thead>
          <tr>
            {(["field", "before", "after"] as const).map((name) => (
              <th key={name} scope="col" className={headClass}>
                {t(`detail.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fields.map(({ field, before, after }) => (
            <tr key={field}>
              <th scope="row" className={`${cellClass} text-left font-normal text-soft`}>
                {t(`fields.${field}`)}
              </th>
              <td className={`${cellClass} wrap-anywhere`}>{before ?? none}</td>
              <td className={`${cellClass} wrap-anywhere font-medium`}>{after ?? none}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

const LINE_COLUMNS = ["line", "kategori", "item", "unit", "before", "after", "row"] as const;
const NUMBERS: readonly string[] = ["before", "after", "row"];

function LineChanges({ lines }: { lines: LineChange[] }) {
  const t = useTranslations("compare");
  return (
    <ScrollBox label={t("detail.lines")} className="-mx-4 sm:mx-0">
      <table className="w-full min-w-[44rem] border-separate border-spacing-0">
        <caption className="sr-only">{t("detail.lines")}</caption>
        <thead>
          <tr>
            {LINE_COLUMNS.map((name) => (
              <th key={name} scope="col" className={`${headClass} ${NUMBERS.includes(name) ? "text-right" : ""}`}>
                {t(`detail.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines may be alike; their order is the file's
            <LineRow key={index} line={line} />
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function LineRow({ line }: { line: LineChange }) {
  const t = useTranslations("compare");
  const locale = useLocale() as Locale;
  const koefisien = (value: string | null) =>
    value === null ? <span className="text-soft">–</span> : formatDecimal(value, locale);
  const same = line.outcome === "same";
  return (
    <tr className={same ? "text-soft" : ""}>
      <td className={`${cellClass} whitespace-nowrap ${same ? "" : "font-medium"}`}>{t(`lines.${line.outcome}`)}</td>
      <td className={cellClass}>{line.kategori}</td>
      <td className={cellClass}>
        {line.kode_item ? <span className="mr-2 font-mono text-soft text-xs">{line.kode_item}</span> : null}
        <span className="wrap-anywhere">{line.uraian_item}</span>
      </td>
      <td className={cellClass}>{line.satuan_item?.trim() ? line.satuan_item : "–"}</td>
      <td className={`${cellClass} numeric ${line.outcome === "removed" ? "line-through" : ""}`}>
        {koefisien(line.before)}
      </td>
      <td className={`${cellClass} numeric ${same ? "" : "font-semibold"}`}>{koefisien(line.after)}</td>
      <td className={`${cellClass} numeric text-soft`}>{line.baris ?? "–"}</td>
    </tr>
  );
}
