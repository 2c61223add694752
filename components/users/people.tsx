"use client";

import { UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { usePasswordAgain } from "@/components/account/use-password-again";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PasswordOnce } from "@/components/users/password-once";
import { PeopleTable } from "@/components/users/people-table";
import { type Doing, type Done, PersonDialog } from "@/components/users/person-dialog";
import { type PeopleActions, type PersonRow, ROLE_KEY } from "@/components/users/types";
import { ROLES } from "@/lib/auth/roles";

/** Who may sign in: the list, and what an admin can do about it. */
export function People({ people, selfId, actions }: { people: PersonRow[]; selfId: string; actions: PeopleActions }) {
  const t = useTranslations("users");
  const [doing, setDoing] = useState<Doing | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const { guarded, dialog } = usePasswordAgain(actions.confirmPassword);
  const begin = (what: Doing) => {
    setDone(null);
    setDoing(what);
  };
  const finish = (what: Done) => {
    setDoing(null);
    setDone(what);
  };
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-4">
        <dl className="flex flex-wrap gap-x-8 gap-y-2">
          {ROLES.map((role) => (
            <div key={role} className="flex flex-col-reverse">
              <dt className="text-soft text-xs leading-4">{t(ROLE_KEY[role])}</dt>
              <dd className="font-semibold text-2xl tabular-nums">
                {people.filter((person) => person.role === role && !person.disabledAt).length}
              </dd>
            </div>
          ))}
          <div className="flex flex-col-reverse">
            <dt className="text-soft text-xs leading-4">{t("disabled")}</dt>
            <dd className="font-semibold text-2xl text-soft tabular-nums">
              {people.filter((person) => person.disabledAt).length}
            </dd>
          </div>
        </dl>
        <Button onClick={() => begin({ what: "add" })}>
          <UserPlus aria-hidden className="size-4" />
          {t("add")}
        </Button>
      </div>
      <div aria-live="polite">{done ? <Notice kind="good">{done.said}</Notice> : null}</div>
      <PeopleTable people={people} selfId={selfId} onDo={begin} />
      {doing ? (
        <PersonDialog
          doing={doing}
          actions={actions}
          guarded={guarded}
          onDone={finish}
          onClose={() => setDoing(null)}
        />
      ) : null}
      {done?.password ? (
        <PasswordOnce
          name={done.name}
          password={done.password}
          onClose={() => setDone({ said: done.said, name: done.name })}
        />
      ) : null}
      {dialog}
    </>
  );
}
