import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";

const LOOK = {
  info: { icon: Info, className: "border-line bg-sunken text-ink" },
  good: { icon: CircleCheck, className: "border-transparent bg-accent-soft text-ink" },
  warn: { icon: TriangleAlert, className: "border-transparent bg-warn-soft text-ink" },
  bad: { icon: CircleAlert, className: "border-transparent bg-bad-soft text-ink" },
};

/** A sentence that needs to be noticed, with what to do about it. Never by colour alone: each kind has its icon. */
export function Notice({
  kind = "info",
  title,
  children,
  action,
  role,
}: {
  kind?: keyof typeof LOOK;
  title?: string;
  children?: React.ReactNode;
  action?: React.ReactNode;
  role?: "alert" | "status";
}) {
  const { icon: Icon, className } = LOOK[kind];
  return (
    <div role={role} className={`flex items-start gap-3 rounded-md border px-4 py-3 ${className}`}>
      <Icon
        aria-hidden
        className={`mt-1 size-4 shrink-0 ${kind === "bad" ? "text-bad" : kind === "warn" ? "text-warn" : "text-accent"}`}
      />
      <div className="min-w-0 flex-1 space-y-1">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children ? <div className="text-pretty">{children}</div> : null}
        {action ? <div className="pt-2">{action}</div> : null}
      </div>
    </div>
  );
}
