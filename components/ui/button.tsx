import type { ComponentProps } from "react";

const LOOK = {
  primary: "bg-accent text-accent-ink border-transparent hover:brightness-110",
  plain: "bg-raised text-ink border-line-strong hover:bg-sunken",
  quiet: "border-transparent text-soft hover:text-ink hover:bg-sunken",
  danger: "bg-raised text-bad border-line-strong hover:bg-bad-soft",
};

export type ButtonLook = keyof typeof LOOK;

/** Classes of a button, for links that look like one. */
export function buttonClass(look: ButtonLook = "plain", extra = ""): string {
  return `inline-flex min-h-9 items-center justify-center gap-2 rounded-md border px-3 text-sm font-medium whitespace-nowrap transition-colors disabled:opacity-50 disabled:pointer-events-none ${LOOK[look]} ${extra}`;
}

/** @param props.pending something it started is under way: it keeps its size, cannot be pressed and says so */
export function Button({
  look = "primary",
  pending = false,
  className = "",
  children,
  ...rest
}: ComponentProps<"button"> & { look?: ButtonLook; pending?: boolean }) {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled || pending}
      aria-busy={pending || undefined}
      className={buttonClass(look, className)}
    >
      {pending ? <Spinner /> : null}
      {children}
    </button>
  );
}

export function Spinner() {
  return (
    <span
      aria-hidden
      className="inline-block size-3.5 animate-spin rounded-full border-2 border-current border-r-transparent"
    />
  );
}
