import { describe, expect, test, vi } from "vitest";
import { ColumnsScreen } from "@/components/imports/columns/columns-screen";
import { ImportHome } from "@/components/imports/import-home";
import * as given from "@/components/imports/testing/views";
import type { ImportActions } from "@/components/imports/types";
import { buttons, render, text } from "@/components/testing/render";
import { LOCALES } from "@/lib/format/locale";
import { type Choices, NO_CHOICES } from "@/lib/imports/choices";
import type { ImportView } from "@/lib/imports/history";

vi.mock("next/navigation", () => ({ useRouter: () => ({}) }));

const actions = {} as ImportActions;
const { item } = given;

describe.each(LOCALES)("in %s", (locale) => {
  test("a saved mapping is told with everything that it says, and can be left, or forgotten by whoever may", () => {
    const choices = {
      ...NO_CHOICES,
      columns: { koefisien: "K", sumber: null },
      constants: { sumber: "SNI 2025" },
      layout: "block",
      numberFormat: "stored",
    } as const;
    for (const by of ["Sari", null])
      for (const mayForget of [true, false]) {
        const profile = { signature: "0", actor: "sari", by, at: "2026-11-21T07:05:00Z", choices };
        const of = { ...item, profile };
        const screen = <ColumnsScreen item={of} view={given.columns} mayForget={mayForget} actions={actions} />;
        const html = render(locale, screen);
        for (const said of ["Koefisien: ", "SNI 2025", by ?? "perintah|command"])
          expect(text(html)).toMatch(new RegExp(said));
        const plain = render(
          locale,
          <ColumnsScreen item={item} view={given.columns} mayForget={mayForget} actions={actions} />,
        );
        expect(buttons(html) - buttons(plain)).toBe(mayForget ? 2 : 1);
      }
  });

  test("a file that cannot be read yet may be mapped as one of companies, and one of AHSP may not", () => {
    const offered = (view: typeof given.columns) =>
      render(locale, <ColumnsScreen item={item} view={view} mayForget={false} actions={actions} />).includes(
        'value="technologies"',
      );
    expect(offered({ ...given.columns, reading: null })).toBe(true);
    expect(offered(given.columns)).toBe(false);
  });

  test("rules that are saved are told by sumber, with whose they are", () => {
    const rules = [{ prefix: "1", klasifikasi: "Gedung", sub_klasifikasi: null }];
    const savedRules = [
      { sumber: "SNI 2025", rules, by: "Sari", at: "2026-11-21T07:05:00Z" },
      { sumber: "SNI 2024", rules, by: null, at: "2026-11-21T07:05:00Z" },
      { sumber: "SNI 2023", rules: [], by: null, at: null },
    ];
    const html = (view: typeof given.columns) =>
      text(render(locale, <ColumnsScreen item={item} view={view} mayForget={false} actions={actions} />));
    const several = html({ ...given.columns, savedRules });
    expect(several).toMatch(/SNI 2025: 1 (aturan|rule),.*SNI 2024: 1 (aturan|rule),/);
    expect(several).not.toContain("SNI 2023");
  });

  test("the letters of a csv are shown in the encoding that is chosen, in all that it can be before that", () => {
    const lines = [{ baris: 7, text: "10 m\u00b2" }];
    const encodings = (["windows-1252", "utf-16le"] as const).map((encoding) => ({ encoding, lines }));
    const source = { format: "csv", sheet: null, sheets: [], encoding: "utf-8" } as const;
    const figures = (encoding: Choices["encoding"]) => {
      const view = { ...given.columns, encodings, choices: { ...NO_CHOICES, encoding }, reading: null };
      const of = { ...item, source: { ...source, sheets: [] } };
      const html = render(locale, <ColumnsScreen item={of} view={view} mayForget={false} actions={actions} />);
      return html.match(/<figure/g)?.length ?? 0;
    };
    expect([figures(null), figures("windows-1252"), figures("utf-8")]).toEqual([2, 1, 0]);
  });
});

test("columns are named in sentences as people know them, never as the tables do", () => {
  const sentence = (failure: ImportView["failure"]) =>
    text(render("id", <ImportHome item={{ ...item, state: "failed", failure }} mine />));
  const columns = "kode_ahsp, company_name";
  expect(sentence({ code: "COLUMN_MISSING", params: { columns, row: 1 } })).toContain("Kode AHSP, Nama perusahaan");
  expect(sentence({ code: "COLUMN_TWICE", params: { field: "koefisien", first: "A", second: "B" } })).toContain(
    "Kolom Koefisien ada dua kali: A dan B",
  );
  const shared = { kolom: "C", first: "uraian_item", second: "nama_ahsp" };
  expect(sentence({ code: "COLUMN_SHARED", params: shared })).toContain("Uraian item dan Nama pekerjaan");
  expect(sentence({ code: "CHOICE_INVALID", params: { field: "satuan_item" } })).toContain("Satuan item");
});
