import Link from "next/link";

/** A filter that is a link, with how many it shows. */
export function ChipLink({
  href,
  current,
  count,
  strong = false,
  children,
}: {
  href: string;
  current: boolean;
  /** Formatted. */
  count?: string;
  /** What it counts stops something. */
  strong?: boolean;
  children: React.ReactNode;
}) {
  return (
    <Link
      prefetch={false}
      scroll={false}
      href={href}
      aria-current={current ? "true" : undefined}
      className="inline-flex min-h-8 items-center gap-2 rounded-full border border-line-strong px-3 hover:bg-sunken aria-[current=true]:border-accent aria-[current=true]:bg-accent-soft"
    >
      {children}
      {count === undefined ? null : (
        <span className={`tabular-nums ${strong ? "font-semibold text-bad" : "text-soft"}`}>{count}</span>
      )}
    </Link>
  );
}
