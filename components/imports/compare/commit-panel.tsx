"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useId } from "react";
import { CommitButton } from "@/components/imports/compare/commit-button";
import type { Blocked } from "@/components/imports/compare/plan-facts";
import type { ImportActions } from "@/components/imports/types";
import { ActFailure, useAct } from "@/components/imports/use-act";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { ImportKind } from "@/lib/imports/types";

/** What of the plan is wanted, and the commit with the number of its changes. A choice makes the plan anew. */
export function CommitPanel({
  importId,
  kind,
  changes,
  blocked,
  rejected,
  missing,
  onlyGoodRows,
  removeMissing,
  missingHref,
  actions,
}: {
  importId: number;
  kind: ImportKind;
  changes: number;
  blocked: Blocked | null;
  rejected: number;
  missing: number;
  onlyGoodRows: boolean;
  removeMissing: boolean;
  missingHref: string;
  actions: Pick<ImportActions, "planImport" | "commitImport">;
}) {
  const t = useTranslations("compare");
  const locale = useLocale() as Locale;
  const router = useRouter();
  const id = useId();
  const { act, running, failure } = useAct();
  const number = (count: number) => ({ count, number: formatInteger(count, locale) });
  const choose = async (part: Partial<{ onlyGoodRows: boolean; removeMissing: boolean }>) => {
    if (await act("plan", () => actions.planImport({ importId, onlyGoodRows, removeMissing, ...part }))) {
      router.refresh();
    }
  };
  // An AHSP whose rows were rejected would seem missing.
  const mayRemove = rejected === 0;
  return (
    <section aria-labelledby={`${id}-title`} className="space-y-4 border-line border-y py-6">
      <h2 id={`${id}-title`}>{t("commit.title")}</h2>
      {rejected > 0 ? (
        <fieldset disabled={running !== null} className="min-w-0 space-y-1">
          <legend className="font-medium">{t("choices.rejected", number(rejected))}</legend>
          {[true, false].map((good) => (
            <label key={String(good)} className="flex min-h-6 items-start gap-2">
              <input
                type="radio"
                name="onlyGoodRows"
                checked={onlyGoodRows === good}
                onChange={() => void choose({ onlyGoodRows: good })}
                className="mt-1.5 accent-accent"
              />
              {t(good ? "choices.onlyGood" : "choices.allOrNothing")}
            </label>
          ))}
        </fieldset>
      ) : null}
      {missing > 0 ? (
        <div>
          <label className="flex min-h-6 items-start gap-2">
            <input
              type="checkbox"
              checked={removeMissing}
              disabled={running !== null || (!mayRemove && !removeMissing)}
              onChange={(event) => void choose({ removeMissing: event.target.checked })}
              aria-describedby={`${id}-missing`}
              className="mt-1.5 accent-accent"
            />
            {t("choices.remove", number(missing))}
          </label>
          <p id={`${id}-missing`} className="pl-6 text-soft">
            {t(mayRemove ? "choices.removeHint" : "choices.removeNeedsWholeFile")}{" "}
            <Link prefetch={false} scroll={false} href={missingHref} className="link">
              {t("choices.which")}
            </Link>
          </p>
        </div>
      ) : null}
      <ActFailure failure={failure} />
      <CommitButton
        importId={importId}
        words={t(kind === "companies" ? "commit.companies" : "commit.ahsp", number(changes))}
        reason={blocked ? t(`blocked.${blocked}`) : null}
        disabled={running !== null}
        commitImport={actions.commitImport}
      />
    </section>
  );
}
