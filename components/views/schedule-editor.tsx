"use client";

import { CalendarClock } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, inputClass } from "@/components/ui/field";
import {
  cronOf,
  MAX_REFRESH_AFTER,
  PRESETS,
  type Preset,
  presetOf,
  scheduleFaults,
  ZONE_NAMES,
} from "@/components/views/schedule-form";
import { SchedulePreview } from "@/components/views/schedule-preview";
import type { ViewActions } from "@/components/views/types";
import { CommandSaid, useCommand } from "@/components/views/use-command";
import type { ViewName } from "@/lib/views/registry";
import { TIME_ZONES } from "@/lib/views/schedule-words";
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
  const { run, running, said, dialog } = useCommand(actions.confirmPassword);
  const save = async (wanted: Wanted) => {
    const done = await run(
      "save",
      () => actions.scheduleView({ view, ...wanted }),
      () => ({ kind: "good", text: t("saved") }),
    );
    if (done) setOpen(false);
  };
  return (
    <div className="no-print space-y-3">
      {open ? (
        <ScheduleForm
          schedule={schedule}
          pending={running !== null}
          onSave={(wanted) => void save(wanted)}
          onClose={() => setOpen(false)}
        />
      ) : (
        <Button look="plain" onClick={() => setOpen(true)}>
          <CalendarClock aria-hidden className="size-4" />
          {t("edit")}
        </Button>
      )}
      <CommandSaid said={said} running={null} />
      {dialog}
    </div>
  );
}

type Wanted = Omit<Parameters<ViewActions["scheduleView"]>[0], "view">;

function ScheduleForm({
  schedule,
  pending,
  onSave,
  onClose,
}: {
  schedule: Schedule;
  pending: boolean;
  onSave: (wanted: Wanted) => void;
  onClose: () => void;
}) {
  const t = useTranslations("schedule");
  const id = useId();
  const [preset, setPreset] = useState<Preset>(presetOf(schedule.cron));
  const [typed, setTyped] = useState(schedule.cron ?? "0 2 * * *");
  const [zone, setZone] = useState(TIME_ZONES.find((one) => one === schedule.timeZone) ?? TIME_ZONES[0]);
  const [after, setAfter] = useState(schedule.refreshAfter === null ? "" : String(schedule.refreshAfter));
  const cron = cronOf(preset, typed);
  const faults = scheduleFaults(cron, after);
  return (
    <form
      noValidate
      className="max-w-xl space-y-4 border-line border-y py-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (faults.cron || faults.after) {
          event.currentTarget.querySelector<HTMLElement>("[aria-invalid]")?.focus();
          return;
        }
        onSave({ cron, timeZone: zone, refreshAfter: after.trim() === "" ? null : Number(after) });
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <div className="flex flex-col gap-1">
          <label htmlFor={`${id}-preset`} className="font-medium">
            {t("when")}
          </label>
          <select
            id={`${id}-preset`}
            value={preset}
            onChange={(event) => setPreset(PRESETS.find((one) => one === event.target.value) ?? "own")}
            className={inputClass}
          >
            {PRESETS.map((one) => (
              <option key={one} value={one}>
                {t(`presets.${one}`)}
              </option>
            ))}
          </select>
        </div>
        <div className="flex flex-col gap-1">
          <label htmlFor={`${id}-zone`} className="font-medium">
            {t("zone")}
          </label>
          <select
            id={`${id}-zone`}
            value={zone}
            disabled={preset === "never"}
            onChange={(event) => setZone(TIME_ZONES.find((one) => one === event.target.value) ?? zone)}
            className={inputClass}
          >
            {TIME_ZONES.map((one) => (
              <option key={one} value={one}>
                {one === "UTC" ? one : `${ZONE_NAMES[one]} (${one})`}
              </option>
            ))}
          </select>
        </div>
      </div>
      {preset === "own" ? (
        <Field
          label={t("cron")}
          hint={t("cronHint")}
          name="cron"
          value={typed}
          maxLength={100}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
          error={faults.cron ? t(faults.cron) : undefined}
        />
      ) : null}
      <SchedulePreview cron={faults.cron ? null : cron} zone={zone} />
      <Field
        label={t("after")}
        hint={t("afterHint")}
        name="after"
        type="number"
        inputMode="numeric"
        min={1}
        max={MAX_REFRESH_AFTER}
        step={1}
        value={after}
        onChange={(event) => setAfter(event.target.value)}
        error={faults.after ? t(faults.after) : undefined}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" pending={pending}>
          {t("save")}
        </Button>
        <Button look="quiet" disabled={pending} onClick={onClose}>
          {t("close")}
        </Button>
      </div>
    </form>
  );
}
