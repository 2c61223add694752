"use client";

import { useTranslations } from "next-intl";
import type { Answer } from "@/components/failure";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { RoleChoice } from "@/components/users/role-choice";
import type { PeopleActions, PersonRow } from "@/components/users/types";

/** What is being done to whom. */
export type Doing = { what: "add" } | { what: "role" | "disable" | "enable" | "reset"; person: PersonRow };
/** `password` is there when one was made. */
export type Done = { said: string; name: string; password?: string };

/** The dialog of one thing that an admin does to a person. */
export function PersonDialog({
  doing,
  actions,
  guarded,
  onDone,
  onClose,
}: {
  doing: Doing;
  actions: PeopleActions;
  guarded: <T>(act: () => Promise<Answer<T>>) => Promise<Answer<T> | null>;
  onDone: (done: Done) => void;
  onClose: () => void;
}) {
  const t = useTranslations("users");
  if (doing.what === "add") {
    return (
      <DialogForm
        title={t("addTitle")}
        submit={t("create")}
        send={(form) => guarded(() => actions.create(form))}
        onDone={({ password }, form) => {
          const name = String(form.get("name") ?? "").trim();
          onDone({ said: t("created", { name }), name, password });
        }}
        onClose={onClose}
      >
        {(fieldError) => (
          <>
            <Field
              label={t("name")}
              name="name"
              autoComplete="off"
              required
              maxLength={100}
              error={fieldError("name")}
            />
            <Field
              label={t("email")}
              name="email"
              type="email"
              autoComplete="off"
              required
              maxLength={254}
              error={fieldError("email")}
            />
            <RoleChoice chosen="viewer" />
          </>
        )}
      </DialogForm>
    );
  }
  const { id, name, role } = doing.person;
  if (doing.what === "role") {
    return (
      <DialogForm
        title={t("roleTitle", { name })}
        submit={t("save")}
        send={(form) => guarded(() => actions.changeRole(form))}
        onDone={() => onDone({ said: t("roleChanged", { name }), name })}
        onClose={onClose}
      >
        {() => (
          <>
            <input type="hidden" name="id" value={id} />
            <RoleChoice chosen={role} />
          </>
        )}
      </DialogForm>
    );
  }
  if (doing.what === "reset") {
    return (
      <DialogForm
        title={t("resetPassword")}
        submit={t("resetPassword")}
        look="danger"
        send={() => guarded(() => actions.resetPassword({ id }))}
        onDone={({ password }) => onDone({ said: t("wasReset", { name }), name, password })}
        onClose={onClose}
      >
        {() => <p className="text-pretty break-words">{t("resetConfirm", { name })}</p>}
      </DialogForm>
    );
  }
  const disabled = doing.what === "disable";
  return (
    <DialogForm
      title={t(doing.what)}
      submit={t(doing.what)}
      look={disabled ? "danger" : "primary"}
      send={() => guarded(() => actions.setDisabled({ id, disabled }))}
      onDone={() => onDone({ said: t(disabled ? "wasDisabled" : "wasEnabled", { name }), name })}
      onClose={onClose}
    >
      {() => <p className="text-pretty break-words">{t(disabled ? "disableConfirm" : "enableConfirm", { name })}</p>}
    </DialogForm>
  );
}
