import { Check, Ellipsis, Users } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { closeMenu } from "@/components/data-table/close-menu";
import { Spinner } from "@/components/ui/button";
import type { Rights } from "@/lib/saved-views/rights";
import type { SavedView } from "@/lib/saved-views/types";

const ACTION =
  "flex min-h-9 w-full items-center gap-2 rounded px-2 text-left hover:bg-sunken disabled:opacity-50 disabled:pointer-events-none";

/** One saved view: a link, and behind "…" what the person may do with it. */
export function SavedViewItem({
  view,
  href,
  active,
  rights,
  unfolded,
  onUnfold,
  onDo,
  onShared,
}: {
  view: SavedView;
  href: string;
  /** The table shows just this. */
  active: boolean;
  rights: Rights;
  unfolded: boolean;
  onUnfold(): void;
  onDo(what: "rename" | "replace" | "remove"): void;
  onShared(): Promise<void>;
}) {
  const t = useTranslations("savedViews");
  const id = useId();
  const [running, setRunning] = useState(false);
  const mayShare = view.shared ? rights.unshare : rights.share;
  const begin = (what: "rename" | "replace" | "remove") => (event: React.MouseEvent) => {
    closeMenu(event.currentTarget);
    onDo(what);
  };
  return (
    <li>
      <div className={`flex items-center rounded ${active ? "bg-accent-soft" : "hover:bg-sunken"}`}>
        <Link
          href={href}
          prefetch={false}
          scroll={false}
          aria-current={active ? "page" : undefined}
          onClick={(event) => closeMenu(event.currentTarget)}
          className="flex min-h-9 min-w-0 flex-1 items-center gap-2 rounded px-2 py-1"
        >
          <span className="flex w-4 shrink-0 justify-center">
            {active ? <Check aria-hidden className="size-4 text-accent" /> : null}
          </span>
          <span className="min-w-0 flex-1">
            <bdi className="block break-words leading-5">{view.name}</bdi>
            {view.own ? null : <span className="block text-soft text-xs leading-4">{t("by", { name: view.by })}</span>}
          </span>
          {view.own && view.shared ? (
            <span className="flex shrink-0 items-center gap-1 text-soft text-xs">
              <Users aria-hidden className="size-3.5" />
              {t("isShared")}
            </span>
          ) : null}
        </Link>
        {rights.change || rights.remove || mayShare ? (
          <button
            type="button"
            aria-label={t("more", { name: view.name })}
            title={t("more", { name: view.name })}
            aria-expanded={unfolded}
            aria-controls={unfolded ? id : undefined}
            onClick={onUnfold}
            className="inline-flex size-9 shrink-0 items-center justify-center rounded text-soft hover:text-ink"
          >
            <Ellipsis aria-hidden className="size-4" />
          </button>
        ) : null}
      </div>
      {unfolded ? (
        <div id={id} className="mb-1 ml-4 border-line border-l pl-2">
          {rights.change ? (
            <>
              <button type="button" className={ACTION} onClick={begin("rename")}>
                {t("rename")}
              </button>
              <button type="button" className={ACTION} onClick={begin("replace")} disabled={active}>
                {t("replace")}
              </button>
            </>
          ) : null}
          {mayShare ? (
            <button
              type="button"
              className={ACTION}
              aria-busy={running || undefined}
              onClick={async (event) => {
                if (running) return;
                const menu = event.currentTarget.closest("details");
                setRunning(true);
                await onShared();
                setRunning(false);
                // Taken back from somebody else it leaves the list, and this button with it.
                if (!view.own) menu?.querySelector("summary")?.focus();
              }}
            >
              {running ? <Spinner /> : null}
              {t(view.shared ? "unshare" : "share")}
            </button>
          ) : null}
          {rights.remove ? (
            <button type="button" className={`${ACTION} text-bad`} onClick={begin("remove")}>
              {t("remove")}
            </button>
          ) : null}
        </div>
      ) : null}
    </li>
  );
}
