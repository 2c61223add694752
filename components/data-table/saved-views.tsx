"use client";

import { Bookmark, ChevronDown, Plus } from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { Suspense, useId, useState } from "react";
import { closeMenu } from "@/components/data-table/close-menu";
import type { Doing } from "@/components/data-table/saved-view-dialog";
import { SavedViewItem } from "@/components/data-table/saved-view-item";
import { useErrorSentence } from "@/components/error-sentence";
import type { Answer, Failure } from "@/components/failure";
import { onDemand } from "@/components/on-demand";
import { Button, buttonClass } from "@/components/ui/button";
import { inputClass } from "@/components/ui/field";
import { Menu } from "@/components/ui/menu";
import type { Role } from "@/lib/auth/roles";
import { rightsOn } from "@/lib/saved-views/rights";
import { savedSearch } from "@/lib/saved-views/search";
import type { SavedView } from "@/lib/saved-views/types";
import type { TableQuery, TableSpec } from "@/lib/table/spec";

export interface SavedViewActions {
  saveView(input: { name: string; search: string }): Promise<Answer<{ name: string }>>;
  renameView(input: { id: number; name: string }): Promise<Answer<{ name: string }>>;
  replaceView(input: { id: number; search: string }): Promise<Answer<void>>;
  shareView(input: { id: number }): Promise<Answer<void>>;
  unshareView(input: { id: number }): Promise<Answer<void>>;
  removeView(input: { id: number }): Promise<Answer<void>>;
}

const SavedViewDialog = onDemand(
  async () => (await import("@/components/data-table/saved-view-dialog")).SavedViewDialog,
);

/** Saved views as the person sees them, or why they cannot be read. */
export interface SavedViewsGiven {
  answer: { ok: true; data: SavedView[] } | { ok: false; failure: Failure };
  role: Role;
  actions: SavedViewActions;
}

/** From this many on a box narrows them down. */
const MANY = 10;

/** "Tampilan tersimpan": opens one, keeps the present one under a name, and changes one's own. */
export function SavedViews({ spec, query, given }: { spec: TableSpec; query: TableQuery; given: SavedViewsGiven }) {
  const t = useTranslations("savedViews");
  const sentence = useErrorSentence();
  const path = usePathname();
  const id = useId();
  const [doing, setDoing] = useState<Doing | null>(null);
  const [said, setSaid] = useState("");
  const [failure, setFailure] = useState<Failure | null>(null);
  const [unfolded, setUnfolded] = useState<number | null>(null);
  const [narrow, setNarrow] = useState("");
  const { answer, role, actions } = given;
  const here = savedSearch(spec, query);
  const views = answer.ok ? answer.data : [];
  const active = views.filter(({ search }) => search === here).sort((a, b) => Number(b.own) - Number(a.own))[0];
  const shown = views.filter(({ name }) => name.toLowerCase().includes(narrow.trim().toLowerCase()));
  const groups = [
    { key: "own" as const, views: shown.filter(({ own }) => own) },
    { key: "shared" as const, views: shown.filter(({ own }) => !own) },
  ].filter((group) => group.views.length > 0);

  async function toggleShared(view: SavedView) {
    setFailure(null);
    const act = view.shared ? actions.unshareView : actions.shareView;
    const done = await act({ id: view.id }).catch(() => ({ ok: false as const, code: "INTERNAL" as const }));
    if (done.ok) setSaid(t(view.shared ? "said.unshare" : "said.share", { name: view.name }));
    else setFailure(done);
  }
  return (
    <>
      <Menu
        align="end"
        className={buttonClass("plain")}
        label={
          <>
            <Bookmark aria-hidden className={`size-4 ${active ? "fill-current text-accent" : ""}`} />
            <span className={active ? "sr-only" : ""}>{t("button")}</span>
            {active ? <span className="max-w-48 truncate">{active.name}</span> : null}
            <ChevronDown aria-hidden className="size-4" />
          </>
        }
      >
        <div className="flex sm:w-80 flex-col gap-2">
          {views.length > MANY ? (
            <input
              type="search"
              aria-label={t("narrow")}
              placeholder={t("narrow")}
              value={narrow}
              onChange={(event) => setNarrow(event.target.value)}
              className={inputClass}
            />
          ) : null}
          {groups.map(({ key, views: listed }) => (
            <section key={key} aria-labelledby={`${id}-${key}`}>
              <h2 id={`${id}-${key}`} className="px-2 pb-1 font-normal text-soft text-xs leading-4">
                {t(key)}
              </h2>
              <ul>
                {listed.map((view) => (
                  <SavedViewItem
                    key={view.id}
                    view={view}
                    href={path + view.search}
                    active={view.search === here}
                    rights={rightsOn(view, role)}
                    unfolded={unfolded === view.id}
                    onUnfold={() => setUnfolded(unfolded === view.id ? null : view.id)}
                    onDo={(what) => setDoing({ what, view })}
                    onShared={() => toggleShared(view)}
                  />
                ))}
              </ul>
            </section>
          ))}
          {answer.ok && views.length === 0 ? <p className="px-2 py-1 text-pretty text-soft">{t("none")}</p> : null}
          {views.length > 0 && shown.length === 0 ? <p className="px-2 py-1 text-soft">{t("noMatch")}</p> : null}
          <p role="alert" className="px-2 text-bad text-xs leading-4 empty:hidden">
            {failure ? sentence(failure) : answer.ok ? null : sentence(answer.failure)}
          </p>
          {/* In view however many there are. */}
          <div className="sticky -bottom-2 -mb-2 border-line border-t bg-raised py-2">
            <Button
              look="quiet"
              className="w-full justify-start px-2 text-ink"
              onClick={(event) => {
                closeMenu(event.currentTarget);
                setDoing({ what: "save" });
              }}
            >
              <Plus aria-hidden className="size-4" />
              {t("save")}
            </Button>
          </div>
        </div>
      </Menu>
      <p role="status" className="sr-only">
        {said}
      </p>
      <Suspense>
        {doing ? (
          <SavedViewDialog
            doing={doing}
            here={here}
            actions={actions}
            onDone={(sentenceSaid) => {
              setDoing(null);
              setSaid(sentenceSaid);
            }}
            onClose={() => setDoing(null)}
          />
        ) : null}
      </Suspense>
    </>
  );
}
