import { useTranslations } from "next-intl";
import type { SavedViewActions } from "@/components/data-table/saved-views";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { NAME_LIMIT, type SavedView } from "@/lib/saved-views/types";

/** What a person is about to do. */
export type Doing = { what: "save" } | { what: "rename" | "replace" | "remove"; view: SavedView };

/**
 * Asks for the name, or whether it is meant.
 * @param props.here the present query as savedSearch writes it
 * @param props.onDone given the sentence of what was done
 */
export function SavedViewDialog({
  doing,
  here,
  actions,
  onDone,
  onClose,
}: {
  doing: Doing;
  here: string;
  actions: SavedViewActions;
  onDone(said: string): void;
  onClose(): void;
}) {
  const t = useTranslations("savedViews");
  const view = "view" in doing ? doing.view : null;
  const name = view?.name ?? "";
  const typed = (form: FormData) => String(form.get("name") ?? "");
  const common = { title: t(`${doing.what}Title`, { name }), submit: t(`${doing.what}Submit`), onClose };
  if (doing.what === "save" || doing.what === "rename") {
    const send = (form: FormData) =>
      view
        ? actions.renameView({ id: view.id, name: typed(form) })
        : actions.saveView({ name: typed(form), search: here });
    return (
      <DialogForm {...common} send={send} onDone={(data) => onDone(t(`said.${doing.what}`, { name: data.name }))}>
        {(fieldError) => (
          <Field
            label={t("name")}
            hint={view ? undefined : t("hint")}
            name="name"
            defaultValue={name}
            autoComplete="off"
            required
            maxLength={NAME_LIMIT}
            error={fieldError("name")}
          />
        )}
      </DialogForm>
    );
  }
  const { what, view: chosen } = doing;
  const send = () =>
    what === "replace" ? actions.replaceView({ id: chosen.id, search: here }) : actions.removeView({ id: chosen.id });
  return (
    <DialogForm
      {...common}
      look={what === "remove" ? "danger" : "primary"}
      send={send}
      onDone={() => onDone(t(`said.${what}`, { name }))}
    >
      {() => (
        <p className="text-pretty break-words text-soft">
          {t(what === "replace" ? "replaceHint" : "removeHint")} {chosen.shared ? t("everybody") : null}
        </p>
      )}
    </DialogForm>
  );
}
