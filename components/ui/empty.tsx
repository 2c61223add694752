/** What stands in place of content that is not there: why, and the one thing to do about it. */
export function Empty({
  title,
  children,
  action,
}: {
  title: string;
  children?: React.ReactNode;
  action?: React.ReactNode;
}) {
  return (
    <div className="flex flex-col items-start gap-4 border-line border-y px-4 py-16 sm:items-center sm:text-center">
      <div className="max-w-prose space-y-1">
        <h2>{title}</h2>
        {children ? <div className="text-pretty text-soft">{children}</div> : null}
      </div>
      {action ? <div className="flex flex-wrap gap-2">{action}</div> : null}
    </div>
  );
}
