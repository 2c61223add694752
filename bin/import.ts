import { randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { command, EXIT, say, sentence, UsageError, withDatabase } from "@/bin/command";
import { PortalError } from "@/lib/errors";
import { databaseFailure } from "@/lib/failure";
import { formatInteger } from "@/lib/format/number";
import { countFindings, type FindingView, type ImportView, readFindings, readImport } from "@/lib/imports/history";
import { receiveUpload, type Upload } from "@/lib/imports/receive";
import type { ImportReport } from "@/lib/imports/report";
import { runImport } from "@/lib/imports/run";
import { NUMBER_FORMATS } from "@/lib/imports/types";

const MAX_REJECTED_ROWS = 1000;
const SHOWN_PLACES = 3;
const WAIT_MS = 300;

const HELP = `
Imports an xlsx or csv file, of AHSP or of companies, and refreshes what is derived from it. The header says which.

  npm run import -- FILE [--number-format comma|point] [--json]

  --number-format  how the file writes numbers as text: comma is 1.234,56 and point is 1,234.56.
                   Without it the whole column must prove it.
  --json           one JSON object on stdout: { import, state, file, kind, reading, ledger, imported, flags, refresh }
                   (flags: AHSP only), or { import, state: "failed", file, code, message }. refresh is null when it failed.

Exit code 0: imported (rejected rows are listed); 1: nothing was imported; 2: wrong use.`;

await command({
  help: HELP,
  options: { json: { type: "boolean" }, "number-format": { type: "string" } },
  async run({ values, positionals }) {
    const [file, ...rest] = positionals;
    if (!file || rest.length > 0) throw new UsageError("Name one file.");
    const wanted = values["number-format"];
    const numberFormat = NUMBER_FORMATS.find((one) => one === wanted) ?? null;
    if (wanted !== undefined && numberFormat === null)
      throw new UsageError(`--number-format is comma or point, not ${wanted}.`);
    if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) throw new UsageError(`There is no file ${file}.`);
    const fileName = path.basename(file);
    const upload = { fileName, numberFormat, via: "command" as const, actor: null, uploadKey: randomUUID() };
    const print = (object: object) => process.stdout.write(`${JSON.stringify(object)}\n`);
    try {
      return await withDatabase(async () => {
        const item = await importToItsEnd({ ...upload, bytes: fs.readFileSync(file) });
        if (values.json) print(await asJson(item));
        else process.stdout.write(await asText(item));
        return item.state === "committed" ? EXIT.ok : EXIT.failed;
      });
    } catch (error) {
      // A script that reads stdout gets its object for a file that was refused at the door too.
      if (values.json) print({ import: null, state: "failed", file: fileName, ...failureOfError(error) });
      throw error;
    }
  },
});

/** A portal that starts at this moment may take the import up first: then it is waited for. */
async function importToItsEnd(upload: Upload): Promise<ImportView> {
  const id = await receiveUpload(upload);
  for (;;) {
    await runImport(id);
    const item = await readImport(id);
    if (!item) throw new Error(`import ${id} is gone`);
    if (item.ended) return item;
    await sleep(WAIT_MS);
  }
}

function failureOf(item: ImportView): { code: string; message: string } {
  const code = item.errorCode ?? "INTERNAL";
  return { code, message: say(`errors.${code}`, { errorId: "-", ...item.errorParams }) };
}

function failureOfError(error: unknown): { code: string; message: string } {
  if (error instanceof PortalError) return { code: error.code, message: say(`errors.${error.code}`, error.params) };
  return { code: databaseFailure(error) ?? "INTERNAL", message: sentence(error) };
}

async function asJson(item: ImportView): Promise<object> {
  const head = { import: item.id, state: item.state, file: item.fileName };
  if (!item.report) return { ...head, ...failureOf(item) };
  const { kind, reading, ledger, imported } = item.report;
  const findings = (await readFindings(item.id, { kind: "rejected", limit: MAX_REJECTED_ROWS })).map((finding) => ({
    row: finding.baris,
    column: headerOf(item, finding),
    reason: say(`findings.${finding.code}.reason`, finding.params),
  }));
  return {
    ...head,
    kind,
    reading,
    ledger: { ...ledger, rejected_rows: findings },
    imported,
    ...(item.report.kind === "ahsp" ? { flags: item.report.flags } : {}),
    refresh: item.refreshMs === null ? null : { duration_ms: item.refreshMs },
  };
}

/** The column's header as the file writes it. */
function headerOf(item: ImportView, finding: FindingView): string | null {
  return item.report?.reading.columns.find((column) => column.kolom === finding.kolom)?.header ?? finding.field;
}

/** With its reason where the row was rejected: there the person has to act. */
function placeOf(item: ImportView, finding: FindingView): string {
  const column = finding.kolom ? `, kolom ${headerOf(item, finding)} (${finding.kolom})` : "";
  const reason = finding.kind === "rejected" ? `: ${say(`findings.${finding.code}.reason`, finding.params)}` : "";
  return `Baris ${finding.baris}${column}${reason}`;
}

async function asText(item: ImportView): Promise<string> {
  if (!item.report) {
    const { code, message } = failureOf(item);
    return `${item.fileName}: not imported, nothing changed.\n${code}: ${message}\n`;
  }
  const { ledger } = item.report;
  const line = (name: string, value: number) => `  ${name.padEnd(34)}${formatInteger(value, "en").padStart(12)}`;
  const findings: string[] = [];
  for (const { kind, code, count } of await countFindings(item.id)) {
    const first = await readFindings(item.id, { code, limit: SHOWN_PLACES });
    const places = first.map((finding) => placeOf(item, finding));
    findings.push(
      `  ${formatInteger(count, "en")} ${kind}: ${say(`findings.${code}.title`)}`,
      `    ${places.join("; ")}${count > SHOWN_PLACES ? " …" : ""}`,
      `    ${say(`findings.${code}.remedy`, first[0]?.params)}`,
    );
  }
  return `${[
    `${item.fileName}: imported as number ${item.id}.`,
    "Rows",
    ...(["headings", "new", "changed", "unchanged", "duplicate_identical", "rejected"] as const).map((name) =>
      line(say(`ledger.${name}`), ledger[name]),
    ),
    line(say("ledger.rows"), ledger.rows),
    "Stored of this file",
    ...sumsOf(item.report).map(([name, value]) => line(name, value)),
    ...(findings.length ? ["Rows to look at", ...findings] : []),
    item.refreshMs === null
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
