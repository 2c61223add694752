import { describe, expect, test, vi } from "vitest";
import { SourceBanner } from "@/components/source-banner";
import { buttons, render, text } from "@/components/testing/render";
import { DoctorPanel } from "@/components/views/doctor-panel";
import { ScheduleForm } from "@/components/views/schedule-form";
import { SchedulePreview } from "@/components/views/schedule-preview";
import type { ViewActions } from "@/components/views/types";
import { ViewHeader, ViewScreen } from "@/components/views/view-screen";
import { ViewTable } from "@/components/views/view-table";
import type { Role } from "@/lib/auth/roles";
import { LOCALES, type Locale } from "@/lib/format/locale";
import { DOCTOR_CODES, type DoctorFinding, type ViewDetails } from "@/lib/views/types";
import id from "@/messages/id.json";

vi.mock("next/navigation", () => ({ useRouter: () => ({}), usePathname: () => "/views" }));

const actions = {} as ViewActions;

const view: ViewDetails = {
  name: "referensi_ahsp_stats",
  exists: true,
  populated: true,
  off: null,
  snapshotAt: "2026-11-20T19:00:00.000Z",
  by: "Sari",
  trigger: "portal",
  mode: "concurrently",
  durationMs: 84.4,
  changed: 17,
  differing: 0,
  running: false,
  rows: 2305,
  sizeBytes: 804_000,
  runningRefresh: null,
  verified: {
    at: "2026-11-21T07:05:00.000Z",
    by: "Sari",
    durationMs: 91,
    rows: 2305,
    differences: 0,
    changed: 0,
  },
  schedule: {
    cron: "0 2 * * *",
    timeZone: "Asia/Makassar",
    refreshAfter: 2500,
    edited: true,
    nextAt: "2026-11-21T18:00:00.000Z",
    lookedAt: "2026-11-21T07:05:00.000Z",
    outcome: "unchanged",
  },
  lastFailed: false,
  sizes: { total: 804_000, table: 600_000, indexes: 204_000 },
  snapshotKnownBy: "log",
  analysed: true,
  analysedAt: "2026-11-20T19:00:00.000Z",
  history: [
    {
      id: 2,
      modeAsked: "automatic",
      modeUsed: "concurrently",
      reason: "readers",
      proof: { rows: 2305, differences: 0 },
      trigger: "schedule",
      by: null,
      startedAt: "2026-11-20T19:00:00.000Z",
      durationMs: 84.4,
      rows: 2305,
      changes: null,
      outcome: "ok",
      error: null,
    },
    {
      id: 1,
      modeAsked: "standard",
      modeUsed: "standard",
      reason: null,
      proof: null,
      trigger: "portal",
      by: "Sari",
      startedAt: "2026-11-19T19:00:00.000Z",
      durationMs: 15_001,
      rows: null,
      changes: null,
      outcome: "failed",
      error: "55P03 canceling statement due to lock timeout",
    },
  ],
  indexes: [
    {
      name: "idx_ahsp_stats_ahsp_id",
      definition: "btree (ahsp_id)",
      sizeBytes: 65_536,
      scans: 1234,
      unique: true,
      state: "valid",
      declared: true,
    },
    {
      name: "idx_ahsp_stats_sumber",
      definition: "CREATE INDEX idx_ahsp_stats_sumber ON referensi_ahsp_stats (sumber)",
      sizeBytes: 0,
      scans: 0,
      unique: false,
      state: "missing",
      declared: true,
    },
  ],
  plan: {
    query: "SELECT * FROM referensi_ahsp_stats WHERE ahsp_id = 1",
    expectedIndex: "idx_ahsp_stats_ahsp_id",
    plan: ["Index Scan using idx_ahsp_stats_ahsp_id on referensi_ahsp_stats  (cost=0.28..8.30 rows=1 width=238)"],
    verdict: "expected",
    used: ["idx_ahsp_stats_ahsp_id"],
  },
  dependsOn: ["referensi_ahspreferensi", "referensi_rincianreferensi"],
  definition: "CREATE MATERIALIZED VIEW referensi_ahsp_stats AS SELECT 1 WITH NO DATA;",
};

const screen = (details: Partial<ViewDetails>, role: Role, locale: Locale = "id") =>
  render(locale, <ViewScreen view={{ ...view, ...details }} role={role} actions={actions} />);

describe.each(LOCALES)("in %s", (locale) => {
  test.each<[string, Partial<ViewDetails>]>([
    ["fresh", {}],
    ["off", { off: { since: "2026-11-21T07:00:00.000Z", by: null } }],
    ["missing", { exists: false, populated: false, rows: null, changed: null, snapshotAt: null, plan: null }],
    ["empty", { populated: false, changed: null, durationMs: null, mode: null, verified: null, history: [] }],
    ["rewritten", { snapshotKnownBy: "rewritten", analysedAt: null }],
    [
      "being refreshed",
      {
        running: true,
        plan: null,
        runningRefresh: {
          pid: 7,
          trigger: "portal",
          by: null,
          since: "2026-11-21T07:05:00.000Z",
          waitsFor: "Lock: relation",
          blockedBy: [41, 42],
        },
      },
    ],
    ["different", { verified: { ...(view.verified as NonNullable<ViewDetails["verified"]>), differences: 3 } }],
    ["without a schedule", { schedule: { ...view.schedule, cron: null, nextAt: null, refreshAfter: null } }],
    ["small", { plan: { ...(view.plan as NonNullable<ViewDetails["plan"]>), verdict: "small", used: [] } }],
    ["astray", { plan: { ...(view.plan as NonNullable<ViewDetails["plan"]>), verdict: "unexpected", used: [] } }],
  ])("a view that is %s can be looked at by everybody, and a viewer has no button to press", (_, details) => {
    for (const role of ["viewer", "staff", "admin"] as const) screen(details, role, locale);
    expect(buttons(screen(details, "viewer", locale))).toBe(0);
    render(locale, <ViewTable views={[{ ...view, ...details }]} />);
    render(locale, <ViewHeader name={view.name} view={{ ...view, ...details }} />);
  });

  test("every finding says what, why and what to do, whoever reads it", () => {
    const params = {
      since: "2026-11-21T07:00:00.000Z",
      index: "idx_a",
      hours: 50,
      changed: "?",
      minutes: 31,
      waitsFor: "Lock: relation",
      error: "55P03 lock timeout",
      differences: 3,
      extension: "pg_trgm",
      setting: "autovacuum",
      value: "off",
      wanted: "on",
    };
    const findings = DOCTOR_CODES.map(
      (code): DoctorFinding => ({
        code,
        view: code === "SETTING" || code === "EXTENSION_MISSING" ? null : view.name,
        params,
        remedy: code === "SETTING" ? null : "rebuild",
        command: `mend ${code}`,
      }),
    );
    const panel = (role: Role, found = findings) =>
      render(locale, <DoctorPanel findings={found} checks={31} role={role} actions={actions} />);
    for (const code of DOCTOR_CODES) expect(panel("viewer")).toContain(`mend ${code}`);
    expect(buttons(panel("viewer"))).toBe(0);
    // Staff may copy every command, and apply none of these remedies.
    expect(buttons(panel("staff"))).toBe(DOCTOR_CODES.length);
    expect(buttons(panel("admin"))).toBe(2 * DOCTOR_CODES.length - 1);
    expect(panel("admin", [])).toContain("31");
  });

  test("a page that is not read from the view says so and leads to it", () => {
    for (const source of ["off", "missing"] as const) {
      expect(render(locale, <SourceBanner source={source} view={view.name} />)).toContain(`/views/${view.name}`);
    }
    expect(render(locale, <SourceBanner source="view" view={view.name} />)).toBe("");
  });
});

test("staff may refresh, analyse and verify; only an admin may rebuild, switch, schedule and make indexes", () => {
  expect(buttons(screen({}, "staff"))).toBe(5);
  const admin = text(screen({}, "admin"));
  for (const name of ["Buat ulang", "Matikan", "Ubah jadwal", "Buat indeks"]) {
    expect(admin).toContain(name);
    expect(text(screen({}, "staff"))).not.toContain(name);
  }
});

test("the numbers of a view read as people write them", () => {
  const shown = text(screen({}, "viewer"));
  for (const words of ["2.305", "804 kB", "84 ms", "cocok 2.305/2.305", "(WITA)", "atau setelah 2.500 perubahan"]) {
    expect(shown).toContain(words);
  }
  expect(shown).toContain("Index Scan memakai idx_ahsp_stats_ahsp_id: sesuai.");
});

test("the form begins with the schedule in force, and tells a wrong expression at its field", () => {
  const form = (cron: string | null) =>
    render(
      "id",
      <ScheduleForm
        schedule={{ ...view.schedule, cron }}
        pending={false}
        onSave={() => undefined}
        onClose={() => undefined}
      />,
    );
  expect(form("0 2 * * *")).toMatch(/<option[^>]*value="nightly"[^>]*selected/);
  expect(form("0 2 * * *")).toMatch(/<option[^>]*value="Asia\/Makassar"[^>]*selected/);
  expect(form("0 2 * * *")).not.toContain('aria-invalid="');
  expect(form("every night")).toContain('aria-invalid="true"');
  expect(form("every night")).toContain(id.schedule.cronWrong);
});

test("an expression is said in words, with the next three times", () => {
  const html = render("id", <SchedulePreview cron="0 */6 * * *" zone="UTC" />);
  expect(html.match(/<li/g)).toHaveLength(3);
  expect(text(html)).toContain("(UTC)");
  expect(render("id", <SchedulePreview cron={null} zone="UTC" />)).not.toContain("<li");
});
