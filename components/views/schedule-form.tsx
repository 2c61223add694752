"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, inputClass } from "@/components/ui/field";
import { cronOf, PRESETS, type Preset, presetOf, scheduleFaults, ZONE_NAMES } from "@/components/views/schedule-choice";
import { SchedulePreview } from "@/components/views/schedule-preview";
import type { ViewActions } from "@/components/views/types";
import { TIME_ZONES } from "@/lib/views/schedule-words";
import type { Schedule } from "@/lib/views/types";

/** The form appears where a button was: who pressed that goes on here. */
const focus = (element: HTMLElement | null) => element?.focus();

/** What the form asks for. */
export type Wanted = Omit<Parameters<ViewActions["scheduleView"]>[0], "view">;

/** When the view is to be refreshed by itself: what is typed is said in words at once. */
export function ScheduleForm({
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
            ref={focus}
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
        inputMode="numeric"
        autoComplete="off"
        maxLength={12}
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
