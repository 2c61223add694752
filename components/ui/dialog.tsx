"use client";

import { useId, useLayoutEffect, useRef } from "react";

/**
 * A modal dialog, open as long as it is mounted; focus goes back to where it was. Escape asks to close it.
 * @param props.locked Escape does nothing: something runs, or would be lost
 */
export function Dialog({
  title,
  onClose,
  locked = false,
  children,
}: {
  title: string;
  onClose: () => void;
  locked?: boolean;
  children: React.ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // A layout effect closes it while it is still in the page, which is when the browser can give the focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        if (locked) event.preventDefault();
      }}
      onClose={(event) => {
        if (!event.currentTarget.open) onClose();
      }}
      className="m-auto w-[calc(100vw-2rem)] max-w-md rounded-md border border-line bg-raised p-6 text-ink shadow-lg shadow-black/10"
    >
      <div className="flex flex-col gap-4">
        <h2 id={titleId} className="break-words">
          {title}
        </h2>
        {children}
      </div>
    </dialog>
  );
}
