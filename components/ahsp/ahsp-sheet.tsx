import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { AhspChanges } from "@/components/ahsp/ahsp-changes";
import { AhspEdits } from "@/components/ahsp/ahsp-edits";
import { type EditActions, EditArea, type EditTarget } from "@/components/ahsp/edit-area";
import { Editable } from "@/components/ahsp/editable";
import { LineOrigin } from "@/components/ahsp/line-origin";
import type { LineField } from "@/lib/ahsp/edit-fields";
import type { Ahsp, AhspEdit, Rincian } from "@/lib/ahsp/types";
import type { Locale } from "@/lib/format/locale";
import { formatDecimal } from "@/lib/format/number";
import type { AhspOrigin } from "@/lib/imports/origin";
import { FINDING_CODES, KATEGORI } from "@/lib/imports/types";
import { statsTable } from "@/lib/stats/spec";
import { parseQuery, serialiseQuery } from "@/lib/table/url";

/** Findings that the columns show anyway. */
const SHOWN_ELSEWHERE = new Set(["KOEFISIEN_ZERO", "UNIT_MISSING"]);

/**
 * One job as the regulation prints it: A Tenaga Kerja, B Bahan, C Peralatan, and D for the rest.
 * @param actions for those who may change values; without them nothing of that is shown
 */
export function AhspSheet({
  ahsp,
  rincian,
  origin,
  edits,
  actions,
}: {
  ahsp: Ahsp;
  rincian: Rincian[];
  origin: AhspOrigin;
  edits: AhspEdit[];
  actions?: EditActions | undefined;
}) {
  const t = useTranslations("ahsp");
  const mayEdit = actions !== undefined;
  const value = (field: "klasifikasi" | "sub_klasifikasi" | "satuan", none: string) => (
    <Value key={field} mayEdit={mayEdit} target={{ ahspId: ahsp.id, field }} value={ahsp[field]} item={null}>
      {ahsp[field] ?? none}
    </Value>
  );
  const facts = [
    [
      t("sumber"),
      <Link
        key="s"
        prefetch={false}
        className="link"
        href={`/ahsp${serialiseQuery(statsTable, { ...parseQuery(statsTable, {}), filters: { sumber: [ahsp.sumber] } })}`}
      >
        {ahsp.sumber}
      </Link>,
    ],
    [t("klasifikasi"), value("klasifikasi", "–")],
    [t("subKlasifikasi"), value("sub_klasifikasi", "–")],
    [t("satuan"), value("satuan", t("unitUnknown"))],
    [t("sourceFile"), ahsp.source_file ?? "–"],
  ] as const;
  const sheet = (
    <article className="flex flex-col gap-6 px-4 py-6 sm:px-8">
      <header className="space-y-2">
        <Link href="/ahsp" className="link no-print text-xs">
          {t("back")}
        </Link>
        <p className="font-mono text-accent">{ahsp.kode_ahsp}</p>
        <h1 className="max-w-4xl text-pretty">{ahsp.nama_ahsp}</h1>
        <dl className="flex flex-wrap gap-x-8 gap-y-2 pt-2">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt className="pb-1 text-soft text-xs">{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </header>
      {rincian.length === 0 ? (
        <p className="border-line border-y py-8 text-soft">{t("noRincian")}</p>
      ) : (
        <RincianTable rincian={rincian} origins={origin.lines} edits={edits} mayEdit={mayEdit} />
      )}
      <AhspEdits edits={edits} ahsp={ahsp} rincian={rincian} mayEdit={mayEdit} />
      <AhspChanges changes={origin.changes} />
    </article>
  );
  return actions ? <EditArea actions={actions}>{sheet}</EditArea> : sheet;
}

/** A value as it looks, with a pencil for those who may change it. */
function Value({
  mayEdit,
  children,
  ...rest
}: {
  mayEdit: boolean;
  target: EditTarget;
  value: string | null;
  item: string | null;
  children: React.ReactNode;
}) {
  return mayEdit ? <Editable {...rest}>{children}</Editable> : children;
}

interface Shared {
  edits: AhspEdit[];
  mayEdit: boolean;
}

function RincianTable({ rincian, origins, ...shared }: Shared & { rincian: Rincian[]; origins: AhspOrigin["lines"] }) {
  const t = useTranslations("ahsp");
  const head = "border-line-strong border-b px-3 py-2 text-left font-medium text-soft text-xs";
  return (
    <div className="-mx-4 overflow-x-auto sm:-mx-8 print:overflow-visible">
      <table className="w-full min-w-[44rem] border-separate border-spacing-0 print:min-w-0">
        <caption className="sr-only">{t("caption")}</caption>
        <thead>
          <tr>
            <th scope="col" className={`${head} pl-4 sm:pl-8`}>
              {t("kodeItem")}
            </th>
            <th scope="col" className={head}>
              {t("uraian")}
            </th>
            <th scope="col" className={head}>
              {t("satuanItem")}
            </th>
            <th scope="col" className={`${head} text-right`}>
              {t("koefisien")}
            </th>
            <th scope="col" className={`${head} no-print w-80 min-w-56 pr-4 sm:pr-8`}>
              {t("origin")}
            </th>
          </tr>
        </thead>
        {KATEGORI.map((kategori) => {
          const lines = rincian.filter((line) => line.kategori === kategori);
          return lines.length === 0 ? null : (
            <tbody key={kategori}>
              <tr>
                <th
                  colSpan={5}
                  scope="rowgroup"
                  className="border-line border-b px-4 pt-6 pb-2 text-left font-semibold sm:px-8"
                >
                  {t(`kategori.${kategori}`)} <span className="font-normal text-soft tabular-nums">{lines.length}</span>
                </th>
              </tr>
              {lines.map((line) => (
                <Line key={line.id} line={line} origin={origins[line.id]} {...shared} />
              ))}
            </tbody>
          );
        })}
      </table>
    </div>
  );
}

function Line({
  line,
  origin,
  edits,
  mayEdit,
}: Shared & { line: Rincian; origin: AhspOrigin["lines"][number] | undefined }) {
  const t = useTranslations("ahsp");
  const findings = useTranslations("findings");
  const locale = useLocale() as Locale;
  const cell = "border-line border-b px-3 py-(--cell-y) align-top";
  const of = (field: LineField) => ({
    mayEdit,
    target: { lineId: line.id, field },
    value: line[field],
    item: line.uraian_item,
  });
  const remarks = FINDING_CODES.filter((code) => line.findings.includes(code) && !SHOWN_ELSEWHERE.has(code));
  return (
    <tr className="hover:bg-sunken">
      <td className={`${cell} whitespace-nowrap pl-4 font-mono text-[0.8125rem] sm:pl-8`}>
        {line.kode_item ?? "–"}
        {mayEdit ? (
          <div className="no-print text-soft text-xs">
            <Value {...of("kategori")}>{line.kategori}</Value>
          </div>
        ) : null}
      </td>
      <td className={cell}>
        <span className="text-pretty">{line.uraian_item}</span>
        {remarks.map((code) => (
          <Mark key={code}>{findings(`${code}.title`)}</Mark>
        ))}
      </td>
      <td className={cell}>
        <Value {...of("satuan_item")}>{line.missingUnit ? <Mark>{t("missingUnit")}</Mark> : line.satuan_item}</Value>
      </td>
      <td className={`${cell} numeric font-semibold`}>
        <Value {...of("koefisien")}>{formatDecimal(line.koefisien, locale)}</Value>
        {line.zeroCoef ? <Mark>{t("zeroCoef")}</Mark> : null}
      </td>
      <td className={`${cell} no-print pr-4 text-soft text-xs sm:pr-8`}>
        <LineOrigin origin={origin} koefisien={line.koefisien} read={readKoefisien(line, edits)} />
      </td>
    </tr>
  );
}

/** The koefisien as its cell was read, before any edit by hand. */
function readKoefisien({ id, koefisien }: Rincian, edits: AhspEdit[]): string {
  return edits.findLast(({ lineId, field }) => lineId === id && field === "koefisien")?.before ?? koefisien;
}

function Mark({ children }: { children: React.ReactNode }) {
  return (
    <span className="flex items-center gap-1 text-warn text-xs">
      <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
      {children}
    </span>
  );
}
