import { describe, expect, test, vi } from "vitest";
import { AhspSheet } from "@/components/ahsp/ahsp-sheet";
import type { EditActions } from "@/components/ahsp/edit-area";
import { render, text } from "@/components/testing/render";
import type { AhspEdit, Rincian } from "@/lib/ahsp/types";
import { LOCALES, type Locale } from "@/lib/format/locale";
import type { AhspChange, AhspOrigin, LineOrigin } from "@/lib/imports/origin";
import id from "@/messages/id.json";

vi.mock("next/navigation", () => ({ useRouter: () => ({}) }));

const ahsp = {
  id: 1,
  kode_ahsp: "1.1",
  nama_ahsp: "Beton",
  klasifikasi: null,
  sub_klasifikasi: null,
  satuan: null,
  sumber: "SNI",
  source_file: null,
};
const line = (lineId: number, koefisien: string): Rincian => ({
  id: lineId,
  urutan: lineId,
  kategori: "BHN",
  kode_item: null,
  uraian_item: "Semen",
  satuan_item: "kg",
  koefisien,
  zeroCoef: false,
  missingUnit: false,
  findings: [],
});
const origin: LineOrigin = {
  importId: 7,
  fileName: "sni.xlsx",
  sheet: "Data",
  baris: 460,
  kolom: "H",
  cell: "1.25",
  kept: true,
  numberFormat: "point",
  repairedFrom: null,
  decision: null,
};
const decision = { by: "Sari", at: "2026-11-21T07:05:00Z" };
const change: AhspChange = {
  importId: 7,
  fileName: "sni.xlsx",
  by: "Sari",
  via: "portal",
  at: "2026-11-21T07:05:00Z",
  reverts: null,
  made: true,
  revertedBy: null,
};

const edit: AhspEdit = {
  id: 1,
  lineId: 1,
  uraian_item: "Semen",
  field: "koefisien",
  before: "83349",
  after: "83.349",
  by: "Siti",
  at: "2026-11-21T07:05:00Z",
};
const actions = { editLine: async () => ({}), editAhsp: async () => ({}) } as unknown as EditActions;

/** The sheet with one line; fails on a sentence that is missing or lacks a value. */
function html(
  locale: Locale,
  part: Partial<LineOrigin> | null,
  { changes = [], edits = [], mayEdit = false }: { changes?: AhspChange[]; edits?: AhspEdit[]; mayEdit?: boolean } = {},
): string {
  const lines: AhspOrigin["lines"] = part === null ? {} : { 1: { ...origin, ...part } };
  return render(
    locale,
    <AhspSheet
      ahsp={ahsp}
      rincian={[line(1, "83.349")]}
      origin={{ lines, changes }}
      edits={edits}
      actions={mayEdit ? actions : undefined}
    />,
  );
}
const tell = (locale: Locale, part: Partial<LineOrigin> | null, changes: AhspChange[] = []) =>
  text(html(locale, part, { changes }));

describe.each(LOCALES)("in %s", (locale) => {
  test("every kind of origin and of change is told", () => {
    for (const cell of ["1.25", "5", "", null, 5, true, { date: 3 }, { error: "#N/A" }, { formula: true as const }])
      for (const numberFormat of ["comma", "point", "stored"] as const) tell(locale, { cell, numberFormat });
    tell(locale, { kept: false, kolom: null, sheet: null });
    tell(locale, { repairedFrom: "83349", decision: { ...decision, by: null } });
    tell(locale, { repairedFrom: "83349" });
    tell(locale, { cell: 83349, decision });
    tell(locale, null);
    const changes = [
      { ...change, importId: 10, reverts: 9, made: true },
      { ...change, importId: 9, reverts: 8, made: false, by: null, via: "revert" as const },
      { ...change, importId: 8, made: false, revertedBy: 9 },
      change,
    ];
    for (let from = 0; from <= changes.length; from++) tell(locale, {}, changes.slice(from));
  });
});

test("a repair says what the cell holds, what it means, who said so and when", () => {
  const told = tell("id", { cell: 83349, repairedFrom: "83349", decision });
  expect(told).toContain("Baris 460, kolom H");
  expect(told).toContain("Isi sel 83349");
  expect(told).not.toContain(id.ahsp.cell.reads.number);
  expect(told).toContain("83349 → 83,349, diputuskan oleh Sari pada 21 Nov 2026 14.05 WIB");
});

test("the import that brought it is named, or it is said that nobody knows", () => {
  expect(tell("id", {}, [change])).toContain("Dibawa masuk oleh impor 7, sni.xlsx");
  expect(tell("id", {}, [change])).not.toContain(id.ahsp.changes.before);
  expect(tell("id", {}, [{ ...change, made: false }])).toContain(id.ahsp.changes.before);
});

test("who may not change values sees what was changed, and nothing to change it with", () => {
  const markup = html("id", {}, { edits: [edit] });
  expect(text(markup)).toContain("21 Nov 2026 14.05 WIB · Siti Semen: koefisien 83.349 → 83,349");
  expect(markup).not.toMatch(/<button|<input|<form|data-edit=/);
});

test("every value has a button of its own name, none of them in print, and one live region", () => {
  for (const locale of LOCALES) {
    const markup = html(locale, {}, { mayEdit: true });
    const buttons = markup.match(/<button[^>]*>/g) ?? [];
    expect(buttons).toHaveLength(6);
    expect(new Set(buttons.map((button) => /aria-label="([^"]+)"/.exec(button)?.[1])).size).toBe(6);
    for (const button of buttons) expect(button).toContain("no-print");
    expect(markup.match(/role="status"/g)).toHaveLength(1);
  }
});

test("only the newest edit of a value can be undone, and only while it stands", () => {
  const undo = (...edits: AhspEdit[]) => html("id", {}, { edits, mayEdit: true }).match(/aria-label="Urungkan [^"]*"/g);
  expect(undo(edit)).toEqual(['aria-label="Urungkan Semen: koefisien 83.349 → 83,349"']);
  expect(undo(edit, { ...edit, before: "1", after: "83349" }, { ...edit, before: "2", after: "83.349" })).toHaveLength(
    1,
  );
  expect(undo({ ...edit, after: "5" })).toBeNull();
  expect(undo({ ...edit, lineId: 99 })).toBeNull();
  const ofAhsp: AhspEdit = { ...edit, lineId: null, uraian_item: null, field: "satuan", before: "m3", after: null };
  expect(undo(ofAhsp)).toEqual(['aria-label="Urungkan AHSP: satuan pekerjaan m3 → kosong"']);
});

test("a koefisien that was changed by hand since says what was read", () => {
  const told = text(html("id", { repairedFrom: "83349", decision }, { edits: [{ ...edit, before: "0.5" }] }));
  expect(told).toContain("83349 → 0,5, diputuskan oleh Sari");
  expect(told).toContain("diubah dengan tangan, semula 0,5");
});
