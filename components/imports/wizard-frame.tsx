import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { DiscardButton } from "@/components/imports/discard-button";
import { ImportProgress } from "@/components/imports/import-progress";
import { StepBar } from "@/components/imports/step-bar";
import type { ImportActions } from "@/components/imports/types";
import { Notice } from "@/components/ui/notice";
import { formatBytes, formatDateTime, type Locale } from "@/lib/format/locale";
import type { ImportView } from "@/lib/imports/history";
import type { Step } from "@/lib/imports/session";

/** States in which the portal works, and there is nothing to show or decide yet. */
const WORKING: readonly ImportView["state"][] = ["queued", "reading", "writing"];

/** Imports of the same bytes that are named; there may be more. */
const NAMED = 3;

/**
 * What stands around every step of an import: which file, where it is, how to discard it. While the portal works on it,
 * its progress stands in place of the step.
 */
export function WizardFrame({
  item,
  at,
  mine,
  actions,
  children,
}: {
  item: ImportView;
  /** The step that is shown; null: none of them. */
  at: Step | null;
  /** The person may discard it. */
  mine: boolean;
  actions: Pick<ImportActions, "discardImport">;
  children: React.ReactNode;
}) {
  const working = WORKING.includes(item.state);
  const waiting = item.state === "open";
  return (
    <article className="flex flex-col gap-6 px-4 py-6 sm:px-8">
      <WizardHeader item={item} />
      {at === null ? null : (
        <StepBar
          id={item.id}
          facts={item.facts}
          at={at}
          expiresAt={waiting ? item.expiresAt : null}
          revert={item.reverts !== null}
        />
      )}
      {working || (item.state === "committed" && !item.ended) ? <ImportProgress item={item} /> : null}
      {working ? null : children}
      {waiting && mine ? (
        <footer className="border-line border-t pt-4">
          <DiscardButton importId={item.id} revert={item.reverts !== null} discardImport={actions.discardImport} />
        </footer>
      ) : null}
    </article>
  );
}

function WizardHeader({ item }: { item: ImportView }) {
  const t = useTranslations("wizard");
  const imports = useTranslations("imports");
  const locale = useLocale() as Locale;
  const { reverts, sizeBytes, sha256, earlier } = item;
  const by = item.by ?? imports(`via.${item.via}`);
  const when = formatDateTime(item.createdAt, locale);
  return (
    <header className="space-y-1">
      <Link href="/imports" className="link text-xs">
        {imports("back")}
      </Link>
      <h1 className="wrap-anywhere">{reverts === null ? item.fileName : t("revertOf", { file: item.fileName })}</h1>
      <p className="text-soft">
        {sizeBytes === null
          ? t("begun", { when, by })
          : imports("uploaded", { when, by, size: formatBytes(sizeBytes, locale) })}
        {reverts === null ? null : (
          <>
            {" · "}
            <Link prefetch={false} href={`/imports/${reverts}`} className="link">
              {t("theImport", { id: String(reverts) })}
            </Link>
          </>
        )}
      </p>
      {sha256 ? <p className="break-all font-mono text-soft text-xs">SHA-256 {sha256}</p> : null}
      {earlier.length > 0 ? (
        <div className="pt-2">
          <Notice title={t("earlier")}>
            <ul>
              {earlier.slice(-NAMED).map((one) => (
                <li key={one.id}>
                  <Link prefetch={false} href={`/imports/${one.id}`} className="link">
                    {t("earlierOne", { when: formatDateTime(one.at, locale), by: one.by ?? t("byProgram") })}
                  </Link>
                </li>
              ))}
            </ul>
          </Notice>
        </div>
      ) : null}
    </header>
  );
}
