import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { AhspSheet } from "@/components/ahsp/ahsp-sheet";
import type { Rincian } from "@/lib/ahsp/types";
import { LOCALES, type Locale } from "@/lib/format/locale";
import type { AhspChange, AhspOrigin, LineOrigin } from "@/lib/imports/origin";
import en from "@/messages/en.json";
import id from "@/messages/id.json";

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

/** The text of the sheet with one line; fails on a sentence that is missing or lacks a value. */
function render(locale: Locale, part: Partial<LineOrigin> | null, changes: AhspChange[] = []): string {
  const lines: AhspOrigin["lines"] = part === null ? {} : { 1: { ...origin, ...part } };
  const html = renderToStaticMarkup(
    <NextIntlClientProvider
      locale={locale}
      messages={locale === "id" ? id : en}
      timeZone="Asia/Jakarta"
      onError={(error) => {
        throw error;
      }}
    >
      <AhspSheet ahsp={ahsp} rincian={[line(1, "83.349")]} origin={{ lines, changes }} />
    </NextIntlClientProvider>,
  );
  return html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
}

describe.each(LOCALES)("in %s", (locale) => {
  test("every kind of origin and of change is told", () => {
    for (const cell of ["1.25", "5", "", null, 5, true, { date: 3 }, { error: "#N/A" }, { formula: true as const }])
      for (const numberFormat of ["comma", "point", "stored"] as const) render(locale, { cell, numberFormat });
    render(locale, { kept: false, kolom: null, sheet: null });
    render(locale, { repairedFrom: "83349", decision: { ...decision, by: null } });
    render(locale, { repairedFrom: "83349" });
    render(locale, { cell: 83349, decision });
    render(locale, null);
    const changes = [
      { ...change, importId: 10, reverts: 9, made: true },
      { ...change, importId: 9, reverts: 8, made: false, by: null, via: "revert" as const },
      { ...change, importId: 8, made: false, revertedBy: 9 },
      change,
    ];
    for (let from = 0; from <= changes.length; from++) render(locale, {}, changes.slice(from));
  });
});

test("a repair says what the cell holds, what it means, who said so and when", () => {
  const told = render("id", { cell: 83349, repairedFrom: "83349", decision });
  expect(told).toContain("Baris 460, kolom H");
  expect(told).toContain("Isi sel 83349");
  expect(told).not.toContain(id.ahsp.cell.reads.number);
  expect(told).toContain("83349 → 83,349, diputuskan oleh Sari pada 21 Nov 2026 14.05 WIB");
});

test("the import that brought it is named, or it is said that nobody knows", () => {
  expect(render("id", {}, [change])).toContain("Dibawa masuk oleh impor 7, sni.xlsx");
  expect(render("id", {}, [change])).not.toContain(id.ahsp.changes.before);
  expect(render("id", {}, [{ ...change, made: false }])).toContain(id.ahsp.changes.before);
});
