import { randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { command, EXIT, say, UsageError, withDatabase } from "@/bin/command";
import { formatInteger } from "@/lib/format/number";
import { countFindings, type FindingView, type ImportView, readFindings, readImport } from "@/lib/imports/history";
import { receiveUpload } from "@/lib/imports/receive";
import { runImport } from "@/lib/imports/run";
import { NUMBER_FORMATS } from "@/lib/imports/types";

const MAX_REJECTED_ROWS = 1000;
const SHOWN_PLACES = 3;

const HELP = `
Imports an xlsx or csv file and refreshes the statistics.

  npm run import -- FILE [--number-format comma|point] [--json]

  --number-format  how the file writes numbers as text: comma is 1.234,56 and point is 1,234.56.
                   Without it the whole column must prove it.
  --json           one JSON object on stdout: { state, ledger, imported, flags, … }

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
    const bytes = fs.readFileSync(file);
    return withDatabase(async () => {
      const id = await receiveUpload({
        bytes,
        fileName: path.basename(file),
        uploadKey: randomUUID(),
        numberFormat,
        via: "command",
        actor: null,
      });
      await runImport(id);
      const item = (await readImport(id)) as ImportView;
      process.stdout.write(values.json ? `${JSON.stringify(await asJson(item))}\n` : await asText(item));
      return item.state === "committed" ? EXIT.ok : EXIT.failed;
    });
  },
});

function failureOf(item: ImportView): { code: string; message: string } | undefined {
  if (!item.errorCode) return undefined;
  return { code: item.errorCode, message: say(`errors.${item.errorCode}`, { errorId: "-", ...item.errorParams }) };
}

async function asJson(item: ImportView): Promise<object> {
  const head = { import: item.id, file: item.fileName, state: item.state };
  if (!item.report) return { ...head, ...failureOf(item) };
  const { reading, ledger, imported, flags } = item.report;
  const findings = (await readFindings(item.id, { kind: "rejected", limit: MAX_REJECTED_ROWS })).map((finding) => ({
    row: finding.baris,
    column: headerOf(item, finding),
    reason: say(`findings.${finding.code}.reason`, finding.params),
  }));
  return {
    ...head,
    reading,
    ledger: { ...ledger, rejected_rows: findings },
    imported,
    flags,
    refreshed: item.refreshMs !== null,
  };
}

/** The column's header as the file writes it. */
function headerOf(item: ImportView, finding: FindingView): string | null {
  return item.report?.reading.columns.find((column) => column.kolom === finding.kolom)?.header ?? finding.field;
}

async function asText(item: ImportView): Promise<string> {
  const failure = failureOf(item);
  if (!item.report) return `${item.fileName}: not imported, nothing changed.\n${failure?.code}: ${failure?.message}\n`;
  const { ledger, imported } = item.report;
  const line = (name: string, value: number) => `  ${name.padEnd(34)}${formatInteger(value, "en").padStart(12)}`;
  const findings: string[] = [];
  for (const { kind, code, count } of await countFindings(item.id)) {
    const first = await readFindings(item.id, { code, limit: SHOWN_PLACES });
    const places = first.map(
      (finding) =>
        `Baris ${finding.baris}${finding.kolom ? `, kolom ${headerOf(item, finding)} (${finding.kolom})` : ""}`,
    );
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
    line("AHSP", imported.ahsp),
    line("Rincian", imported.rincian),
    ...Object.entries(imported.per_kategori).map(([name, value]) => line(name, value)),
    line("Zero coefficient", imported.zero_coef),
    line("Missing unit", imported.missing_unit),
    ...(findings.length ? ["Rows to look at", ...findings] : []),
    item.refreshMs === null
      ? "The statistics are NOT refreshed yet: npm run refresh-stats"
      : `Statistics refreshed in ${Math.round(item.refreshMs)} ms.`,
  ].join("\n")}\n`;
}
