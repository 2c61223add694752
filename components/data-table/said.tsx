"use client";

import { useEffect, useEffectEvent } from "react";

/** A short sentence at the lower edge, read out; the next key or click takes it away (`onEnd`). Empty: nothing. */
export function Said({ children, onEnd }: { children: string; onEnd(): void }) {
  const end = useEffectEvent(onEnd);
  const said = children !== "";
  useEffect(() => {
    if (!said) return;
    const act = () => end();
    document.addEventListener("pointerdown", act);
    document.addEventListener("keydown", act);
    return () => {
      document.removeEventListener("pointerdown", act);
      document.removeEventListener("keydown", act);
    };
  }, [said]);
  return (
    <div
      role="status"
      className="no-print pointer-events-none fixed inset-x-4 bottom-20 z-50 flex justify-center sm:bottom-4"
    >
      {said ? (
        <p className="max-w-prose truncate rounded-md bg-ink px-4 py-2 text-page shadow-black/10 shadow-lg max-sm:whitespace-normal">
          {children}
        </p>
      ) : null}
    </div>
  );
}
