import { Download } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { FindingCount } from "@/components/imports/import-result";
import { buttonClass } from "@/components/ui/button";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { FindingView } from "@/lib/imports/history";
import type { FindingCode } from "@/lib/imports/types";

/** What was remarked, counted and filterable by kind, each row with its place, value, reason and remedy. */
export function FindingList({
  importId,
  counts,
  findings,
  code,
}: {
  importId: number;
  counts: FindingCount[];
  findings: FindingView[];
  code: FindingCode | null;
}) {
  const t = useTranslations("findings");
  const page = useTranslations("findingList");
  const locale = useLocale() as Locale;
  const total = counts.filter((one) => code === null || one.code === code).reduce((sum, one) => sum + one.count, 0);
  const chip =
    "inline-flex min-h-8 items-center gap-2 rounded-full border border-line-strong px-3 hover:bg-sunken aria-[current=true]:border-accent aria-[current=true]:bg-accent-soft";
  const cell = "border-line border-b py-2 pr-6 align-top";
  return (
    <section className="space-y-4">
      <div className="flex flex-wrap items-center gap-4">
        <h2 className="mr-auto">{page("title")}</h2>
        <a href={`/imports/${importId}/findings`} download className={buttonClass("plain")}>
          <Download aria-hidden className="size-4" />
          {page("download")}
        </a>
      </div>
      <nav aria-label={page("filter")} className="flex flex-wrap gap-2">
        <Link href={`/imports/${importId}`} scroll={false} aria-current={code === null} className={chip}>
          {page("all")}
        </Link>
        {counts.map((one) => (
          <Link
            key={`${one.kind}${one.code}`}
            href={`/imports/${importId}?finding=${one.code}`}
            scroll={false}
            aria-current={code === one.code}
            className={chip}
          >
            {t(`${one.code}.title`)}{" "}
            <span className={`tabular-nums ${one.kind === "rejected" ? "font-semibold text-bad" : "text-soft"}`}>
              {formatInteger(one.count, locale)}
            </span>
          </Link>
        ))}
      </nav>
      <div className="overflow-x-auto">
        <table className="w-full min-w-[48rem] border-separate border-spacing-0">
          <thead>
            <tr>
              {(["place", "what", "value", "remedy"] as const).map((name) => (
                <th
                  key={name}
                  scope="col"
                  className="border-line-strong border-b py-2 pr-6 text-left font-medium text-soft text-xs"
                >
                  {page(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {findings.map((finding) => (
              <tr key={finding.seq} className="hover:bg-sunken">
                <td className={`${cell} whitespace-nowrap tabular-nums`}>
                  {finding.kolom
                    ? page("cell", { row: String(finding.baris), column: finding.kolom })
                    : page("row", { row: String(finding.baris) })}
                </td>
                <td className={cell}>
                  <span className={finding.kind === "rejected" ? "font-medium text-bad" : "font-medium"}>
                    {page(`kinds.${finding.kind}`)}
                  </span>
                  : {t(`${finding.code}.reason`, finding.params)}
                </td>
                <td className={`${cell} max-w-80 break-words font-mono text-xs`}>{finding.value ?? "–"}</td>
                <td className={`${cell} max-w-96 text-soft`}>{t(`${finding.code}.remedy`, finding.params)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {total > findings.length ? (
        <p className="text-soft">
          {page("more", { shown: formatInteger(findings.length, locale), total: formatInteger(total, locale) })}
        </p>
      ) : null}
    </section>
  );
}
