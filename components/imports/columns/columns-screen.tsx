import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { useErrorSentence } from "@/components/error-sentence";
import { ColumnsForm } from "@/components/imports/columns/columns-form";
import { HeadTable } from "@/components/imports/columns/head-table";
import { ProfileNotice } from "@/components/imports/columns/profile-notice";
import { CorrectedForm } from "@/components/imports/corrected-form";
import { stepPath } from "@/components/imports/step-links";
import type { ImportActions } from "@/components/imports/types";
import { buttonClass } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Folded } from "@/components/views/folded";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { ImportView } from "@/lib/imports/history";
import { type ColumnsView, isReachable } from "@/lib/imports/session";

/** How the file is read, and everything that a person may say about it. */
export function ColumnsScreen({
  item,
  view,
  mayForget,
  actions,
}: {
  item: ImportView;
  view: ColumnsView;
  /** Whether the person may forget the saved mapping for everybody. */
  mayForget: boolean;
  actions: ImportActions;
}) {
  const t = useTranslations("columns");
  const { reading, head } = view;
  return (
    <>
      <ReadingFailure item={item} view={view} />
      {item.profile ? (
        <ProfileNotice
          importId={item.id}
          profile={item.profile}
          mayForget={mayForget}
          leaveProfile={actions.leaveProfile}
        />
      ) : null}
      {reading ? <ReadingInWords view={view} /> : null}
      <ColumnsForm
        key={JSON.stringify([view.choices, reading?.columns, view.savedRules])}
        importId={item.id}
        kind={item.kind}
        csv={item.source ? item.source.format === "csv" : item.failure?.code === "FILE_ENCODING"}
        view={view}
        chooseColumns={actions.chooseColumns}
      />
      {head.length > 0 ? (
        <Folded title={t("head.title")}>
          <HeadTable head={head} headerRow={view.headerRow} />
        </Folded>
      ) : null}
      {reading ? null : (
        <section aria-labelledby="other-file" className="space-y-3 border-line border-t pt-6">
          <h2 id="other-file">{t("otherFile")}</h2>
          <CorrectedForm importId={item.id} upload={actions.uploadCorrected} />
        </section>
      )}
      {isReachable("check", item.facts) ? (
        <p className="border-line border-t pt-4">
          <Link prefetch={false} href={stepPath(item.id, "check")} className={buttonClass("primary")}>
            {t("toCheck")}
          </Link>
        </p>
      ) : null}
    </>
  );
}

/** Codes with a sentence on what to do on this page: messages `columns.remedies`. */
const REMEDIES = [
  "COLUMN_MISSING",
  "COLUMN_TWICE",
  "HEADER_MISSING",
  "NUMBER_FORMAT_AMBIGUOUS",
  "NUMBER_FORMAT_MIXED",
  "FILE_ENCODING",
  "SHEET_MISSING",
  "NO_ROWS",
] as const;

function ReadingFailure({ item, view }: { item: ImportView; view: ColumnsView }) {
  const t = useTranslations("columns");
  const sentence = useErrorSentence();
  const { failure } = item;
  if (view.reading || !failure) return null;
  const remedy = REMEDIES.find((code) => code === failure.code);
  return (
    <Notice kind="bad" role="alert" title={t("unread")}>
      <p>{sentence(failure)}</p>
      <p className="text-soft">
        {t(`remedies.${remedy ?? "other"}`)} <span className="font-mono text-xs">{failure.code}</span>
      </p>
    </Notice>
  );
}

/** The reading in force as sentences: what was found, and why. */
function ReadingInWords({ view: { reading } }: { view: ColumnsView }) {
  const t = useTranslations("columns");
  const ledger = useTranslations("ledger");
  const detection = useTranslations("detection");
  const locale = useLocale() as Locale;
  if (!reading) return null;
  const why = reading.detection;
  return (
    <section aria-labelledby="reading" className="space-y-1">
      <h2 id="reading">{t("reading.title")}</h2>
      <ul className="list-disc space-y-1 pl-5">
        <li>
          {t("reading.table", {
            sheet: reading.sheet ?? "csv",
            row: reading.headerRow > 0 ? formatInteger(reading.headerRow, locale) : "–",
          })}
        </li>
        {why ? (
          <li>
            {t(`layouts.${why.layout}`)}: {detection(why.reason, why.params)}
          </li>
        ) : null}
        {reading.encoding ? <li>{t("reading.encoding", { encoding: reading.encoding })}</li> : null}
        <li>
          {ledger(
            `numberFormat.${reading.numberFormatFrom === "none" ? "none" : `${reading.numberFormat}_${reading.numberFormatFrom}`}` as "numberFormat.none",
          )}
        </li>
      </ul>
    </section>
  );
}
