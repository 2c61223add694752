import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { formatDateTime, type Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { ImportView } from "@/lib/imports/history";

/** The imports so far, newest first. */
export function ImportList({ imports }: { imports: ImportView[] }) {
  const t = useTranslations("imports");
  const locale = useLocale() as Locale;
  if (imports.length === 0) return <p className="border-line border-t pt-4 text-soft">{t("none")}</p>;
  const head = "border-line-strong border-b py-2 pr-6 text-left font-medium text-soft text-xs";
  const cell = "border-line border-b py-2 pr-6 align-top";
  const number = (value: number | undefined) => (value === undefined ? "–" : formatInteger(value, locale));
  return (
    <section className="space-y-2">
      <h2>{t("history")}</h2>
      <div className="overflow-x-auto">
        <table className="w-full min-w-[44rem] border-separate border-spacing-0">
          <thead>
            <tr>
              {(["file", "kind", "when", "by", "state"] as const).map((name) => (
                <th key={name} scope="col" className={head}>
                  {t(name)}
                </th>
              ))}
              {(["rows", "imported", "rejected"] as const).map((name) => (
                <th key={name} scope="col" className={`${head} text-right`}>
                  {t(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {imports.map((item) => (
              <tr key={item.id} className="hover:bg-sunken">
                <td className={`${cell} max-w-80 break-words`}>
                  <Link prefetch={false} href={`/imports/${item.id}`} className="link">
                    {item.fileName}
                  </Link>
                </td>
                <td className={cell}>{item.report ? t(`kinds.${item.kind}`) : "–"}</td>
                <td className={`${cell} whitespace-nowrap`}>{formatDateTime(item.createdAt, locale)}</td>
                <td className={cell}>{item.by ?? t(`via.${item.via}`)}</td>
                <td className={cell}>{t(`states.${item.state}`)}</td>
                <td className={`${cell} numeric`}>{number(item.report?.ledger.rows)}</td>
                <td className={`${cell} numeric`}>{number(item.report?.ledger.imported)}</td>
                <td className={`${cell} numeric`}>{number(item.report?.ledger.rejected)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
