import { randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { command, EXIT, UsageError, withDatabase } from "@/bin/command";
import { asJson, asText, failureOfError } from "@/bin/imports/print";
import type { Choices } from "@/lib/imports/choices";
import { type ImportView, readImport } from "@/lib/imports/history";
import { fieldNamed } from "@/lib/imports/layout";
import { choosePlan, commitImport, openRevert } from "@/lib/imports/open";
import { receiveUpload } from "@/lib/imports/receive";
import { runImport } from "@/lib/imports/run";
import { FIELDS } from "@/lib/imports/types";

const WAIT_MS = 300;
const FORMATS = ["comma", "point", "stored"] as const;

const HELP = `
Imports an xlsx or csv file, of AHSP or of companies, and refreshes what is derived from it. The header says which.

  npm run import -- FILE [options]         imports the good rows at once
  npm run import -- FILE --plan            everything up to the comparison; changes nothing; waits 48 hours for
  npm run import -- --commit NUMBER        commits what was planned
  npm run import -- FILE --commit          imports the whole file, or nothing when a row is rejected
  npm run import -- --revert NUMBER        takes an import back (with --plan: says what that would do)

  --only-good-rows   with --commit: leave rejected rows out
  --number-format    how the file writes numbers as text: comma is 1.234,56, point is 1,234.56, stored: numeric cells
                     only. Without it the whole column must prove it
  --sumber TEXT      the sumber of rows that do not say theirs
  --map FIELD=COLUMN what a column holds, e.g. --map kode_ahsp=A; may be repeated
                     These three are remembered once the import is committed: a file with the same column names for
                     which none of them is given is read by them
  --no-profile       read the file without the mapping that was saved for its column names
  --json             one JSON object on stdout: { import, state, file, kind, reading, profile, ledger, imported, flags,
                     effect, missing, suspects: [{ row, raw, candidates, recommended, confidence, decision }], refresh }
                     (flags: AHSP only), or { import, state: "failed", file, code, message }

Exit code 0: done (rejected rows are listed); 1: nothing was imported; 2: wrong use.`;

await command({
  help: HELP,
  options: {
    json: { type: "boolean" },
    plan: { type: "boolean" },
    commit: { type: "boolean" },
    revert: { type: "boolean" },
    "only-good-rows": { type: "boolean" },
    "number-format": { type: "string" },
    sumber: { type: "string" },
    map: { type: "string", multiple: true },
    "no-profile": { type: "boolean" },
  },
  async run({ values, positionals }) {
    const [target, ...rest] = positionals;
    if (!target || rest.length > 0) throw new UsageError("Name one file, or the number of an import.");
    if (values.plan && values.commit) throw new UsageError("--plan or --commit, not both.");
    const print = (object: object) => process.stdout.write(`${JSON.stringify(object)}\n`);
    const isFile = fs.statSync(target, { throwIfNoEntry: false })?.isFile() ?? false;
    const number = /^[1-9][0-9]{0,8}$/.test(target) ? Number(target) : null;
    const choices = choicesOf(values);
    if (!isFile && !(number !== null && (values.commit || values.revert))) {
      throw new UsageError(`There is no file ${target}.`);
    }
    try {
      return await withDatabase(async () => {
        const goodRows = values["only-good-rows"] ?? false;
        const item =
          values.revert && number !== null
            ? await toItsEnd(await openRevert(number, { actor: null, goal: values.plan ? "plan" : "commit" }))
            : isFile
              ? await importFile(target, choices, {
                  plan: values.plan ?? false,
                  whole: (values.commit ?? false) && !goodRows,
                  useProfile: !values["no-profile"],
                })
              : await commitOpen(number as number, goodRows);
        if (values.json) print(await asJson(item));
        else process.stdout.write(await asText(item));
        const wanted = values.plan ? "open" : "committed";
        return item.state === wanted && (wanted === "committed" || item.plan || item.revertPlan)
          ? EXIT.ok
          : EXIT.failed;
      });
    } catch (error) {
      // A script that reads stdout gets its object for a file that was refused at the door too.
      if (values.json) print({ import: null, state: "failed", file: path.basename(target), ...failureOfError(error) });
      throw error;
    }
  },
});

interface Given {
  "number-format"?: string | undefined;
  sumber?: string | undefined;
  map?: string[] | undefined;
}

function choicesOf(values: Given): Partial<Choices> {
  const choices: Partial<Choices> = {};
  const wanted = values["number-format"];
  if (wanted !== undefined) {
    const format = FORMATS.find((one) => one === wanted);
    if (!format) throw new UsageError(`--number-format is comma, point or stored, not ${wanted}.`);
    choices.numberFormat = format;
  }
  if (values.sumber !== undefined) choices.constants = { sumber: values.sumber };
  if (values.map) {
    choices.columns = {};
    for (const entry of values.map) {
      const [name, column] = entry.split("=");
      const field = FIELDS.find((one) => one === name) ?? fieldNamed(name);
      if (!field || !column || !/^[A-Za-z]{1,3}$/.test(column)) {
        throw new UsageError(`--map is FIELD=COLUMN with one of ${FIELDS.join(", ")}, not ${entry}.`);
      }
      choices.columns[field] = column.toUpperCase();
    }
  }
  return choices;
}

async function importFile(
  file: string,
  choices: Partial<Choices>,
  { plan, whole, useProfile }: { plan: boolean; whole: boolean; useProfile: boolean },
): Promise<ImportView> {
  const goal = plan || whole ? "plan" : "commit";
  const upload = { fileName: path.basename(file), choices, useProfile, goal, via: "command", actor: null } as const;
  const id = await receiveUpload({ ...upload, bytes: fs.readFileSync(file), uploadKey: randomUUID() });
  const item = await toItsEnd(id);
  return whole && item.plan ? commitOpen(id, false) : item;
}

async function commitOpen(id: number, onlyGoodRows: boolean): Promise<ImportView> {
  const item = await readImport(id);
  if (item?.state === "open" && item.reverts === null) {
    await choosePlan(id, { onlyGoodRows, removeMissing: item.plan?.removeMissing ?? false });
    await toItsEnd(id);
  }
  await commitImport(id, randomUUID());
  return toItsEnd(id);
}

/** A portal that starts at this moment may take the import up first: then it is waited for. */
async function toItsEnd(id: number): Promise<ImportView> {
  for (;;) {
    await runImport(id);
    const item = await readImport(id);
    if (!item) throw new Error(`import ${id} is gone`);
    if (item.ended || item.state === "open") return item;
    await sleep(WAIT_MS);
  }
}
