import { type ComponentProps, useId } from "react";

export const inputClass =
  "min-h-9 w-full rounded-md border border-line-strong bg-raised px-3 py-1.5 text-sm text-ink placeholder:text-soft aria-invalid:border-bad";

/** A labelled input. `hint` explains before, `error` after; both are read out with the input. */
export function Field({
  label,
  hint,
  error,
  ...rest
}: ComponentProps<"input"> & { label: string; hint?: string; error?: string }) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <input
        {...rest}
        id={id}
        className={inputClass}
        aria-invalid={error ? true : undefined}
        aria-describedby={`${id}-hint ${id}-error`}
      />
      {hint ? (
        <p id={`${id}-hint`} className="text-soft text-xs leading-4">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="text-bad text-xs leading-4">
          {error}
        </p>
      ) : null}
    </div>
  );
}
