import { ChevronRight } from "lucide-react";

/** Something long, folded away under its name. */
export function Folded({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <details className="group">
      <summary className="inline-flex min-h-9 max-w-full items-center gap-2 font-medium text-soft hover:text-ink">
        <ChevronRight aria-hidden className="size-4 shrink-0 transition-transform group-open:rotate-90" />
        <span className="wrap-anywhere min-w-0">{title}</span>
      </summary>
      <div className="pt-2">{children}</div>
    </details>
  );
}
