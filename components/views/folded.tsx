import { ChevronRight } from "lucide-react";

/** Something long, folded away under its name. */
export function Folded({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <details className="group">
      <summary className="inline-flex min-h-9 items-center gap-2 font-medium text-soft hover:text-ink">
        <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
        {title}
      </summary>
      <div className="pt-2">{children}</div>
    </details>
  );
}
