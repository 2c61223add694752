"use client";

import { CircleCheck, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import type { ViewActions } from "@/components/views/types";
import { CommandSaid, useCommand } from "@/components/views/use-command";
import { remedyRole } from "@/components/views/view-words";
import { type Role, roleAtLeast } from "@/lib/auth/roles";
import type { Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import { findingWords } from "@/lib/views/finding-words";
import { VIEWS } from "@/lib/views/registry";
import type { DoctorFinding } from "@/lib/views/types";

/**
 * What the doctor found, each with why it matters and what mends it: by a button for those who may, else by a command.
 * @param props.checks how many things were looked at
 */
export function DoctorPanel({
  findings,
  checks,
  role,
  actions,
}: {
  findings: DoctorFinding[];
  checks: number;
  role: Role;
  actions: ViewActions;
}) {
  const t = useTranslations("doctor");
  const locale = useLocale() as Locale;
  const { run, running, said, dialog } = useCommand(actions.confirmPassword);
  const number = (value: number) => formatInteger(value, locale);
  const apply = (finding: DoctorFinding) => {
    const act = remedyAction(finding, actions);
    if (act)
      void run(keyOf(finding), act, () => ({ kind: "good", text: t("applied") }), {
        atOnce: finding.remedy === "cancel",
      });
  };
  return (
    <section aria-labelledby="doctor" className="space-y-3" data-testid="doctor">
      <h2 id="doctor">{t("title")}</h2>
      {findings.length === 0 ? (
        <p className="flex items-center gap-2">
          <CircleCheck aria-hidden className="size-4 shrink-0 text-accent" />
          {t("allWell", { number: number(checks) })}
        </p>
      ) : (
        <>
          <p className="text-soft">
            {t("found", { count: findings.length, number: number(findings.length), checks: number(checks) })}
          </p>
          <ul className="border-line border-t">
            {findings.map((finding) => (
              <Finding
                key={keyOf(finding)}
                finding={finding}
                role={role}
                pending={running === keyOf(finding)}
                disabled={running !== null}
                onApply={() => apply(finding)}
              />
            ))}
          </ul>
        </>
      )}
      <CommandSaid said={said} running={running ? t("applying") : null} />
      {dialog}
    </section>
  );
}

const keyOf = ({ code, view, params }: DoctorFinding) => `${code} ${view} ${params.index ?? params.setting ?? ""}`;

function remedyAction({ view, remedy, params }: DoctorFinding, actions: ViewActions) {
  if (view === null || remedy === null) return null;
  const act = {
    refresh: () => actions.refreshView({ view, mode: "automatic" }),
    rebuild: () => actions.rebuildView({ view }),
    index: () => actions.createIndex({ view, index: String(params.index) }),
    analyse: () => actions.analyseView({ view }),
    cancel: () => actions.cancelRefresh({ view }),
    "switch-on": () => actions.switchView({ view, on: true }),
  };
  return act[remedy] as () => ReturnType<ViewActions["confirmPassword"]>;
}

function Finding({
  finding,
  role,
  pending,
  disabled,
  onApply,
}: {
  finding: DoctorFinding;
  role: Role;
  pending: boolean;
  disabled: boolean;
  onApply: () => void;
}) {
  const t = useTranslations("doctor");
  const locale = useLocale() as Locale;
  const { code, view, remedy, command } = finding;
  const words = findingWords(finding.params, locale);
  // The doctor does not know how many: then it may be everything.
  if (words.changed === "?") words.changed = t("everything");
  const needed = remedyRole(remedy);
  const label = view ? VIEWS[view].label[locale] : t("database");
  return (
    <li className="flex items-start gap-3 border-line border-b py-4" data-finding={code}>
      <TriangleAlert aria-hidden className="mt-1 size-4 shrink-0 text-warn" />
      <div className="min-w-0 flex-1 space-y-1">
        <h3 className="text-pretty font-semibold">
          {view ? (
            <Link prefetch={false} href={`/views/${view}`} className="link">
              {label}
            </Link>
          ) : (
            label
          )}
          {": "}
          {t(`${code}.title`, words)}
        </h3>
        <p className="max-w-prose text-pretty break-words text-soft">{t(`${code}.reason`, words)}</p>
        <p className="max-w-prose text-pretty break-words">{t(`${code}.remedy`, words)}</p>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 pt-1">
          {remedy && needed && roleAtLeast(role, needed) ? (
            <Button
              look="plain"
              pending={pending}
              disabled={disabled}
              aria-label={`${t(`remedies.${remedy}`)}: ${label}`}
              onClick={onApply}
            >
              {t(`remedies.${remedy}`)}
            </Button>
          ) : null}
          <code className="wrap-anywhere min-w-0 rounded bg-sunken px-2 py-1 font-mono text-xs leading-5">
            {command}
          </code>
          {roleAtLeast(role, "staff") ? <CopyButton text={command} what={command} /> : null}
        </div>
      </div>
    </li>
  );
}
