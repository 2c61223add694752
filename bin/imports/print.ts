import { say, sentence } from "@/bin/command";
import { type ErrorCode, type ErrorParams, PortalError } from "@/lib/errors";
import { databaseFailure } from "@/lib/failure";
import { formatInteger } from "@/lib/format/number";
import { withFieldNames } from "@/lib/imports/field-names";
import { countFindings, type FindingView, type ImportView, readFindings } from "@/lib/imports/history";
import type { ImportReport } from "@/lib/imports/report";
import type { Reverted } from "@/lib/imports/revert";
import type { EffectRow } from "@/lib/imports/session";
import { readSuspects } from "@/lib/imports/suspects";

const MAX_REJECTED_ROWS = 1000;
const MAX_SUSPECTS = 100_000;
const SHOWN_PLACES = 3;

function failureOf(item: ImportView): { code: string; message: string } {
  const code = item.failure?.code ?? "INTERNAL";
  return { code, message: sayError(code, item.failure?.params) };
}

/** With the names that --map takes beside those that people know. */
function sayError(code: ErrorCode, params: ErrorParams = {}): string {
  return say(
    `errors.${code}`,
    withFieldNames(params, (field) => `${say(`columns.fields.${field}`)} (${field})`),
  );
}

export function failureOfError(error: unknown): { code: string; message: string } {
  if (error instanceof PortalError) return { code: error.code, message: sayError(error.code, error.params) };
  return { code: databaseFailure(error) ?? "INTERNAL", message: sentence(error) };
}

/** What `--json` prints of an import: what a commit would do while it is open, what it did once it is committed. */
export async function asJson(item: ImportView): Promise<object> {
  const head = { import: item.id, state: item.state, file: item.fileName };
  const report = item.report ?? item.plan?.report;
  if (item.revertPlan) return { ...head, reverts: item.reverts, ...item.revertPlan };
  if (!report) return { ...head, profile: profileOf(item), ...failureOf(item) };
  const { kind, reading, ledger, imported } = report;
  const rejected = (await readFindings(item.id, { kind: "rejected", limit: MAX_REJECTED_ROWS })).map((finding) => ({
    row: finding.baris,
    column: headerOf(report, finding),
    reason: say(`findings.${finding.code}.reason`, finding.params),
  }));
  const suspects = await readSuspects(item.id, { limit: MAX_SUSPECTS, offset: 0 });
  return {
    ...head,
    kind,
    reading,
    profile: profileOf(item),
    ledger: { ...ledger, rejected_rows: rejected },
    imported,
    ...(report.kind === "ahsp" ? { flags: report.flags } : {}),
    effect: item.plan?.effect ?? [],
    missing: item.plan?.missing ?? 0,
    suspects: suspects.rows.map(({ baris, raw, candidates, recommended, confidence, decision }) => ({
      row: baris,
      raw,
      candidates,
      recommended,
      confidence,
      decision,
    })),
    ...(item.failure ? failureOf(item) : {}),
    refresh: item.refreshMs === null ? null : { duration_ms: item.refreshMs },
  };
}

/** The saved mapping that the file was read by. */
function profileOf({ profile }: ImportView): object | null {
  return profile && { signature: profile.signature, by: profile.by, at: profile.at, choices: profile.choices };
}

function profileLine({ by, at }: NonNullable<ImportView["profile"]>): string {
  return `Read by the mapping that ${by ?? "a command"} saved on ${at} for these column names (--no-profile: without it).`;
}

/** The column's header as the file writes it. */
function headerOf(report: ImportReport, finding: FindingView): string | null {
  return report.reading.columns.find((column) => column.kolom === finding.kolom)?.header ?? finding.field;
}

/** With its reason where the row was rejected: there the person has to act. */
function placeOf(report: ImportReport, finding: FindingView): string {
  const column = finding.kolom ? `, kolom ${headerOf(report, finding)} (${finding.kolom})` : "";
  const reason = finding.kind === "rejected" ? `: ${say(`findings.${finding.code}.reason`, finding.params)}` : "";
  return `Baris ${finding.baris}${column}${reason}`;
}

export async function asText(item: ImportView): Promise<string> {
  const report = item.report ?? item.plan?.report;
  if (item.revertPlan) return revertText(item, item.revertPlan);
  if (!report || item.state === "failed") {
    const { code, message } = failureOf(item);
    const by = item.profile ? `${profileLine(item.profile)}\n` : "";
    return `${item.fileName}: not imported, nothing changed.\n${code}: ${message}\n${by}`;
  }
  const { ledger } = report;
  const line = (name: string, value: number) => `  ${name.padEnd(34)}${formatInteger(value, "en").padStart(12)}`;
  const findings: string[] = [];
  for (const { kind, code, count } of await countFindings(item.id)) {
    const first = await readFindings(item.id, { code, limit: SHOWN_PLACES });
    const places = first.map((finding) => placeOf(report, finding));
    findings.push(
      `  ${formatInteger(count, "en")} ${kind}: ${say(`findings.${code}.title`)}`,
      `    ${places.join("; ")}${count > SHOWN_PLACES ? " …" : ""}`,
      `    ${say(`findings.${code}.remedy`, first[0]?.params)}`,
    );
  }
  return `${[
    item.state === "committed"
      ? `${item.fileName}: imported as number ${item.id}.`
      : `${item.fileName}: nothing is imported yet. This is what import ${item.id} would do.`,
    ...(item.profile ? [profileLine(item.profile)] : []),
    "Rows",
    ...(["headings", "new", "changed", "unchanged", "duplicate_identical", "rejected"] as const).map((name) =>
      line(say(`ledger.${name}`), ledger[name]),
    ),
    line(say("ledger.rows"), ledger.rows),
    "Stored of this file",
    ...sumsOf(report).map(([name, value]) => line(name, value)),
    ...(findings.length ? ["Rows to look at", ...findings] : []),
    ...(item.plan?.effect.length ? ["Effect on the statistics", ...item.plan.effect.map(effectLine)] : []),
    item.state !== "committed"
      ? `To commit it: npm run import -- --commit ${item.id}`
      : item.refreshMs === null
        ? "The view is NOT refreshed: npm run doctor"
        : `View refreshed in ${Math.round(item.refreshMs)} ms.`,
  ].join("\n")}\n`;
}

function sumsOf(report: ImportReport): [string, number][] {
  if (report.kind === "companies") {
    const { companies, technologies, without_technologies } = report.imported;
    return [
      ["Companies", companies],
      ["Distinct technologies", technologies],
      ["Without technologies", without_technologies],
    ];
  }
  const { ahsp, rincian, per_kategori, zero_coef, missing_unit } = report.imported;
  return [
    ["AHSP", ahsp],
    ["Rincian", rincian],
    ...Object.entries(per_kategori),
    ["Zero coefficient", zero_coef],
    ["Missing unit", missing_unit],
  ];
}

function effectLine({ sumber, klasifikasi, before, after }: EffectRow): string {
  const changes = (Object.keys(after) as (keyof typeof after)[])
    .filter((name) => before[name] !== after[name])
    .map((name) => `${name} ${formatInteger(before[name], "en")} → ${formatInteger(after[name], "en")}`);
  return `  ${sumber} / ${klasifikasi ?? "-"}: ${changes.join(", ")}`;
}

function revertText(item: ImportView, { counts, kept, effect }: Reverted): string {
  const done = item.state === "committed";
  return `${[
    `${done ? "Took back" : "Taking back"} import ${item.reverts} (${item.fileName})${done ? ` as import ${item.id}` : " would do this"}:`,
    `  restored ${counts.restored}, put back ${counts.replaced}, removed ${counts.removed}`,
    ...kept.map((one) => `  kept, because it was changed since: ${one.sumber} ${one.kode_ahsp}`),
    ...(effect.length ? ["Effect on the statistics", ...effect.map(effectLine)] : []),
  ].join("\n")}\n`;
}
