import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { cellClass } from "@/components/views/scroll-box";
import { formatDateTime, type Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { ImportLine } from "@/lib/imports/list";

const MEASURES = ["ahsp", "rincian"] as const;

/** One import of the history. */
export function ImportRow({
  item,
  counts,
}: {
  item: ImportLine;
  counts: readonly (keyof NonNullable<ImportLine["counts"]>)[];
}) {
  const t = useTranslations("imports");
  const locale = useLocale() as Locale;
  return (
    <tr className="hover:bg-sunken" data-import={item.id}>
      <th scope="row" className={`${cellClass} wrap-anywhere min-w-56 max-w-80 text-left font-normal`}>
        <Link prefetch={false} href={`/imports/${item.id}`} className="link">
          {item.fileName}
        </Link>
        <span className="block text-soft text-xs leading-4">
          {t("number", { id: String(item.id) })}
          {item.kind === "companies" ? ` · ${t("kinds.companies")}` : null}
          {item.reverts === null ? null : (
            <>
              {" · "}
              <Link prefetch={false} href={`/imports/${item.reverts}`} className="link">
                {t("revertOf", { id: String(item.reverts) })}
              </Link>
            </>
          )}
        </span>
      </th>
      <td className={`${cellClass} whitespace-nowrap`}>{formatDateTime(item.createdAt, locale)}</td>
      <td className={cellClass}>{item.by ?? t(`via.${item.via}`)}</td>
      <td className={`${cellClass} min-w-36`}>
        {t(`states.${item.state}`)}
        {item.expiresAt === null ? null : (
          <span className="block text-soft text-xs leading-4">
            {t("until", { time: formatDateTime(item.expiresAt, locale) })}
          </span>
        )}
        {item.revertedBy === null ? null : (
          <Link
            prefetch={false}
            href={`/imports/${item.revertedBy}`}
            className="link block text-warn text-xs leading-4"
          >
            {t("reverted", { id: String(item.revertedBy) })}
          </Link>
        )}
      </td>
      {counts.map((name) => {
        const count = item.counts?.[name];
        return (
          <td
            key={name}
            className={`${cellClass} numeric ${name === "rejected" && count ? "font-semibold text-bad" : ""}`}
          >
            {count === undefined ? "–" : formatInteger(count, locale)}
          </td>
        );
      })}
      <td className={`${cellClass} min-w-56 pl-6 tabular-nums`}>
        <Effect item={item} />
      </td>
    </tr>
  );
}

/** What it changed in the statistics, or would change, in short. */
function Effect({ item: { state, kind, counts, reverted, effect } }: { item: ImportLine }) {
  const t = useTranslations("imports");
  const locale = useLocale() as Locale;
  const number = (value: number) => formatInteger(value, locale);
  if (state === "expired" || state === "failed" || (counts === null && reverted === null))
    return <span className="text-soft">–</span>;
  const lines: string[] = reverted
    ? [
        t("effects.revert", {
          replaced: number(reverted.replaced),
          removed: number(reverted.removed),
          restored: number(reverted.restored),
        }),
      ]
    : kind === "companies"
      ? [t("effects.companies", { new: number(counts?.new ?? 0), changed: number(counts?.changed ?? 0) })]
      : [];
  for (const name of MEASURES) {
    const change = effect?.[name];
    if (change && change.before !== change.after) {
      lines.push(t(`effects.${name}`, { before: number(change.before), after: number(change.after) }));
    }
  }
  if (lines.length === 0) lines.push(t((counts?.changed ?? 0) > 0 ? "effects.sameCounts" : "effects.none"));
  const planned = state !== "committed";
  return (
    <div className={planned ? "text-soft" : ""}>
      {planned ? <p className="text-xs leading-4">{t("effects.planned")}</p> : null}
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}
