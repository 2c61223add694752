"use client";

import { useId } from "react";
import { inputClass } from "@/components/ui/field";

/** A labelled select. */
export function ChoiceSelect({
  label,
  hint,
  value,
  options,
  change,
}: {
  label: string;
  hint?: string | undefined;
  value: string;
  options: readonly { value: string; label: string }[];
  change: (value: string) => void;
}) {
  const id = useId();
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => change(event.target.value)}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className={inputClass}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {hint ? (
        <p id={`${id}-hint`} className="text-soft text-xs leading-4">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
