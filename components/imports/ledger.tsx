import { useLocale, useTranslations } from "next-intl";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { AhspReport, ImportReport } from "@/lib/imports/report";

const OUTCOMES = ["headings", "new", "changed", "unchanged", "duplicate_identical", "rejected"] as const;

/**
 * Every row of the file in one outcome, as a sum that adds up; and how the file was read.
 * @param props.planned it is not stored yet
 */
export function Ledger({ report, planned = false }: { report: ImportReport; planned?: boolean }) {
  const t = useTranslations("ledger");
  const locale = useLocale() as Locale;
  const number = (value: number) => formatInteger(value, locale);
  const { ledger, reading } = report;
  const shown = OUTCOMES.filter((name) => name !== "headings" || ledger.headings > 0);
  const layout = report.kind === "companies" ? "companies" : reading.layout;
  return (
    <div className="grid gap-8 lg:grid-cols-[minmax(0,28rem)_minmax(0,1fr)]">
      <section className="space-y-2">
        <h2>{t("title")}</h2>
        <table className="w-full" data-testid="ledger">
          <caption className="sr-only">{t("caption")}</caption>
          <tbody>
            {shown.map((name) => (
              <tr key={name} className="border-line border-b">
                <th scope="row" className="py-1.5 text-left font-normal">
                  {t(name)}
                </th>
                <td
                  className={`numeric py-1.5 font-semibold ${name === "rejected" && ledger.rejected > 0 ? "text-bad" : ""}`}
                  data-outcome={name}
                >
                  {number(ledger[name])}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr className="border-line-strong border-t-2">
              <th scope="row" className="py-2 text-left font-semibold">
                {t("rows")}
              </th>
              <td className="numeric py-2 font-semibold text-lg" data-outcome="rows">
                {number(ledger.rows)}
              </td>
            </tr>
          </tfoot>
        </table>
        {ledger.further_lines ? (
          <p className="text-soft text-xs leading-4">{t("furtherLines", { number: number(ledger.further_lines) })}</p>
        ) : null}
        {report.kind === "ahsp" ? <AhspOutcomes ahsp={report.ledger.ahsp} /> : null}
      </section>
      <section className="space-y-4">
        <h2>{t(planned ? "planned" : "imported")}</h2>
        <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-4" data-testid="imported">
          {Object.entries(sumsOf(report)).map(([name, value]) => (
            <div key={name}>
              <dt className="text-soft text-xs">{t(`sums.${name}` as "sums.ahsp")}</dt>
              <dd className="font-semibold text-lg tabular-nums" data-sum={name}>
                {number(value)}
              </dd>
            </div>
          ))}
        </dl>
        <h2>{t("reading")}</h2>
        <ul className="list-disc space-y-1 pl-5 text-soft">
          <li>{t(`layouts.${layout}`, { sheet: reading.sheet ?? "csv", row: reading.headerRow })}</li>
          {report.kind === "ahsp" ? (
            <li>
              {t(
                `numberFormat.${reading.numberFormatFrom === "none" ? "none" : `${reading.numberFormat}_${reading.numberFormatFrom}`}` as "numberFormat.none",
              )}
            </li>
          ) : null}
          <li>
            {t("columns", { list: reading.columns.map((column) => `${column.kolom} ${column.header}`).join(", ") })}
          </li>
        </ul>
      </section>
    </div>
  );
}

/** What of the file stands in the database, by the names of `ledger.sums`. */
function sumsOf(report: ImportReport): Record<string, number> {
  if (report.kind === "companies") return report.imported;
  const { ahsp, rincian, per_kategori, zero_coef, missing_unit } = report.imported;
  return { ahsp, rincian, ...per_kategori, zero_coef, missing_unit };
}

function AhspOutcomes({ ahsp }: { ahsp: AhspReport["ledger"]["ahsp"] }) {
  const t = useTranslations("ledger");
  const locale = useLocale() as Locale;
  const number = (value: number) => formatInteger(value, locale);
  return (
    <>
      <p className="text-soft text-xs leading-4">
        {t("ahsp", { new: number(ahsp.new), changed: number(ahsp.changed), unchanged: number(ahsp.unchanged) })}
      </p>
      {ahsp.held_back > 0 ? <p className="text-warn">{t("heldBack", { count: ahsp.held_back })}</p> : null}
    </>
  );
}
