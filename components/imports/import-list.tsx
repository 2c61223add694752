import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { cellClass, headClass, ScrollBox } from "@/components/views/scroll-box";
import { formatDateTime, type Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { ImportView } from "@/lib/imports/history";

const WORDS = ["file", "kind", "when", "by", "state", "effect"] as const;
const NUMBERS = ["rows", "imported", "rejected"] as const;

/** The imports so far, newest first: who, when, what, and what came of it. */
export function ImportList({ imports }: { imports: ImportView[] }) {
  const t = useTranslations("imports");
  if (imports.length === 0) return <p className="border-line border-t pt-4 text-soft">{t("none")}</p>;
  return (
    <section aria-labelledby="history" className="space-y-2">
      <h2 id="history">{t("history")}</h2>
      <ScrollBox label={t("history")} className="-mx-4 sm:mx-0">
        <table className="w-full min-w-[64rem] border-separate border-spacing-0">
          <caption className="sr-only">{t("history")}</caption>
          <thead>
            <tr>
              {WORDS.map((name) => (
                <th key={name} scope="col" className={headClass}>
                  {t(name)}
                </th>
              ))}
              {NUMBERS.map((name) => (
                <th key={name} scope="col" className={`${headClass} text-right`}>
                  {t(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {imports.map((item) => (
              <ImportRow key={item.id} item={item} />
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}

function ImportRow({ item }: { item: ImportView }) {
  const t = useTranslations("imports");
  const locale = useLocale() as Locale;
  const ledger = (item.report ?? item.plan?.report)?.ledger;
  return (
    <tr className="hover:bg-sunken" data-import={item.id}>
      <th scope="row" className={`${cellClass} wrap-anywhere max-w-80 text-left font-normal`}>
        <Link prefetch={false} href={`/imports/${item.id}`} className="link">
          {item.fileName}
        </Link>
        {item.reverts === null ? null : (
          <span className="block text-soft text-xs leading-4">{t("revertOf", { id: String(item.reverts) })}</span>
        )}
      </th>
      <td className={cellClass}>{ledger || item.reverts !== null ? t(`kinds.${item.kind}`) : "–"}</td>
      <td className={`${cellClass} whitespace-nowrap`}>{formatDateTime(item.createdAt, locale)}</td>
      <td className={cellClass}>{item.by ?? t(`via.${item.via}`)}</td>
      <td className={cellClass}>
        {t(`states.${item.state}`)}
        {item.revertedBy === null ? null : (
          <span className="block text-warn text-xs leading-4">{t("reverted", { id: String(item.revertedBy) })}</span>
        )}
      </td>
      <td className={`${cellClass} min-w-48`}>
        <Effect item={item} />
      </td>
      {NUMBERS.map((name) => (
        <td key={name} className={`${cellClass} numeric`}>
          {ledger ? formatInteger(ledger[name], locale) : "–"}
        </td>
      ))}
    </tr>
  );
}

/** What it changed, or would change, in one line. */
function Effect({ item: { state, report, plan, revertPlan } }: { item: ImportView }) {
  const t = useTranslations("imports");
  const locale = useLocale() as Locale;
  const number = (value: number) => formatInteger(value, locale);
  const told = report ?? plan?.report;
  const words = revertPlan
    ? t("effects.revert", {
        replaced: number(revertPlan.counts.replaced),
        removed: number(revertPlan.counts.removed),
        restored: number(revertPlan.counts.restored),
      })
    : told?.kind === "ahsp"
      ? t("effects.ahsp", { new: number(told.ledger.ahsp.new), changed: number(told.ledger.ahsp.changed) })
      : told
        ? t("effects.companies", { new: number(told.ledger.new), changed: number(told.ledger.changed) })
        : null;
  if (words === null || state === "expired" || state === "failed") return <span className="text-soft">–</span>;
  return state === "committed" ? words : <span className="text-soft">{t("effects.planned", { words })}</span>;
}
