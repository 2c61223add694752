import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { Overview, OverviewCell } from "@/lib/stats/overview";
import { statsTable } from "@/lib/stats/spec";
import { parseQuery, serialiseQuery } from "@/lib/table/url";

const KATEGORI = ["tk", "bhn", "alt", "lain"] as const;
/** Shades of the one accent, told apart by their labels too. */
const SHADE = { tk: "bg-accent", bhn: "bg-accent/60", alt: "bg-accent/30", lain: "bg-line-strong" };

type Filters = Parameters<typeof serialiseQuery<typeof statsTable>>[1]["filters"];
const link = (filters: Filters) => `/ahsp${serialiseQuery(statsTable, { ...parseQuery(statsTable, {}), filters })}`;

/** Totals, the make-up of all lines, and sumber × klasifikasi; every number leads to the rows behind it. */
export function OverviewGrid({ overview }: { overview: Overview }) {
  const t = useTranslations("overview");
  const names = useTranslations("totals");
  const locale = useLocale() as Locale;
  const number = (value: number) => formatInteger(value, locale);
  const { totals, cells } = overview;
  const heroes = [
    ["ahsp", totals.ahsp, link({})],
    ["rincian", totals.rincian, link({})],
    ["zero_coef", totals.zero_coef, link({ anomali: "zero_coef" })],
    ["missing_unit", totals.missing_unit, link({ anomali: "missing_unit" })],
  ] as const;
  return (
    <>
      <dl className="grid grid-cols-2 gap-x-8 gap-y-6 sm:grid-cols-4">
        {heroes.map(([name, value, href], index) => (
          <div key={name} className="flex flex-col-reverse">
            <dt className="text-soft">{names(name)}</dt>
            <dd
              className={`font-semibold text-4xl tabular-nums tracking-tight ${index > 1 && value > 0 ? "text-warn" : ""}`}
              data-total={name}
            >
              <Link href={href} prefetch={false} className="inline-flex items-center gap-2 hover:underline">
                {number(value)}
                {index > 1 && value > 0 ? <TriangleAlert aria-hidden className="size-5" /> : null}
              </Link>
            </dd>
          </div>
        ))}
      </dl>
      <section className="space-y-2">
        <h2>{t("composition")}</h2>
        <div aria-hidden className="flex h-3 overflow-hidden rounded-sm">
          {KATEGORI.map((kategori) => (
            <span
              key={kategori}
              className={SHADE[kategori]}
              style={{ width: `${(100 * totals[kategori]) / Math.max(1, totals.rincian)}%` }}
            />
          ))}
        </div>
        <ul className="flex flex-wrap gap-x-6 gap-y-1">
          {KATEGORI.map((kategori) => (
            <li key={kategori} className="flex items-center gap-2">
              <span aria-hidden className={`size-2.5 rounded-sm ${SHADE[kategori]}`} />
              {names(kategori)} <strong className="tabular-nums">{number(totals[kategori])}</strong>
            </li>
          ))}
        </ul>
      </section>
      <section className="space-y-2">
        <h2>{t("grid")}</h2>
        <Grid cells={cells} number={number} />
      </section>
    </>
  );
}

function Grid({ cells, number }: { cells: OverviewCell[]; number(value: number): string }) {
  const t = useTranslations("overview");
  const sumber = [...new Set(cells.map((cell) => cell.sumber))];
  const klasifikasi = [...new Set(cells.map((cell) => cell.klasifikasi))].sort((a, b) =>
    a === null ? 1 : b === null ? -1 : a.localeCompare(b, "id"),
  );
  const head = "border-line-strong border-b px-3 py-2 font-medium text-soft text-xs";
  return (
    <div className="-mx-4 overflow-x-auto sm:mx-0">
      <table className="w-full border-separate border-spacing-0" data-testid="grid">
        <caption className="sr-only">{t("gridCaption")}</caption>
        <thead>
          <tr>
            <th scope="col" className={`${head} text-left`}>
              {t("sumber")}
            </th>
            {klasifikasi.map((name) => (
              <th key={name ?? "~"} scope="col" className={`${head} min-w-36 text-right`}>
                {name ?? t("noKlasifikasi")}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sumber.map((edition) => (
            <tr key={edition} className="hover:bg-sunken">
              <th scope="row" className="border-line border-b px-3 py-3 text-left align-top font-medium">
                <Link prefetch={false} className="link" href={link({ sumber: [edition] })}>
                  {edition}
                </Link>
              </th>
              {klasifikasi.map((name) => {
                const cell = cells.find((one) => one.sumber === edition && one.klasifikasi === name);
                return (
                  <td key={name ?? "~"} className="numeric border-line border-b px-3 py-3 align-top">
                    {cell ? <GridCell cell={cell} number={number} /> : <span className="text-soft">–</span>}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function GridCell({ cell, number }: { cell: OverviewCell; number(value: number): string }) {
  const t = useTranslations("overview");
  const here = { sumber: [cell.sumber], klasifikasi: [cell.klasifikasi] };
  return (
    <>
      <Link prefetch={false} href={link(here)} className="font-semibold text-base hover:underline">
        {number(cell.ahsp)}
      </Link>
      <span className="block text-soft text-xs">{t("cellRincian", { number: number(cell.rincian) })}</span>
      {cell.anomalous > 0 ? (
        <Link
          prefetch={false}
          href={link({ ...here, anomali: "any" })}
          className="inline-flex items-center gap-1 text-warn text-xs hover:underline"
        >
          <TriangleAlert aria-hidden className="size-3" />
          {t("cellAnomalies", { number: number(cell.anomalous) })}
        </Link>
      ) : null}
    </>
  );
}
