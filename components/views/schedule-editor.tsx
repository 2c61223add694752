"use client";

import { CalendarClock } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { ScheduleForm, type Wanted } from "@/components/views/schedule-form";
import type { ViewActions } from "@/components/views/types";
import { CommandSaid, useCommand } from "@/components/views/use-command";
import type { ViewName } from "@/lib/views/registry";
import type { Schedule } from "@/lib/views/types";

/** Opens the form, and says that it was saved. */
export function ScheduleEditor({
  view,
  schedule,
  actions,
}: {
  view: ViewName;
  schedule: Schedule;
  actions: ViewActions;
}) {
  const t = useTranslations("schedule");
  const [open, setOpen] = useState(false);
  const wasOpen = useRef(false);
  const focusAgain = useCallback((button: HTMLButtonElement | null) => {
    if (wasOpen.current) button?.focus();
  }, []);
  const show = (shown: boolean) => {
    wasOpen.current = true;
    setOpen(shown);
  };
  const { run, running, said, dialog } = useCommand(actions.confirmPassword);
  const save = async (wanted: Wanted) => {
    const done = await run(
      "save",
      () => actions.scheduleView({ view, ...wanted }),
      () => ({ kind: "good", text: t("saved") }),
    );
    if (done) show(false);
  };
  return (
    <div className="no-print space-y-3">
      {open ? (
        <ScheduleForm
          schedule={schedule}
          pending={running !== null}
          onSave={(wanted) => void save(wanted)}
          onClose={() => show(false)}
        />
      ) : (
        <Button ref={focusAgain} look="plain" onClick={() => show(true)}>
          <CalendarClock aria-hidden className="size-4" />
          {t("edit")}
        </Button>
      )}
      <CommandSaid said={said} running={null} />
      {dialog}
    </div>
  );
}
