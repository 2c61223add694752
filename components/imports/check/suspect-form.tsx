"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { type Chosen, choose, decidedValue, sameCells } from "@/components/imports/check/suspect-choice";
import { SuspectRow } from "@/components/imports/check/suspect-row";
import type { SuspectCounts } from "@/components/imports/check/suspects-section";
import type { ImportActions, SuspectDecision } from "@/components/imports/types";
import { ActFailure, useAct } from "@/components/imports/use-act";
import { Button } from "@/components/ui/button";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { SuspectView } from "@/lib/imports/session";

const PLACE = "#suspects";

/** The suspects of one page, each with its choice. Choices are kept from page to page and saved together. */
export function SuspectForm({
  importId,
  suspects,
  counts,
  decideSuspects,
}: {
  importId: number;
  suspects: SuspectView[];
  counts: SuspectCounts;
  decideSuspects: ImportActions["decideSuspects"];
}) {
  const t = useTranslations("suspects");
  const locale = useLocale() as Locale;
  const router = useRouter();
  const { act, running, failure } = useAct();
  const [chosen, setChosen] = useState<Chosen>({});
  const rows = Object.keys(chosen);
  const elsewhere = rows.filter((row) => !suspects.some(({ baris }) => String(baris) === row)).length;
  const counted = (count: number) => ({ count, number: formatInteger(count, locale) });
  // After a decision the file is checked again, and its progress takes the place of this page for a moment.
  useEffect(() => {
    if (location.hash === PLACE) document.querySelector(PLACE)?.scrollIntoView();
  }, []);
  const decide = async (name: string, decision: SuspectDecision) => {
    if (!(await act(name, () => decideSuspects({ importId, decision })))) return;
    setChosen({});
    history.replaceState(null, "", `${location.pathname}${location.search}${PLACE}`);
    router.refresh();
  };
  const save = () => {
    const choices = Object.entries(chosen).map(([baris, value]) => ({ baris: Number(baris), value }));
    void decide("save", { choices });
  };
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap gap-2">
        {counts.highUndecided > 0 ? (
          <Button
            look={rows.length > 0 ? "plain" : "primary"}
            pending={running === "high"}
            disabled={running !== null}
            onClick={() => void decide("high", "recommended-high")}
          >
            {t("acceptHigh", counted(counts.highUndecided))}
          </Button>
        ) : null}
        {counts.undecided > 0 ? (
          <Button
            look="plain"
            pending={running === "keep"}
            disabled={running !== null}
            onClick={() => void decide("keep", "keep-all")}
          >
            {t("keepAll")}
          </Button>
        ) : null}
      </div>
      {suspects.length === 0 ? (
        <p className="border-line border-y py-4 text-soft">{t("noneHere")}</p>
      ) : (
        <ol className="border-line border-t">
          {suspects.map((suspect) => {
            const value = chosen[suspect.baris];
            const now = value === undefined ? decidedValue(suspect) : value;
            const same = typeof value === "string" ? sameCells(suspects, suspect, chosen) : [];
            return (
              <SuspectRow
                key={suspect.baris}
                suspect={suspect}
                now={now}
                changed={value !== undefined}
                same={same.length}
                disabled={running !== null}
                choose={(one) => setChosen(choose(chosen, suspect, one))}
                chooseSame={() => setChosen(same.reduce((all, one) => choose(all, one, now), chosen))}
              />
            );
          })}
        </ol>
      )}
      <ActFailure failure={failure} />
      {rows.length > 0 ? (
        <div className="sticky bottom-14 z-10 -mx-3 sm:bottom-0 flex flex-wrap items-center gap-x-4 gap-y-2 border-line-strong border-t bg-raised p-3">
          <Button pending={running === "save"} disabled={running !== null} onClick={save}>
            {t("save", counted(rows.length))}
          </Button>
          <Button look="plain" disabled={running !== null} onClick={() => setChosen({})}>
            {t("reset")}
          </Button>
          {elsewhere > 0 ? <p className="text-soft">{t("elsewhere", counted(elsewhere))}</p> : null}
        </div>
      ) : null}
    </div>
  );
}
