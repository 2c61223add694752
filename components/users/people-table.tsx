import { Ban, CircleCheck } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import type { Doing } from "@/components/users/person-dialog";
import { type PersonRow, ROLE_KEY } from "@/components/users/types";
import { formatDateTime, type Locale } from "@/lib/format/locale";

/** Everyone, a line each. It scrolls in itself where the window is narrow. */
export function PeopleTable({
  people,
  selfId,
  onDo,
}: {
  people: PersonRow[];
  selfId: string;
  onDo: (doing: Doing) => void;
}) {
  const t = useTranslations("users");
  const head = "border-line-strong border-b py-2 pr-6 font-medium text-soft text-xs";
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section aria-label={t("title")} tabIndex={0} className="relative overflow-x-auto">
      <table className="w-full min-w-4xl border-separate border-spacing-0 text-left">
        <caption className="sr-only">{t("title")}</caption>
        <thead>
          <tr>
            {(["name", "email", "role", "state", "lastSeen"] as const).map((column) => (
              <th key={column} scope="col" className={head}>
                {t(column)}
              </th>
            ))}
            <th scope="col" className={head}>
              <span className="sr-only">{t("actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <PersonLine key={person.id} person={person} self={person.id === selfId} onDo={onDo} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function PersonLine({ person, self, onDo }: { person: PersonRow; self: boolean; onDo: (doing: Doing) => void }) {
  const t = useTranslations("users");
  const locale = useLocale() as Locale;
  const cell = "border-line border-b py-2";
  const act = (what: "role" | "disable" | "enable" | "reset", label: string) => (
    <Button look="quiet" aria-label={`${label}: ${person.name}`} onClick={() => onDo({ what, person })}>
      {label}
    </Button>
  );
  return (
    <tr className={person.disabledAt ? "text-soft" : undefined}>
      <th scope="row" className={`${cell} max-w-64 break-words pr-6 font-medium`}>
        {person.name}
        {self ? <span className="ml-2 font-normal text-soft text-xs">({t("you")})</span> : null}
      </th>
      <td className={`${cell} max-w-72 break-words pr-6`}>{person.email}</td>
      <td className={`${cell} pr-6`}>{t(ROLE_KEY[person.role])}</td>
      <td className={`${cell} min-w-40 pr-6`}>
        <span className="inline-flex items-center gap-2">
          {person.disabledAt ? (
            <Ban aria-hidden className="size-4 shrink-0 text-warn" />
          ) : (
            <CircleCheck aria-hidden className="size-4 shrink-0 text-accent" />
          )}
          {person.disabledAt ? t("disabledSince", { time: formatDateTime(person.disabledAt, locale) }) : t("active")}
        </span>
      </td>
      <td className={`${cell} whitespace-nowrap pr-6 tabular-nums`}>
        {person.lastSeenAt ? formatDateTime(person.lastSeenAt, locale) : t("never")}
      </td>
      <td className={`${cell} whitespace-nowrap text-right`}>
        {act("role", t("changeRole"))}
        {self ? (
          <Link href="/account" className="link px-3">
            {t("ownAccount")}
          </Link>
        ) : (
          <>
            {act("reset", t("resetPassword"))}
            {person.disabledAt ? act("enable", t("enable")) : act("disable", t("disable"))}
          </>
        )}
      </td>
    </tr>
  );
}
