import { useTranslations } from "next-intl";
import { cellClass, headClass, ScrollBox } from "@/components/views/scroll-box";
import { columnLetter } from "@/lib/imports/layout";
import type { ColumnsView } from "@/lib/imports/session";

/** The first rows of the sheet as they are, the row that names the columns marked. */
export function HeadTable({ head, headerRow }: { head: ColumnsView["head"]; headerRow: number | null }) {
  const t = useTranslations("columns");
  const width = Math.max(0, ...head.map(({ cells }) => cells.length));
  const letters = Array.from({ length: width }, (_, index) => columnLetter(index));
  return (
    <ScrollBox label={t("head.title")} className="-mx-4 sm:mx-0">
      <table className="min-w-max border-separate border-spacing-0 text-[0.8125rem]">
        <caption className="sr-only">{t("head.caption")}</caption>
        <thead>
          <tr>
            <th scope="col" className={headClass}>
              {t("head.row")}
            </th>
            {letters.map((letter) => (
              <th key={letter} scope="col" className={headClass}>
                {letter}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {head.map(({ baris, cells }) => {
            const names = baris === headerRow;
            return (
              <tr key={baris} className={names ? "bg-accent-soft font-semibold" : ""}>
                <th scope="row" className={`${cellClass} whitespace-nowrap text-left font-normal tabular-nums`}>
                  {baris}
                  {names ? <span className="block font-semibold text-xs">{t("head.names")}</span> : null}
                </th>
                {letters.map((letter, index) => (
                  <td key={letter} className={`${cellClass} max-w-64 break-words`}>
                    {cells[index] ?? <span className="font-normal text-soft">–</span>}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollBox>
  );
}
