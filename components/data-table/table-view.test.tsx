import { expect, test, vi } from "vitest";
import { TableView } from "@/components/data-table/table-view";
import { render } from "@/components/testing/render";
import { LOCALES, type Locale } from "@/lib/format/locale";
import { statsTable } from "@/lib/stats/spec";
import type { TableQuery } from "@/lib/table/spec";
import { parseQuery } from "@/lib/table/url";
import id from "@/messages/id.json";

vi.mock("next/navigation", () => ({ useRouter: () => ({}), usePathname: () => "/ahsp" }));

const row = (ahsp_id: number) => ({
  ...Object.fromEntries(
    Object.entries(statsTable.columns).map(([name, { kind }]) => [name, kind === "count" ? 1234 : `nilai ${name}`]),
  ),
  ahsp_id,
  kode_urut: "001",
});

/** The page of one row; fails on a sentence that is missing or lacks a value. */
function html(params: Record<string, string>, { locale = "id" as Locale, sortLimit = 100, total = 1 } = {}): string {
  return render(
    locale,
    <TableView
      spec={statsTable}
      query={parseQuery(statsTable, params) as TableQuery}
      rows={[row(1)]}
      facets={{}}
      total={total}
      before={0}
      sortLimit={sortLimit}
      totals={null}
      menus={<b>menu lain</b>}
      preferences={{ density: "comfortable", shortcuts: "on", set: async () => undefined }}
      caption="Statistik"
    />,
  );
}
const texts = (markup: string, tag: string) =>
  (markup.match(new RegExp(`<${tag}[ >].*?</${tag}>`, "gs")) ?? []).map((part) => part.replace(/<[^>]+>/g, ""));
const names = id.tables.stats.columns;

test("the chosen columns are shown in their order, and the menu offers every column with its place", () => {
  const markup = html({ columns: "rincian_total,sumber" });
  expect(texts(markup, "th")).toEqual([names.kode_ahsp, names.rincian_total, names.sumber]);
  expect(texts(markup, "td")).toEqual(["nilai kode_ahsp", "1.234", "nilai sumber"]);
  expect(markup).toContain("(3/13)");
  for (const name of Object.keys(statsTable.columns)) expect(markup).toContain(names[name as keyof typeof names]);
  expect(markup).toContain(`Naikkan ${names.sumber}`);
  expect(markup).not.toContain(`Naikkan ${names.satuan}`);
  expect(markup).toContain("menu lain");
});

test("a column that cannot be sorted has a button all the same, which says why when pressed", () => {
  const disabled = (markup: string) => markup.match(/<th[^>]*><button[^>]*aria-disabled="true"/g)?.length ?? 0;
  expect(disabled(html({}, { total: 101 }))).toBe(Object.keys(statsTable.columns).length - 1);
  expect(disabled(html({}, { total: 100 }))).toBe(0);
});

test("paper says in words what is filtered, how it is sorted and which rows these are", () => {
  const said = (params: Record<string, string>, locale: Locale) =>
    /data-testid="print-summary">([^<]*)</.exec(html(params, { locale }))?.[1];
  expect(said({ sumber: "SNI", klasifikasi: "~", anomali: "any", sort: "-rincian_total" }, "id")).toBe(
    "Sumber: SNI · Klasifikasi: (kosong) · Anomali: Ada anomali — diurutkan menurut Rincian, menurun — Baris 1–1 dari 1",
  );
  for (const locale of LOCALES) expect(said({}, locale)).toContain(locale === "id" ? "Tanpa filter" : "No filter");
});
