import { Fragment } from "react";

/** Scrolls in itself where the window is too narrow, so that the page does not. @param props.label says what is in it */
export function ScrollBox({
  label,
  className = "",
  children,
}: {
  label: string;
  className?: string;
  children: React.ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className={`relative overflow-auto ${className}`}>
      {children}
    </section>
  );
}

/** Classes of the cells of the console's tables: text begins and ends where the page's does. */
const EDGES = "first:pl-4 last:pr-4 sm:first:pl-0 sm:last:pr-0";
export const headClass = `border-line-strong border-b bg-page px-3 py-2 text-left align-bottom font-medium text-soft text-xs ${EDGES}`;
export const cellClass = `border-line border-b px-3 py-2 align-top ${EDGES}`;

/** A name of the database, which may break after its underscores only. */
export function BreakableName({ name }: { name: string }) {
  const parts = name.split(/(?<=_)/);
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one name, which may repeat, in their order
    <Fragment key={index}>
      {part}
      <wbr />
    </Fragment>
  ));
}
