"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import type { ImportActions } from "@/components/imports/types";
import { ActFailure, useAct } from "@/components/imports/use-act";
import { Button } from "@/components/ui/button";
import { DialogForm } from "@/components/ui/dialog-form";
import { Notice } from "@/components/ui/notice";
import { formatDateTime, type Locale } from "@/lib/format/locale";
import type { ImportView } from "@/lib/imports/history";
import { columnIndex } from "@/lib/imports/layout";
import type { Field } from "@/lib/imports/types";

/** Says that the file is read by a mapping that somebody saved, with what it holds, and offers to do without. */
export function ProfileNotice({
  importId,
  profile,
  mayForget,
  leaveProfile,
}: {
  importId: number;
  profile: NonNullable<ImportView["profile"]>;
  mayForget: boolean;
  leaveProfile: ImportActions["leaveProfile"];
}) {
  const t = useTranslations("columns");
  const wizard = useTranslations("wizard");
  const locale = useLocale() as Locale;
  const router = useRouter();
  const { act, running, failure } = useAct();
  const [asking, setAsking] = useState(false);
  const leave = async () => {
    if (await act("leave", () => leaveProfile({ importId, forget: false }))) router.refresh();
  };
  const { layout = null, columns = {}, constants = {}, numberFormat = null } = profile.choices;
  const name = (field: string) => t(`fields.${field as Field}`);
  const says = [
    ...Object.entries(columns)
      .toSorted(([, a], [, b]) => position(a) - position(b))
      .map(([field, kolom]) =>
        kolom
          ? t("profile.column", { field: name(field), column: kolom })
          : t("profile.noColumn", { field: name(field) }),
      ),
    ...Object.entries(constants).map(([field, value]) => t("profile.constant", { field: name(field), value })),
    ...(layout ? [t("profile.layout", { layout: t(`layouts.${layout}`) })] : []),
    ...(numberFormat ? [t("profile.numbers", { format: t(`numbers.${numberFormat}`) })] : []),
  ];
  return (
    <Notice
      title={t("profile.title", { by: profile.by ?? wizard("byProgram"), at: formatDateTime(profile.at, locale) })}
      action={
        <div className="flex flex-wrap gap-2">
          <Button look="plain" pending={running !== null} onClick={leave}>
            {t("profile.leave")}
          </Button>
          {mayForget ? (
            <Button look="quiet" disabled={running !== null} onClick={() => setAsking(true)}>
              {t("profile.forget")}
            </Button>
          ) : null}
        </div>
      }
    >
      <p className="text-soft">{t("profile.why")}</p>
      <ul className="flex flex-wrap gap-x-4 gap-y-0.5 pt-1">
        {says.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <ActFailure failure={failure} />
      {asking ? (
        <DialogForm
          title={t("profile.forgetTitle")}
          submit={t("profile.forgetSubmit")}
          look="danger"
          send={() => leaveProfile({ importId, forget: true })}
          onDone={() => router.refresh()}
          onClose={() => setAsking(false)}
        >
          {() => <p className="text-pretty text-soft">{t("profile.forgetHint")}</p>}
        </DialogForm>
      ) : null}
    </Notice>
  );
}

/** In the order of the sheet, those without a column last. */
function position(kolom: string | null): number {
  return kolom === null ? Number.MAX_SAFE_INTEGER : columnIndex(kolom);
}
