import fs from "node:fs";
import path from "node:path";
import { fill, parseScales, type Scale, withClient } from "@/bench/data";
import { measureFaults } from "@/bench/faults";
import { measureImport } from "@/bench/import";
import { measureReaders } from "@/bench/readers";
import { measureScales, SCALE_SUBJECTS, type ScaleFigures } from "@/bench/scale";
import { type Figures, table } from "@/bench/table";
import { measureTechnologies } from "@/bench/technologies";
import { command, EXIT, progress, UsageError } from "@/bin/command";
import { openDatabase } from "@/lib/db/embedded";
import { migrate } from "@/lib/db/migrate";
import { closePool } from "@/lib/db/pool";
import { closePrisma } from "@/lib/db/prisma";
import { throwawayFolder } from "@/lib/db/throwaway-folder";

const HELP = `
Measures the portal on embedded databases of its own, which are deleted afterwards. Figures are medians; trust the
ratios, which are taken pair by pair within one run.

  npm run bench [-- reads pages export refresh technologies readers import faults] [--scale 5k,50k] [--runs 15]
                [--companies 20000] [--rows 15000,100000] [--quick] [--json]

Without a name everything is measured; with --scale alone, what is measured at each scale.

At each of --scale (AHSP; up to 5k with three rincian each, above with ten; 1M takes about half an hour and 8 GB of disk):
  reads         every kind of page: live aggregate, count and OFFSET on the view, the portal's statement
  pages         /ahsp of the running portal against a page without data: alone, and with 32 clients
  export        downloads of everything: rows a second, and how much the server's memory grows
  refresh       the reference definition against the view and its modes

Once:
  technologies  the list of technologies at --companies companies of ten technologies each, with the API's answer
  readers       what twenty readers notice of refreshes of both views
  import        imports of csv files of --rows rows, step by step, with the memory they take, against a bare COPY
  faults        only when named: kills what commits an import 112 times, and counts what is left (about 5 minutes)

  --quick       5k, five runs, nothing that needs the built portal

Exit code 0: measured, and view and live aggregate agree; 1: they do not; 2: wrong use.`;

const SUBJECTS = [...SCALE_SUBJECTS, "technologies", "readers", "import", "faults"] as const;
type Subject = (typeof SUBJECTS)[number];
const ONLY_WHEN_NAMED: readonly Subject[] = ["faults"];
const IN_PORTAL: readonly Subject[] = ["pages", "export"];
const READERS_SCALE = { ahsp: 5_000, lines: 3 };

await command({
  help: HELP,
  options: {
    scale: { type: "string" },
    runs: { type: "string" },
    companies: { type: "string", default: "20000" },
    rows: { type: "string" },
    quick: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
  async run({ values, positionals }) {
    const { quick } = values;
    const wrong = positionals.find((name) => !SUBJECTS.some((subject) => subject === name));
    if (wrong) throw new UsageError(`There is nothing called ${wrong}.`);
    const usual: readonly Subject[] = values.scale ? SCALE_SUBJECTS : SUBJECTS;
    const subjects = SUBJECTS.filter((subject) =>
      positionals.length > 0
        ? positionals.includes(subject)
        : usual.includes(subject) && !ONLY_WHEN_NAMED.includes(subject) && !(quick && IN_PORTAL.includes(subject)),
    );
    const scales = parseScales(values.scale ?? (quick ? "5k" : "5k,50k"));
    if (!scales) throw new UsageError("--scale is a list such as 5k,50k,1M.");
    const runs = Number(values.runs ?? (quick ? 5 : 15));
    const companies = Number(values.companies);
    const rows = (values.rows ?? (quick ? "3000" : "15000,100000")).split(",").map(Number);
    if (![...rows, runs, companies].every((value) => Number.isInteger(value) && value > 0))
      throw new UsageError("--runs, --companies and --rows are whole numbers.");
    const report = (one: ScaleFigures) => values.json || process.stdout.write(`${table({ scales: [one] })}\n`);
    const figures = await measure({ subjects, scales, runs, companies, rows, quick, report });
    process.stdout.write(values.json ? `${JSON.stringify(figures)}\n` : table({ ...figures, scales: [] }));
    const differences = [
      ...(figures.scales ?? []).flatMap((one) => [one.reads?.differences ?? 0, one.refresh?.proof.differences ?? 0]),
      figures.technologies?.differences ?? 0,
    ];
    const { processKills, databaseKills } = figures.faults ?? {};
    const harmed = [processKills, databaseKills].some((tally) => tally && tally.between + tally.stuck > 0);
    return differences.every((one) => one === 0) && !harmed ? EXIT.ok : EXIT.failed;
  },
});

async function measure(asked: {
  subjects: readonly Subject[];
  scales: Scale[];
  runs: number;
  companies: number;
  rows: number[];
  quick: boolean;
  report(one: ScaleFigures): void;
}): Promise<Figures> {
  const { subjects, scales, runs, companies, rows, quick, report } = asked;
  const wanted = (subject: Subject) => subjects.includes(subject);
  const figures: Figures = {};
  const folder = throwawayFolder();
  try {
    const atScale = SCALE_SUBJECTS.filter(wanted);
    if (atScale.length > 0)
      figures.scales = await measureScales(scales, { folder, runs, subjects: atScale, progress, report });
    if (subjects.length === atScale.length) return figures;
    await withBenchDatabase(path.join(folder, "portal"), async (url, dataDir) => {
      if (wanted("technologies") || wanted("readers")) {
        progress(`Technologies of ${companies} companies …`);
        // Reading every company live takes long: few runs are enough for such ratios.
        const few = companies > 100_000 ? 3 : runs;
        const distinct = Math.min(20_000, companies);
        figures.technologies = await measureTechnologies(companies, 10, distinct, few, quick ? null : dataDir);
      }
      if (wanted("readers")) {
        progress("Readers during refreshes …");
        await withClient(url, (client) => fill(client, READERS_SCALE));
        figures.readers = await measureReaders(url);
      }
      if (wanted("import")) {
        figures.import = [];
        for (const count of rows) {
          progress(`Import of ${count} rows …`);
          figures.import.push(await measureImport(dataDir, count, Math.min(runs, 3)));
        }
      }
      if (wanted("faults")) {
        progress("Faults …");
        figures.faults = await measureFaults();
      }
    });
    return figures;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function withBenchDatabase(
  dataDir: string,
  work: (url: string, dataDir: string) => Promise<void>,
): Promise<void> {
  const database = await openDatabase({ dataDir }, { progress });
  process.env.DATABASE_URL = database.url;
  try {
    await migrate(database.url);
    await work(database.url, dataDir);
  } finally {
    await Promise.allSettled([closePrisma(), closePool()]);
    await database.close();
  }
}
