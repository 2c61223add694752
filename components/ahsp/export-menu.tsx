import { Download } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { buttonClass } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { Notice } from "@/components/ui/notice";
import type { ErrorCode } from "@/lib/errors";
import { EXPORT_CONTENTS, exportColumns } from "@/lib/export/choices";
import { formatInteger } from "@/lib/format/number";
import { statsTable } from "@/lib/stats/spec";
import type { StatsPage } from "@/lib/stats/types";
import { serialiseQuery, withFilters } from "@/lib/table/url";

/** Why an export does not come; anything else in the URL was written by somebody else. */
const REFUSALS = [
  "EXPORT_BUSY",
  "EXPORT_TOO_LARGE",
  "DATABASE_TIMEOUT",
  "DATABASE_UNAVAILABLE",
  "VIEW_NOT_POPULATED",
  "INTERNAL",
] as const satisfies ErrorCode[];

/**
 * "Ekspor 1.234 AHSP": what is filtered, as a file. A plain form, so it works without script as well; what does not
 * apply to the choice is hidden by style alone.
 * @param props.page as it was answered: its filters, its sort, the columns that are chosen at first, how many match
 * @param props.refused why the export that was asked for did not come: the route sends the browser back with "CODE.number"
 */
export function ExportMenu({
  page: { query, totals, capped, bounded },
  refused,
}: {
  page: Pick<StatsPage, "query" | "totals" | "capped" | "bounded">;
  refused: string | string[] | undefined;
}) {
  const t = useTranslations("export");
  const names = useTranslations("tables.stats.columns");
  const locale = useLocale();
  return (
    <>
      <Menu
        align="end"
        className={buttonClass("plain", "no-print")}
        label={
          <>
            <Download aria-hidden className="size-4" />
            {t("button", { count: `${capped || bounded ? ">" : ""}${formatInteger(totals.ahsp, locale)}` })}
          </>
        }
      >
        <form action="/ahsp/export" className="group/export flex sm:w-80 flex-col gap-4 p-2">
          {[...new URLSearchParams(serialiseQuery(statsTable, withFilters(query, {})))].map(([name, value]) =>
            name === "columns" ? null : <input key={`${name} ${value}`} type="hidden" name={name} value={value} />,
          )}
          <Choices legend={t("content")} hint={t("rincianHint")}>
            {EXPORT_CONTENTS.map((content, i) => (
              <Choice key={content} type="radio" name="content" value={content} defaultChecked={i === 0}>
                {t(`contents.${content}`)}
              </Choice>
            ))}
          </Choices>
          <Choices legend={t("format")} hint={t("formatHint")}>
            <Choice type="radio" name="format" value="xlsx" defaultChecked>
              {t("formats.xlsx")}
            </Choice>
            <Choice type="radio" name="format" value="csv">
              {t("formats.csv")}
            </Choice>
            <label className="hidden items-center gap-2 pl-6 group-has-[[value=csv]:checked]/export:flex">
              <span className="text-soft">{t("separator")}</span>
              <select
                name="separator"
                defaultValue={locale === "id" ? ";" : ","}
                className="min-h-9 min-w-0 flex-1 rounded-md border border-line-strong bg-raised px-2"
              >
                <option value=";">{t("separators.semicolon")}</option>
                <option value=",">{t("separators.comma")}</option>
              </select>
            </label>
          </Choices>
          <div className="group-has-[[value=rincian]:checked]/export:hidden">
            {/* The form sends what is chosen in this order; the key lets it follow the table. */}
            <Choices key={query.columns.join()} legend={t("columns")} columns>
              {exportColumns(query.columns).map((name) => (
                <Choice
                  key={name}
                  type="checkbox"
                  name="columns"
                  value={name}
                  defaultChecked={query.columns.includes(name)}
                >
                  {names(name as "kode_ahsp")}
                </Choice>
              ))}
            </Choices>
          </div>
          {/* In view however low the screen is. */}
          <div className="sticky -bottom-2 -mt-2 -mb-4 bg-raised py-3">
            <button type="submit" className={buttonClass("primary", "w-full")}>
              {t("submit")}
            </button>
          </div>
        </form>
      </Menu>
      {typeof refused === "string" ? <Refused by={refused} /> : null}
    </>
  );
}

function Refused({ by }: { by: string }) {
  const t = useTranslations("export");
  const errors = useTranslations("errors");
  const [code, detail = ""] = by.split(".");
  const known = REFUSALS.find((one) => one === code);
  if (!known || !/^[0-9a-f]{0,16}$/.test(detail)) return null;
  return (
    <div className="basis-full">
      <Notice kind="bad" role="alert" title={t("failed")}>
        {errors(known, { limit: Number(detail), errorId: detail || "–" })}
      </Notice>
    </div>
  );
}

function Choices({
  legend,
  hint,
  columns = false,
  children,
}: {
  legend: string;
  hint?: string;
  columns?: boolean;
  children: ReactNode;
}) {
  return (
    <fieldset>
      <legend className="pb-1 font-medium">{legend}</legend>
      <div className={columns ? "grid grid-cols-2 gap-x-2" : "flex flex-col"}>{children}</div>
      {hint ? <p className="pt-1 text-soft text-xs leading-4">{hint}</p> : null}
    </fieldset>
  );
}

function Choice({
  children,
  ...input
}: {
  type: "radio" | "checkbox";
  name: string;
  value: string;
  defaultChecked?: boolean;
  children: ReactNode;
}) {
  return (
    <label className="flex min-h-8 cursor-pointer items-center gap-2 rounded px-1 hover:bg-sunken">
      <input {...input} className="accent-accent" />
      {children}
    </label>
  );
}
