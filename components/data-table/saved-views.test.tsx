import { describe, expect, test, vi } from "vitest";
import { SavedViewItem } from "@/components/data-table/saved-view-item";
import { type SavedViewActions, SavedViews, type SavedViewsGiven } from "@/components/data-table/saved-views";
import { buttons, render, text } from "@/components/testing/render";
import { ROLES, type Role } from "@/lib/auth/roles";
import { LOCALES } from "@/lib/format/locale";
import { rightsOn } from "@/lib/saved-views/rights";
import type { SavedView } from "@/lib/saved-views/types";
import { statsTable } from "@/lib/stats/spec";
import { parseQuery, type SearchParams } from "@/lib/table/url";
import id from "@/messages/id.json";

vi.mock("next/navigation", () => ({ usePathname: () => "/ahsp" }));

const own: SavedView = { id: 1, name: "Beton", search: "?q=beton", shared: false, own: true, by: "Sari" };
const ofTono: SavedView = { id: 2, name: "Pasir", search: "?q=pasir", shared: true, own: false, by: "Tono" };

const menu = (
  views: SavedView[],
  {
    params = {},
    role = "viewer",
    locale = "id" as const,
  }: { params?: SearchParams; role?: Role; locale?: "id" | "en" } = {},
  answer: SavedViewsGiven["answer"] = { ok: true, data: views },
) =>
  render(
    locale,
    <SavedViews
      spec={statsTable}
      query={parseQuery(statsTable, params)}
      given={{ answer, role, actions: {} as SavedViewActions }}
    />,
  );

describe("the menu of saved views", () => {
  test("lists one's own and, with the owner's name, what others share, as links", () => {
    const html = menu([own, ofTono]);
    expect(html).toContain('href="/ahsp?q=beton"');
    expect(html).toContain('href="/ahsp?q=pasir"');
    expect(text(html)).toMatch(/Milik Anda Beton .*Dibagikan orang lain Pasir oleh Tono/);
  });

  test("marks the one that shows what is on the screen, on any of its pages, and is named after it", () => {
    const here = (params: SearchParams) =>
      menu([own, ofTono], { params }).match(/aria-current="page"[^>]*href="([^"]+)"/);
    expect(here({ q: "beton" })?.[1]).toBe("/ahsp?q=beton");
    expect(here({ q: "beton", last: "1", changed: "1" })?.[1]).toBe("/ahsp?q=beton");
    expect(here({ q: "beton", sort: "-tk_count" })).toBeNull();
    expect(here({})).toBeNull();
    const summary = (params: SearchParams) =>
      text(/<summary.*<\/summary>/.exec(menu([own], { params }))?.[0] ?? "").trim();
    expect(summary({ q: "beton" })).toMatch(/^Tampilan tersimpan +Beton$/);
    expect(summary({})).toBe("Tampilan tersimpan");
  });

  test("says in words that there are none, and never says so when they cannot be read", () => {
    expect(text(menu([]))).toContain(id.savedViews.none);
    const broken = text(menu([], {}, { ok: false, failure: { code: "DATABASE_TIMEOUT", errorId: "3f9a0c21d4" } }));
    expect(broken).toContain("3f9a0c21d4");
    expect(broken).not.toContain(id.savedViews.none);
  });

  test("offers to narrow down when there are many", () => {
    const many = Array.from({ length: 11 }, (_, n) => ({ ...own, id: n + 1, name: `n${n}` }));
    expect(menu(many)).toContain('type="search"');
    expect(menu(many.slice(1))).not.toContain('type="search"');
  });
});

describe("what may be done with a saved view", () => {
  const offered = (view: SavedView, role: Role, locale: "id" | "en" = "id") =>
    render(
      locale,
      <SavedViewItem
        view={view}
        href="/ahsp"
        active={false}
        rights={rightsOn(view, role)}
        unfolded
        onUnfold={() => {}}
        onDo={() => {}}
        onShared={async () => {}}
      />,
    );
  const { rename, replace, share, unshare, remove } = id.savedViews;
  const shared = { ...own, shared: true };

  test.each<[string, SavedView, Role, string[]]>([
    ["a viewer's own", own, "viewer", [rename, replace, remove]],
    ["one's own", own, "staff", [rename, replace, share, remove]],
    ["one's own that is shared", shared, "staff", [rename, replace, unshare, remove]],
    ["what a former member of the staff shares", shared, "viewer", [unshare, remove]],
    ["what somebody shares, for an admin", ofTono, "admin", [unshare, remove]],
    ["what somebody shares", ofTono, "staff", []],
  ])("%s", (_, view, role, expected) => {
    const html = offered(view, role);
    const all = [rename, replace, share, unshare, remove];
    expect(all.filter((name) => html.includes(`>${name}</button>`))).toEqual(expected);
    // The button that unfolds them is there only where there is something behind it.
    expect(buttons(html)).toBe(expected.length === 0 ? 0 : expected.length + 1);
  });

  test.each(LOCALES)("is told in %s", (locale) => {
    for (const role of ROLES) for (const view of [own, shared, ofTono]) offered(view, role, locale);
    menu([own, shared, ofTono], { locale, params: { q: "beton" } });
  });
});
