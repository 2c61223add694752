import { CircleCheck, CircleDashed, CircleX, LoaderCircle, type LucideIcon, PowerOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { type StateWord, stateWord } from "@/components/views/view-words";
import type { ViewState } from "@/lib/views/types";

const LOOK: Record<StateWord, { icon: LucideIcon; className: string }> = {
  active: { icon: CircleCheck, className: "text-accent" },
  running: { icon: LoaderCircle, className: "text-accent" },
  off: { icon: PowerOff, className: "text-warn" },
  empty: { icon: CircleDashed, className: "text-warn" },
  missing: { icon: CircleX, className: "text-bad" },
};

/** What a view is right now: an icon and its word. */
export function StateBadge({ view }: { view: Pick<ViewState, "running" | "exists" | "off" | "populated"> }) {
  const t = useTranslations("views");
  const word = stateWord(view);
  const { icon: Icon, className } = LOOK[word];
  return (
    <span data-state={word} className="inline-flex items-center gap-2">
      <Icon aria-hidden className={`size-4 shrink-0 ${className}`} />
      {t(`states.${word}`)}
    </span>
  );
}
