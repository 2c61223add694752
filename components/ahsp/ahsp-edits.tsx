import { useLocale, useTranslations } from "next-intl";
import type { EditTarget } from "@/components/ahsp/edit-area";
import { shownValue } from "@/components/ahsp/shown-value";
import { UndoButton } from "@/components/ahsp/undo-button";
import { AHSP_FIELDS, LINE_FIELDS } from "@/lib/ahsp/edit-fields";
import type { Ahsp, AhspEdit, Rincian } from "@/lib/ahsp/types";
import { formatDateTime, type Locale } from "@/lib/format/locale";

/** Every value that was changed by hand, newest first. The newest of a value can be undone while it still stands. */
export function AhspEdits({
  edits,
  ahsp,
  rincian,
  mayEdit,
}: {
  edits: AhspEdit[];
  ahsp: Ahsp;
  rincian: Rincian[];
  mayEdit: boolean;
}) {
  const t = useTranslations("ahsp.edits");
  const names = useTranslations("ahsp.edit");
  const locale = useLocale() as Locale;
  if (edits.length === 0) return null;
  const shown = (edit: AhspEdit, value: string | null) => shownValue(edit.field, value, locale) ?? names("none");
  const newest = new Set<string>();
  return (
    <section aria-labelledby="edits" className="no-print space-y-3">
      <h2 id="edits">{t("title")}</h2>
      <ol className="border-line border-t">
        {edits.map((edit) => {
          const place = `${edit.lineId} ${edit.field}`;
          const target = newest.has(place) ? null : standing(edit, ahsp, rincian);
          newest.add(place);
          const what = t(edit.lineId === null ? "job" : "line", {
            item: edit.uraian_item ?? "",
            field: names(`field.${edit.field}`),
            before: shown(edit, edit.before),
            after: shown(edit, edit.after),
          });
          return (
            <li
              key={edit.id}
              className="flex flex-wrap items-center gap-x-4 border-line border-b py-2"
              data-edited={edit.id}
            >
              <p className="text-soft text-xs tabular-nums">
                {formatDateTime(edit.at, locale)} · {edit.by ?? t("gone")}
              </p>
              <p className="wrap-anywhere min-w-0 grow basis-60">{what}</p>
              {mayEdit && target ? (
                <UndoButton target={target} before={edit.before} after={edit.after} what={what} />
              ) : null}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** The value that an edit changed, when it is still there and still what the edit made of it; else null. */
function standing({ lineId, field, after }: AhspEdit, ahsp: Ahsp, rincian: Rincian[]): EditTarget | null {
  const ofLine = LINE_FIELDS.find((known) => known === field);
  if (lineId !== null && ofLine) {
    const line = rincian.find(({ id }) => id === lineId);
    return line?.[ofLine] === after ? { lineId, field: ofLine } : null;
  }
  const ofAhsp = AHSP_FIELDS.find((known) => known === field);
  return ofAhsp && ahsp[ofAhsp] === after ? { ahspId: ahsp.id, field: ofAhsp } : null;
}
