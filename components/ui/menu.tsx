"use client";

import { type ReactNode, useEffect, useRef } from "react";

/** Least distance of a panel from the edges of the page. */
const MARGIN = 16;

/**
 * A button that opens a small panel below itself. Native <details>, so it works by keyboard and without script;
 * Escape and a click elsewhere close it.
 */
export function Menu({
  label,
  children,
  className = "",
  align = "start",
  ...rest
}: {
  label: ReactNode;
  children: ReactNode;
  className?: string;
  align?: "start" | "end";
  "aria-label"?: string;
}) {
  const details = useRef<HTMLDetailsElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  /** Where the row of buttons breaks, no alignment is right for every width: what would stick out is moved in. */
  const keepInside = () => {
    const box = panel.current;
    if (!box || !details.current?.open) return;
    box.style.translate = "";
    const { left, right } = box.getBoundingClientRect();
    const out = Math.max(0, right + MARGIN - document.documentElement.clientWidth) || Math.min(0, left - MARGIN);
    if (out !== 0) box.style.translate = `${-out}px`;
  };
  useEffect(() => {
    const close = (event: Event) => {
      const open = details.current;
      if (!open?.open) return;
      if (event instanceof KeyboardEvent) {
        if (event.key !== "Escape" || event.isComposing) return;
        open.querySelector("summary")?.focus();
      } else if (open.contains(event.target as Node)) return;
      open.open = false;
    };
    document.addEventListener("pointerdown", close);
    document.addEventListener("keydown", close);
    return () => {
      document.removeEventListener("pointerdown", close);
      document.removeEventListener("keydown", close);
    };
  }, []);
  return (
    <details ref={details} className="group sm:relative" onToggle={keepInside}>
      <summary className={className} {...rest}>
        {label}
      </summary>
      {/* On a narrow screen the panel is as wide as the page, wherever its button stands. The bar at the screen's foot
          covers what ends there: below the panel there is room to scroll. */}
      <div
        ref={panel}
        className={`pointer-events-none absolute z-30 max-sm:inset-x-4 max-sm:pb-16 ${align === "end" ? "sm:right-0" : "sm:left-0"}`}
      >
        <div className="pointer-events-auto mt-1 max-h-[70dvh] min-w-56 overflow-auto rounded-md border border-line bg-raised p-2 shadow-lg shadow-black/10">
          {children}
        </div>
      </div>
    </details>
  );
}
