import { describe, expect, test, vi } from "vitest";
import { checkPlace, SUSPECT_FILTERS } from "@/components/imports/check/check-place";
import { CheckScreen } from "@/components/imports/check/check-screen";
import { ColumnsScreen } from "@/components/imports/columns/columns-screen";
import { comparePlace } from "@/components/imports/compare/compare-place";
import { CompareScreen } from "@/components/imports/compare/compare-screen";
import { RevertScreen } from "@/components/imports/compare/revert-screen";
import { DoneScreen } from "@/components/imports/done/done-screen";
import { ImportHome } from "@/components/imports/import-home";
import { ImportList } from "@/components/imports/import-list";
import { listPlace } from "@/components/imports/list-place";
import * as given from "@/components/imports/testing/views";
import type { ImportActions } from "@/components/imports/types";
import { UploadForm } from "@/components/imports/upload-form";
import { WizardFrame } from "@/components/imports/wizard-frame";
import { buttons, render, text } from "@/components/testing/render";
import { ERROR_CODES } from "@/lib/errors";
import { LOCALES, type Locale } from "@/lib/format/locale";
import { LAYOUTS, NO_CHOICES } from "@/lib/imports/choices";
import type { ImportView } from "@/lib/imports/history";
import type { ImportList as ImportHistory, ImportLine } from "@/lib/imports/list";
import {
  COMPARE_OUTCOMES,
  type ComparedDetail,
  IMPORT_STATES,
  type LineChange,
  type Plan,
  type SuspectView,
} from "@/lib/imports/session";
import { DETECTION_REASONS, FIELDS, FINDING_CODES, type FindingKind, IMPORT_KINDS } from "@/lib/imports/types";
import id from "@/messages/id.json";

vi.mock("next/navigation", () => ({ useRouter: () => ({}) }));

const actions = {} as ImportActions;
const { item, committed, revert, plan } = given;

const check = (locale: Locale, part: Partial<Parameters<typeof CheckScreen>[0]> = {}) =>
  render(
    locale,
    <CheckScreen
      item={item}
      place={checkPlace({})}
      counts={[]}
      findings={[]}
      suspects={{ rows: [], counts: { all: 0, high: 0, undecided: 0, highUndecided: 0 } }}
      actions={actions}
      {...part}
    />,
  );

const compare = (locale: Locale, part: Partial<Plan> = {}, query = {}, detail: ComparedDetail | null = null) =>
  render(
    locale,
    <CompareScreen
      item={item}
      plan={{ ...plan, ...part }}
      place={comparePlace(query)}
      compared={{
        rows: COMPARE_OUTCOMES.map((outcome) => ({ ...given.detail, outcome, kode_ahsp: outcome })),
        counts: { new: 400, changed: 12, unchanged: 3, held_back: 1, missing: 5 },
      }}
      detail={detail}
      actions={actions}
    />,
  );

const done = (locale: Locale, of: ImportView, mine = true) =>
  render(
    locale,
    <DoneScreen item={of} place={checkPlace({})} counts={[]} findings={[]} mine={mine} actions={actions} />,
  );

describe.each(LOCALES)("in %s", (locale) => {
  test("the frame tells every state and whose import it is", () => {
    for (const state of IMPORT_STATES) {
      const of: ImportView = { ...item, state, facts: { ...item.facts, state } };
      for (const mine of [true, false]) {
        for (const at of [null, "columns", "check", "compare", "done"] as const) {
          const html = render(
            locale,
            <WizardFrame item={of} at={at} mine={mine} actions={actions}>
              <ImportHome item={of} mine={mine} />
            </WizardFrame>,
          );
          expect(buttons(html)).toBe(mine && state === "open" ? 1 : 0);
          if (at) expect(html.match(/aria-current="step"/g)?.length).toBeGreaterThanOrEqual(1);
        }
      }
    }
    render(
      locale,
      <WizardFrame item={{ ...revert, by: null }} at="compare" mine actions={actions}>
        {null}
      </WizardFrame>,
    );
  });

  test("every failure is told where the import stands", () => {
    const params = Object.fromEntries(
      ["rejected", "row", "rows", "line", "limit", "seconds", "minutes", "columns", "field", "first", "second"]
        .concat(["value", "point", "pointRow", "comma", "commaRow", "part", "place", "what", "view", "others"])
        .concat(["reason", "cron", "baris", "kolom", "sheet", "layout", "text", "length", "name"])
        .map((name) => [name, 1]),
    );
    for (const code of ERROR_CODES) {
      const failure = { code, params };
      render(locale, <ImportHome item={{ ...item, state: "failed", failure }} mine />);
      check(locale, { item: { ...item, plan: null, failure, facts: { ...item.facts, planned: false } } });
      const html = render(
        locale,
        <ColumnsScreen
          item={{ ...item, failure, facts: { state: "open", read: false, planned: false } }}
          view={{ ...given.columns, reading: null }}
          mayForget={false}
          actions={actions}
        />,
      );
      expect(html).toContain(`>${code}<`);
      expect(html).not.toContain("/imports/7/check");
    }
  });

  test("the columns of any file can be chosen", () => {
    for (const layout of LAYOUTS)
      for (const reason of DETECTION_REASONS) {
        const params = { headings: 1, items: 2, row: 3, text: "A", columns: "G" };
        const reading = { ...given.reading, layout, detection: { layout, reason, params } };
        const choices = { ...NO_CHOICES, layout, rules: [{ prefix: "1", klasifikasi: "x", sub_klasifikasi: null }] };
        const view = { ...given.columns, reading, choices };
        render(locale, <ColumnsScreen item={item} view={view} mayForget={false} actions={actions} />);
      }
    const csv = { ...given.reading, format: "csv", encoding: "windows-1252", numberFormatFrom: "none" } as const;
    for (const kind of IMPORT_KINDS)
      render(
        locale,
        <ColumnsScreen
          item={{ ...item, kind }}
          view={{ ...given.columns, reading: csv, sheets: [], missing: [...FIELDS] }}
          mayForget={false}
          actions={actions}
        />,
      );
  });

  test("every finding has a place, a reading, a reason and a remedy", () => {
    const params = {
      first: 1,
      name: "x",
      kept: "y",
      stored: "z",
      length: 1,
      limit: 2,
      heading: 3,
      rejected: 4,
      count: 5,
      raw: "83349",
      suggested: "m3",
      places: 6,
      text: "a b",
      restored: "m²",
      more: 7,
    };
    const kinds = ["rejected", "duplicate", "flagged", "info"] as FindingKind[];
    const findings = FINDING_CODES.flatMap((code, at) =>
      kinds.map((kind, other) => ({
        seq: at * kinds.length + other,
        baris: 3,
        kolom: at % 2 ? "K" : null,
        field: null,
        kind,
        code,
        value: null,
        params,
      })),
    );
    const counts = findings.map(({ kind, code }) => ({ kind, code, count: 60 }));
    for (const query of [{}, { finding: FINDING_CODES[0] }, { kind: "flagged", page: "2" }])
      check(locale, { place: checkPlace(query), counts, findings });
  });

  test("the file goes back marked, with its rejected rows if there are any, and tells what a correction changed", () => {
    const counts = [{ kind: "rejected", code: "KODE_MISSING", count: 2 }] as const;
    const html = check(locale, { counts: [...counts] });
    expect(html).toContain("/imports/7/workbook");
    expect(html).toContain("/imports/7/rejected");
    const held = check(locale, { counts: [{ kind: "rejected", code: "AHSP_HELD_BACK", count: 2 }] });
    expect(held).not.toContain("/imports/7/rejected");
    const csv = { ...item, reading: { ...given.reading, format: "csv" as const }, patchedRows: 3 };
    const rows = { changed: 1200, added: 0, removed: 3 };
    for (const by of ["file", "rows"] as const)
      for (const findings of [null, { resolved: 2, added: 0, kept: 1 }])
        for (const query of [{}, { changed: "1" }]) {
          const correction = { by, fileName: "lama.csv", rows, findings };
          const shown = check(locale, { item: { ...csv, correction }, place: checkPlace(query) });
          expect(text(shown)).toContain(locale === "id" ? "1.200" : "1,200");
          expect(shown).toContain("lama.csv");
        }
  });

  test("every suspect cell can be decided, with the evidence for it", () => {
    const rows: SuspectView[] = [
      given.suspect,
      { ...given.suspect, baris: 4115, decision: "keep", decidedBy: "Budi", confidence: "high", uraian_item: "" },
      {
        ...given.suspect,
        baris: 4116,
        satuan_item: null,
        decision: "83.349",
        evidence: { from: "none", neighbours: null, ratios: { for: 0, against: 0 } },
      },
      {
        ...given.suspect,
        baris: 4117,
        evidence: {
          ...given.suspect.evidence,
          from: "digits",
          stored: { same: null, neighbours: given.suspect.evidence.neighbours },
        },
      },
    ];
    const counts = { all: 725, high: 400, undecided: 723, highUndecided: 399 };
    for (const suspects of SUSPECT_FILTERS)
      for (const shown of [rows, []])
        check(locale, { place: checkPlace({ suspects }), suspects: { rows: shown, counts } });
    expect(check(locale, { suspects: { rows, counts } }).match(/type="radio"/g)).toHaveLength(12);
  });

  test("every change is told, whatever is chosen", () => {
    for (const outcome of COMPARE_OUTCOMES) {
      compare(locale, {}, { outcome, page: "2" }, { ...given.detail, outcome });
    }
    const line = given.detail.lineChanges[0] as LineChange;
    const lineChanges = (["added", "removed", "changed", "same"] as const).map((outcome) => ({ ...line, outcome }));
    const fields = (["nama_ahsp", "klasifikasi", "sub_klasifikasi", "satuan", "source_file"] as const).map((field) => ({
      field,
      before: "a",
      after: null,
    }));
    compare(locale, {}, {}, { ...given.detail, lineChanges, fields });
    for (const part of [{ onlyGoodRows: false }, { removeMissing: true }, { effect: [], missing: 0 }])
      compare(locale, part);
    const companies = {
      kind: "companies",
      reading: given.reading,
      ledger: { ...plan.report.ledger, new: 0, changed: 0 },
    };
    compare(locale, { report: { ...companies, imported: { companies: 1 } } as unknown as Plan["report"] });
    const empty = { replaced: 0, removed: 0, restored: 0 };
    for (const counts of [{ replaced: 2, removed: 0, restored: 1 }, empty])
      render(
        locale,
        <RevertScreen
          item={{ ...revert, failure: { code: "PLAN_STALE", params: {} } }}
          plan={{ counts, kept: given.kept, effect: given.effect }}
          actions={actions}
        />,
      );
  });

  test("an import tells what it did, what came of the refresh, and who took it back", () => {
    for (const kind of IMPORT_KINDS)
      for (const refreshMs of [84, null]) done(locale, { ...committed, kind, refreshMs });
    done(locale, { ...committed, ended: false });
    done(locale, { ...committed, revertedBy: 8 });
    done(locale, { ...revert, state: "committed", ended: true, refreshMs: 1, kept: given.kept });
    expect(buttons(done(locale, committed))).toBe(1);
    expect(buttons(done(locale, committed, false))).toBe(0);
    expect(buttons(done(locale, { ...committed, revertedBy: 8 }))).toBe(0);
  });

  test("the list has a line for every import", () => {
    const rows = IMPORT_STATES.flatMap((state) =>
      given.lines.map((one, at): ImportLine => ({ ...one, id: IMPORT_STATES.indexOf(state) * 10 + at, state })),
    );
    const states = Object.fromEntries(IMPORT_STATES.map((state) => [state, 5])) as ImportHistory["states"];
    const people = [
      { id: "sari", name: "Sari", count: 1234 },
      { id: "-", name: null, count: 1 },
    ];
    const list = { rows, states, people, total: 1235 };
    const html = render(locale, <ImportList list={list} place={listPlace({})} />);
    expect(html.match(/data-import/g)).toHaveLength(rows.length);
    expect(html).toContain("/imports?page=2");
    const none = { rows: [], states, people: [], total: 0 };
    expect(render(locale, <ImportList list={none} place={listPlace({ by: "sari", state: "failed" })} />)).toContain(
      'href="/imports"',
    );
    render(locale, <ImportList list={none} place={listPlace({})} />);
    render(locale, <UploadForm upload={async () => ({ ok: true })} />);
  });
});

test("the commit says how many changes it makes, and why it cannot be made", () => {
  expect(text(compare("id"))).toContain("Impor 412 perubahan");
  expect(
    text(
      compare("id", {
        removeMissing: true,
        missing: 1000,
        report: { ...given.report, ledger: { ...given.report.ledger, rejected: 0 } },
      }),
    ),
  ).toContain("Impor 1.412 perubahan");
  const stopped = compare("id", { onlyGoodRows: false });
  expect(stopped).toContain(id.compare.blocked.rejected);
  expect(stopped).toMatch(/<button[^>]*disabled=""[^>]*>Impor 412 perubahan/);
});

test("koefisien are shown to their last decimal, and changes with their sign", () => {
  const html = text(compare("id", {}, {}, given.detail));
  expect(html).toContain("0,00008");
  expect(html).toContain("83.349,123456");
  expect(html).toContain("+2.305");
  expect(html).toContain("−17");
});

test("the recommended candidate is marked, and nothing is chosen before a person does", () => {
  const counts = { all: 1, high: 0, undecided: 1, highUndecided: 0 };
  const html = check("id", { suspects: { rows: [given.suspect], counts } });
  expect(text(html)).toContain("83,349 disarankan");
  expect(text(html)).toContain("83.349 seperti dalam berkas");
  expect(html).not.toContain('checked=""');
  const decided = check("id", { suspects: { rows: [{ ...given.suspect, decision: "keep" }], counts } });
  expect(decided).toMatch(/<input[^>]*checked=""[^>]*value="83349"/);
});
