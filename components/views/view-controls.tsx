"use client";

import { ChartNoAxesColumn, Hammer, type LucideIcon, Power, PowerOff, RefreshCw, ScanSearch } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { Button, type ButtonLook } from "@/components/ui/button";
import type { ViewActions } from "@/components/views/types";
import { CommandSaid, type Said, useCommand } from "@/components/views/use-command";
import { type Role, roleAtLeast } from "@/lib/auth/roles";
import { formatDuration, type Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { RefreshResult, Verification, ViewSummary } from "@/lib/views/types";
import { REFRESH_MODES } from "@/lib/views/types";

type Shown = Pick<ViewSummary, "name" | "exists" | "populated" | "off">;

/** What can be done to a view, each with when to use it. Nothing for those who may only look. */
export function ViewControls({ view, role, actions }: { view: Shown; role: Role; actions: ViewActions }) {
  const t = useTranslations("views");
  const { run, running, said, dialog } = useCommand(actions.confirmPassword);
  if (!roleAtLeast(role, "staff")) return null;
  const admin = roleAtLeast(role, "admin");
  const deeds = { view, actions, run, running };
  return (
    <section aria-label={t("actions")} className="no-print space-y-4">
      {view.exists ? <DailyDeeds {...deeds} /> : null}
      {admin ? <AdminDeeds {...deeds} /> : null}
      {!view.exists && !admin ? <p className="text-soft">{t("askAdmin")}</p> : null}
      <CommandSaid said={said} running={running ? t("running") : null} />
      {dialog}
    </section>
  );
}

interface Deeds {
  view: Shown;
  actions: ViewActions;
  run: ReturnType<typeof useCommand>["run"];
  running: string | null;
}

const LIST = "grid gap-x-8 gap-y-4 sm:grid-cols-2 lg:grid-cols-3";

/** What keeps a view fresh and checks it. */
function DailyDeeds({ view: { name, populated }, actions, run, running }: Deeds) {
  const t = useTranslations("views");
  const names = useTranslations("refresh");
  const locale = useLocale() as Locale;
  const duration = (ms: number) => formatDuration(ms, locale);
  const number = (value: number) => formatInteger(value, locale);
  const refreshed = ({ refresh }: { refresh: RefreshResult }): Said => ({
    kind: "good",
    text: t("said.refreshed", {
      how: names(refresh.joined ? "joined" : "done", { duration: duration(refresh.durationMs) }),
      mode: t(`modes.${refresh.mode}`),
      reason: t(`reasons.${refresh.reason}`),
      rows: number(refresh.rows),
    }),
  });
  const analysed = ({ durationMs }: { durationMs: number }): Said => ({
    kind: "good",
    text: t("said.analysed", { duration: duration(durationMs) }),
  });
  const verified = ({ rows, differences, changed, durationMs }: Verification): Said =>
    differences === 0
      ? { kind: "good", text: t("said.same", { rows: number(rows), duration: duration(durationMs) }) }
      : {
          kind: "warn",
          text: t(changed === 0 ? "said.different" : "said.differentExplained", { differences: number(differences) }),
        };
  const deed = (key: string) => ({ pending: running === key, disabled: running !== null });
  return (
    <ul className={LIST}>
      {REFRESH_MODES.map((mode) => (
        <Deed
          key={mode}
          {...deed(mode)}
          look={mode === "automatic" ? "primary" : "plain"}
          icon={RefreshCw}
          label={names(mode)}
          hint={names(`${mode}Hint`)}
          onClick={() => void run(mode, () => actions.refreshView({ view: name, mode }), refreshed)}
        />
      ))}
      <Deed
        {...deed("analyse")}
        icon={ChartNoAxesColumn}
        label={t("analyse")}
        hint={t("analyseHint")}
        onClick={() => void run("analyse", () => actions.analyseView({ view: name }), analysed)}
      />
      {populated ? (
        <Deed
          {...deed("verify")}
          icon={ScanSearch}
          label={t("verify")}
          hint={t("verifyHint")}
          onClick={() => void run("verify", () => actions.verifyView({ view: name }), verified)}
        />
      ) : null}
    </ul>
  );
}

/** What changes whether and how a view is there. */
function AdminDeeds({ view: { name, exists, off }, actions, run, running }: Deeds) {
  const t = useTranslations("views");
  const on = !off;
  const deed = (key: string) => ({ pending: running === key, disabled: running !== null });
  const rebuilt = ({ views }: { views: string[] }): Said => ({
    kind: "good",
    text: t("said.rebuilt", { views: views.join(", ") }),
  });
  return (
    <ul className={`${LIST} border-line border-t pt-4`}>
      <Deed
        {...deed("rebuild")}
        look={exists ? "plain" : "primary"}
        icon={Hammer}
        label={t(exists ? "rebuild" : "make")}
        hint={t(exists ? "rebuildHint" : "makeHint")}
        onClick={() => void run("rebuild", () => actions.rebuildView({ view: name }), rebuilt)}
      />
      {exists ? (
        <Deed
          {...deed("switch")}
          look={on ? "danger" : "primary"}
          icon={on ? PowerOff : Power}
          label={t(on ? "switchOff" : "switchOn")}
          hint={t(on ? "switchOffHint" : "switchOnHint")}
          onClick={() =>
            void run(
              "switch",
              () => actions.switchView({ view: name, on: !on }),
              (done) => ({ kind: "good", text: t(done.on ? "said.on" : "said.off") }),
            )
          }
        />
      ) : null}
    </ul>
  );
}

function Deed({
  icon: Icon,
  label,
  hint,
  look = "plain",
  pending,
  disabled,
  onClick,
}: {
  icon: LucideIcon;
  label: string;
  hint: string;
  look?: ButtonLook;
  pending: boolean;
  disabled: boolean;
  onClick: () => void;
}) {
  return (
    <li className="space-y-1">
      <Button look={look} pending={pending} disabled={disabled} onClick={onClick}>
        {pending ? null : <Icon aria-hidden className="size-4" />}
        {label}
      </Button>
      <p className="max-w-sm text-pretty text-soft text-xs leading-4">{hint}</p>
    </li>
  );
}
