"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { sameCells } from "@/components/imports/check/suspect-choice";
import { SuspectRow } from "@/components/imports/check/suspect-row";
import type { SuspectCounts } from "@/components/imports/check/suspects-section";
import type { ImportActions, SuspectDecision } from "@/components/imports/types";
import { ActFailure, useAct } from "@/components/imports/use-act";
import { Button } from "@/components/ui/button";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { SuspectView } from "@/lib/imports/session";

const PLACE = "#suspects";

/** The suspects of one page, each with its choice, and decisions about many at once. */
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
  const number = (value: number) => formatInteger(value, locale);
  // After a decision the file is checked again, and its progress takes the place of this page for a moment.
  useEffect(() => {
    if (location.hash === PLACE) document.querySelector(PLACE)?.scrollIntoView();
  }, []);
  const decide = async (name: string, decision: SuspectDecision) => {
    if (!(await act(name, () => decideSuspects({ importId, decision })))) return;
    history.replaceState(null, "", `${location.pathname}${location.search}${PLACE}`);
    router.refresh();
  };
  const [chosen, setChosen] = useState<Record<number, string>>({});
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap gap-2">
        {counts.highUndecided > 0 ? (
          <Button
            pending={running === "high"}
            disabled={running !== null}
            onClick={() => void decide("high", "recommended-high")}
          >
            {t("acceptHigh", { count: counts.highUndecided, number: number(counts.highUndecided) })}
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
      <ActFailure failure={failure} />
      {suspects.length === 0 ? (
        <p className="border-line border-y py-4 text-soft">{t("noneHere")}</p>
      ) : (
        <ol className="border-line border-t">
          {suspects.map((suspect) => {
            const { baris } = suspect;
            const same = sameCells(suspects, suspect);
            return (
              <SuspectRow
                key={baris}
                suspect={suspect}
                chosen={chosen[baris]}
                same={same.length}
                pending={running === String(baris)}
                disabled={running !== null}
                choose={(value) => setChosen({ ...chosen, [baris]: value })}
                save={(value) => void decide(String(baris), { baris: same, value })}
              />
            );
          })}
        </ol>
      )}
    </div>
  );
}
