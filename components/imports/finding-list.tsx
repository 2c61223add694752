import { Download } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type CheckPlace, checkHref, FINDINGS_A_PAGE, SEVERITIES } from "@/components/imports/check/check-place";
import { ChipLink } from "@/components/imports/chip-link";
import { PageLinks } from "@/components/imports/page-links";
import { readingOf } from "@/components/imports/reading-of";
import { buttonClass } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { cellClass, headClass, ScrollBox } from "@/components/views/scroll-box";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { FindingView } from "@/lib/imports/history";
import type { FindingCode, FindingKind } from "@/lib/imports/types";

export interface FindingCount {
  kind: FindingKind;
  code: FindingCode;
  count: number;
}

const COLUMNS = ["place", "what", "value", "reading", "remedy"] as const;

/** What was remarked, counted and filterable by what it means, each row with its place, value, reason and remedy. */
export function FindingList({
  importId,
  path,
  place,
  counts,
  findings,
  corrected = false,
}: {
  importId: number;
  /** Of the page it stands on. */
  path: string;
  place: CheckPlace;
  /** Of the changed rows only, where the place says so. */
  counts: FindingCount[];
  findings: FindingView[];
  /** A correction changed some rows, and not others. */
  corrected?: boolean;
}) {
  const page = useTranslations("findingList");
  const correction = useTranslations("correction");
  const { code, kind } = place;
  const total = counts
    .filter((one) => (code === null || one.code === code) && (kind === null || one.kind === kind))
    .reduce((sum, one) => sum + one.count, 0);
  return (
    <section id="findings" aria-labelledby="findings-title" className="space-y-4">
      <div className="flex flex-wrap items-center gap-4">
        <h2 id="findings-title" className="mr-auto">
          {page("title")}
        </h2>
        <a href={`/imports/${importId}/findings`} download className={buttonClass("plain")}>
          <Download aria-hidden className="size-4" />
          {page("download")}
        </a>
      </div>
      <FindingFilter path={path} place={place} counts={counts} corrected={corrected} />
      {place.changed && findings.length === 0 ? (
        <Notice kind="good">{correction("nothing")}</Notice>
      ) : (
        <FindingTable findings={findings} />
      )}
      <PageLinks
        page={place.page}
        size={FINDINGS_A_PAGE}
        total={total}
        href={(to) => `${checkHref(path, { ...place, page: to })}#findings`}
      />
    </section>
  );
}

function FindingTable({ findings }: { findings: FindingView[] }) {
  const page = useTranslations("findingList");
  return (
    <ScrollBox label={page("title")} className="-mx-4 sm:mx-0">
      <table className="w-full min-w-[56rem] border-separate border-spacing-0">
        <caption className="sr-only">{page("title")}</caption>
        <thead>
          <tr>
            {COLUMNS.map((name) => (
              <th key={name} scope="col" className={headClass}>
                {page(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {findings.map((finding) => (
            <FindingRow key={finding.seq} finding={finding} />
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function FindingFilter({
  path,
  place,
  counts,
  corrected,
}: {
  path: string;
  place: CheckPlace;
  counts: FindingCount[];
  corrected: boolean;
}) {
  const t = useTranslations("findings");
  const correction = useTranslations("correction");
  const page = useTranslations("findingList");
  const locale = useLocale() as Locale;
  const { code, kind } = place;
  const number = (value: number) => formatInteger(value, locale);
  const to = (wanted: Partial<CheckPlace>) =>
    `${checkHref(path, { ...place, code: null, kind: null, page: 1, ...wanted })}#findings`;
  return (
    <nav aria-label={page("filter")} className="space-y-2">
      <div className="flex flex-wrap gap-2">
        <ChipLink href={to({ changed: false })} current={code === null && kind === null && !place.changed}>
          {page("all")}
        </ChipLink>
        {corrected ? (
          <ChipLink href={to({ changed: !place.changed })} current={place.changed}>
            {correction("onlyChanged")}
          </ChipLink>
        ) : null}
      </div>
      <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[max-content_1fr]">
        {SEVERITIES.map((severity) => {
          const own = counts.filter((one) => one.kind === severity);
          if (own.length === 0) return null;
          return (
            <div key={severity} className="contents">
              <dt className="pt-1">
                <ChipLink
                  href={to({ kind: severity as FindingKind })}
                  current={kind === severity}
                  count={number(own.reduce((sum, one) => sum + one.count, 0))}
                  strong={severity === "rejected"}
                >
                  {page(`kinds.${severity}`)}
                </ChipLink>
              </dt>
              <dd className="flex flex-wrap gap-2 pt-1">
                {own.map((one) => (
                  <ChipLink
                    key={one.code}
                    href={to({ code: one.code })}
                    current={code === one.code}
                    count={number(one.count)}
                  >
                    {t(`${one.code}.title`)}
                  </ChipLink>
                ))}
              </dd>
            </div>
          );
        })}
      </dl>
    </nav>
  );
}

function FindingRow({ finding }: { finding: FindingView }) {
  const t = useTranslations("findings");
  const page = useTranslations("findingList");
  const reading = readingOf(finding);
  return (
    <tr className="hover:bg-sunken">
      <td className={`${cellClass} whitespace-nowrap tabular-nums`}>
        {finding.kolom
          ? page("cell", { row: String(finding.baris), column: finding.kolom })
          : page("row", { row: String(finding.baris) })}
      </td>
      <td className={cellClass}>
        <span className={finding.kind === "rejected" ? "font-medium text-bad" : "font-medium"}>
          {page(`kinds.${finding.kind}`)}
        </span>
        : {t(`${finding.code}.reason`, finding.params)}
      </td>
      <td className={`${cellClass} wrap-anywhere max-w-80 font-mono text-xs`}>{finding.value ?? "–"}</td>
      <td className={`${cellClass} max-w-64 break-words`}>
        {reading.as === "value" ? reading.value : <span className="text-soft">{page(`readings.${reading.as}`)}</span>}
      </td>
      <td className={`${cellClass} max-w-96 text-soft`}>{t(`${finding.code}.remedy`, finding.params)}</td>
    </tr>
  );
}
