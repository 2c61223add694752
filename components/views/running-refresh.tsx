"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { triggerKey } from "@/components/refresh-trigger";
import { Button, Spinner } from "@/components/ui/button";
import type { ViewActions } from "@/components/views/types";
import { CommandSaid, useCommand } from "@/components/views/use-command";
import { type Role, roleAtLeast } from "@/lib/auth/roles";
import { formatDuration, formatTime, type Locale } from "@/lib/format/locale";
import type { ViewName } from "@/lib/views/registry";
import type { RunningRefresh as Running } from "@/lib/views/types";

/** The refresh that runs now: whose it is, since when, what it waits for; an admin may end it. */
export function RunningRefresh({
  view,
  refresh,
  role,
  actions,
}: {
  view: ViewName;
  refresh: Running | null;
  role: Role;
  actions: ViewActions;
}) {
  const t = useTranslations("views");
  const triggers = useTranslations("freshness.trigger");
  const locale = useLocale() as Locale;
  const { run, running, said, dialog } = useCommand(actions.confirmPassword);
  const cancel = () =>
    void run(
      "cancel",
      () => actions.cancelRefresh({ view }),
      ({ cancelled }) => ({ kind: "info", text: t(cancelled ? "said.cancelled" : "said.nothingToCancel") }),
      { atOnce: true },
    );
  return (
    <div className={refresh || said ? "space-y-3 border-line border-y py-4" : undefined}>
      {refresh ? (
        <div className="flex flex-wrap items-center gap-x-8 gap-y-3" data-testid="running">
          <p className="flex items-center gap-3 font-semibold">
            <Spinner />
            {t("runningBy", { who: refresh.by ?? triggers(triggerKey(refresh.trigger)) })}
          </p>
          <p className="tabular-nums">
            {t("runningSince", { time: formatTime(refresh.since, locale) })} <Elapsed since={refresh.since} />
          </p>
          <p className={refresh.waitsFor ? "" : "text-soft"}>
            {refresh.blockedBy.length > 0
              ? t("blockedBy", { what: refresh.waitsFor ?? "–", pids: refresh.blockedBy.join(", ") })
              : refresh.waitsFor
                ? t("waitsFor", { what: refresh.waitsFor })
                : t("works")}
          </p>
          {roleAtLeast(role, "admin") ? (
            <Button look="danger" pending={running !== null} onClick={cancel}>
              {t("cancelRefresh")}
            </Button>
          ) : null}
        </div>
      ) : null}
      <CommandSaid said={said} running={null} />
      {dialog}
    </div>
  );
}

/** Time since then, counting. Nothing before the browser has it: its clock is not the server's. */
function Elapsed({ since }: { since: string }) {
  const locale = useLocale() as Locale;
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  if (now === null) return null;
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1000));
  return <span className="text-soft">({formatDuration(seconds * 1000, locale)})</span>;
}
