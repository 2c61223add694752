import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { ChangedAhsp } from "@/lib/stats/changed";
import type { StatsRow } from "@/lib/stats/types";

const COUNTS = [
  "rincian_total",
  "tk_count",
  "bhn_count",
  "alt_count",
  "lain_count",
  "zero_coef_count",
  "missing_unit_count",
] as const;

/** What changed since the snapshot: old and present counts of each AHSP, new and deleted ones among them. */
export function ChangesList({ listed, count }: { listed: ChangedAhsp[]; count: number }) {
  const t = useTranslations("statistics.changes");
  const locale = useLocale() as Locale;
  return (
    <div className="max-h-80 overflow-auto rounded-md border border-line" data-testid="changes-list">
      <table className="w-full text-left">
        <caption className="sr-only">{t("title")}</caption>
        <thead>
          <tr className="text-soft text-xs">
            {(["kode", "nama", "what"] as const).map((name) => (
              <th key={name} scope="col" className="px-3 py-2 font-medium">
                {t(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {listed.map(({ old, now }) => {
            const row = (now ?? old) as StatsRow;
            return (
              <tr key={row.ahsp_id} className="border-line border-t align-top">
                <td className="px-3 py-1.5 font-mono text-[0.8125rem]">
                  {now ? (
                    <Link prefetch={false} href={`/ahsp/${row.ahsp_id}`} className="link">
                      {row.kode_ahsp}
                    </Link>
                  ) : (
                    row.kode_ahsp
                  )}
                </td>
                <td className="px-3 py-1.5">{row.nama_ahsp}</td>
                <td className="px-3 py-1.5 tabular-nums">
                  <Change old={old} now={now} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {count > listed.length ? (
        <p className="px-3 py-2 text-soft">{t("more", { number: formatInteger(count - listed.length, locale) })}</p>
      ) : null}
    </div>
  );
}

function Change({ old, now }: ChangedAhsp) {
  const t = useTranslations();
  const locale = useLocale() as Locale;
  const shown = (value: number) => formatInteger(value, locale);
  if (!now) return t("statistics.changes.deleted");
  const changed = COUNTS.filter((name) => (old?.[name] ?? 0) !== now[name]).map((name) =>
    t("statistics.changes.count", {
      name: t(`tables.stats.columns.${name}`),
      old: old ? shown(old[name]) : "–",
      now: shown(now[name]),
    }),
  );
  if (!old) return [t("statistics.changes.added"), ...changed].join(" · ");
  return changed.length ? changed.join(" · ") : t("statistics.changes.same");
}
