import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { formatDateTime, type Locale } from "@/lib/format/locale";
import type { AhspChange } from "@/lib/imports/origin";

/** Which import brought an AHSP and which changed it since, newest first. */
export function AhspChanges({ changes }: { changes: AhspChange[] }) {
  const t = useTranslations("ahsp.changes");
  const imports = useTranslations("imports");
  const locale = useLocale() as Locale;
  return (
    <section aria-labelledby="changes" className="no-print space-y-3">
      <h2 id="changes">{t("title")}</h2>
      {changes.length === 0 ? null : (
        <ol className="border-line border-t">
          {changes.map((change) => (
            <li
              key={change.importId}
              className="flex flex-wrap items-baseline gap-x-4 border-line border-b py-2"
              data-change={change.importId}
            >
              <p className="wrap-anywhere min-w-0 grow basis-80">
                <span className="font-medium">{t(whatOf(change), { id: String(change.reverts) })}</span>{" "}
                <Link prefetch={false} href={`/imports/${change.importId}`} className="link">
                  {t("import", { id: String(change.importId), file: change.fileName })}
                </Link>
                {change.revertedBy === null ? null : (
                  <>
                    {" · "}
                    <Link prefetch={false} href={`/imports/${change.revertedBy}`} className="link text-warn">
                      {imports("reverted", { id: String(change.revertedBy) })}
                    </Link>
                  </>
                )}
              </p>
              <p className="text-soft text-xs tabular-nums">
                {formatDateTime(change.at, locale)} · {change.by ?? imports(`via.${change.via}`)}
              </p>
            </li>
          ))}
        </ol>
      )}
      {changes.some(({ made }) => made) ? null : <p className="max-w-prose text-soft">{t("before")}</p>}
    </section>
  );
}

/** What an import did with the AHSP: messages `ahsp.changes`. */
function whatOf({ made, reverts }: AhspChange): "made" | "changed" | "restored" | "takenBack" {
  if (reverts !== null) return made ? "restored" : "takenBack";
  return made ? "made" : "changed";
}
