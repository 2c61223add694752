import { CircleCheck, CircleX, TriangleAlert } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { IndexButton } from "@/components/views/index-button";
import { BreakableName, cellClass, headClass, ScrollBox } from "@/components/views/scroll-box";
import type { ViewActions } from "@/components/views/types";
import { formatBytes, type Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { ViewName } from "@/lib/views/registry";
import type { ViewIndex } from "@/lib/views/types";

const COLUMNS = ["name", "state", "scans", "size"] as const;
const NUMBERS: readonly string[] = ["scans", "size"];
const LOOK = {
  valid: { icon: CircleCheck, className: "text-accent" },
  invalid: { icon: TriangleAlert, className: "text-warn" },
  missing: { icon: CircleX, className: "text-bad" },
};

/** The view's indexes: how large, how often used, and whether each is as it should be. @param props.actions for admins */
export function IndexSection({
  view,
  indexes,
  actions,
}: {
  view: ViewName;
  indexes: ViewIndex[];
  actions: ViewActions | null;
}) {
  const t = useTranslations("views");
  return (
    <section aria-labelledby="indexes" className="space-y-3 border-line border-t pt-6">
      <h2 id="indexes">{t("indexes.title")}</h2>
      <ScrollBox label={t("indexes.caption")} className="-mx-4 sm:mx-0">
        <table className="w-full min-w-2xl border-separate border-spacing-0">
          <caption className="sr-only">{t("indexes.caption")}</caption>
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <th key={column} scope="col" className={`${headClass} ${NUMBERS.includes(column) ? "text-right" : ""}`}>
                  {t(`indexes.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {indexes.map((index) => (
              <IndexLine key={index.name} view={view} index={index} actions={actions} />
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}

function IndexLine({ view, index, actions }: { view: ViewName; index: ViewIndex; actions: ViewActions | null }) {
  const t = useTranslations("views");
  const locale = useLocale() as Locale;
  const { icon: Icon, className } = LOOK[index.state];
  const there = index.state !== "missing";
  return (
    <tr data-index={index.name}>
      <th scope="row" className={`${cellClass} max-w-md text-left font-normal`}>
        <span className="font-mono text-[0.8125rem]">
          <BreakableName name={index.name} />
        </span>
        <span className="block break-words font-mono text-soft text-xs leading-4">{index.definition}</span>
      </th>
      <td className={cellClass}>
        <span className="inline-flex items-center gap-1.5">
          <Icon aria-hidden className={`size-4 shrink-0 ${className}`} />
          {t(`indexes.states.${index.state}`)}
        </span>
        <span className="block text-soft text-xs leading-4">
          {[...(index.unique ? [t("indexes.unique")] : []), ...(index.declared ? [] : [t("indexes.undeclared")])].join(
            " · ",
          )}
        </span>
        {actions && index.declared && index.state !== "valid" ? (
          <IndexButton view={view} index={index.name} actions={actions} />
        ) : null}
      </td>
      <td className={`${cellClass} numeric`}>{there ? formatInteger(index.scans, locale) : "–"}</td>
      <td className={`${cellClass} numeric whitespace-nowrap`}>{there ? formatBytes(index.sizeBytes, locale) : "–"}</td>
    </tr>
  );
}
