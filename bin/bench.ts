import fs from "node:fs";
import path from "node:path";
import { measureExport } from "@/bench/export";
import { measureFaults } from "@/bench/faults";
import { measureImport } from "@/bench/import";
import { measurePages } from "@/bench/pages";
import { measureReaders } from "@/bench/readers";
import { measureReads } from "@/bench/reads";
import { measureRefresh } from "@/bench/refresh";
import { fillStatistics, measureStatistics } from "@/bench/statistics";
import { type Figures, table } from "@/bench/table";
import { measureTechnologies } from "@/bench/technologies";
import { command, EXIT, progress, UsageError } from "@/bin/command";
import { openDatabase } from "@/lib/db/embedded";
import { migrate } from "@/lib/db/migrate";
import { closePool } from "@/lib/db/pool";
import { closePrisma } from "@/lib/db/prisma";
import { throwawayFolder } from "@/lib/db/throwaway-folder";

const HELP = `
Measures the portal on an embedded database of its own, which is deleted afterwards. Figures are medians; trust the
ratios, which are taken pair by pair within one run.

  npm run bench [-- statistics reads technologies readers import export pages refresh faults] [--scales 1000,5000,10000,50000] [--runs 15]
                [--companies 20000] [--rows 15000,100000] [--ahsp 50000] [--quick] [--json]

Without a name everything is measured.

  statistics    reads and refreshes at each of --scales (AHSP, three rincian each)
  reads         every kind of page at 5000 AHSP / 15000 rincian and at --ahsp with ten rincian each
  technologies  the list of technologies at --companies companies of ten technologies each, with the API's answer
  readers       what twenty readers notice of refreshes of both views
  import        imports of csv files of --rows rows, step by step, with the memory they take, against a bare COPY
  export        files of --ahsp AHSP: rows a second, and how much memory grows
  pages         first byte of /ahsp against a page without data
  refresh       only when named: the reference definition against the view and its modes, at --ahsp AHSP of ten rincian
  faults        only when named: kills what commits an import 112 times, and counts what is left (about 5 minutes)

  --quick       1000 and 5000 AHSP, five runs, nothing that needs the built portal

Exit code 0: measured, and view and live aggregate agree; 1: they do not; 2: wrong use.`;

const SUBJECTS = [
  "statistics",
  "reads",
  "technologies",
  "readers",
  "import",
  "export",
  "pages",
  "refresh",
  "faults",
] as const;
type Subject = (typeof SUBJECTS)[number];
const ONLY_WHEN_NAMED: readonly Subject[] = ["refresh", "faults"];
const READERS_AHSP = 5000;

await command({
  help: HELP,
  options: {
    scales: { type: "string" },
    runs: { type: "string" },
    companies: { type: "string", default: "20000" },
    rows: { type: "string" },
    ahsp: { type: "string", default: "50000" },
    quick: { type: "boolean" },
    json: { type: "boolean" },
  },
  async run({ values, positionals }) {
    const wrong = positionals.find((name) => !SUBJECTS.some((subject) => subject === name));
    if (wrong) throw new UsageError(`There is nothing called ${wrong}.`);
    const wanted = (subject: Subject) =>
      positionals.length === 0 ? !ONLY_WHEN_NAMED.includes(subject) : positionals.includes(subject);
    const scales = (values.scales ?? (values.quick ? "1000,5000" : "1000,5000,10000,50000")).split(",").map(Number);
    const runs = Number(values.runs ?? (values.quick ? 5 : 15));
    const companies = Number(values.companies);
    const rows = (values.rows ?? (values.quick ? "3000" : "15000,100000")).split(",").map(Number);
    const ahsp = Number(values.ahsp);
    if (![...scales, ...rows, runs, companies, ahsp].every((value) => Number.isInteger(value) && value > 0))
      throw new UsageError("--scales, --runs, --companies, --rows and --ahsp are whole numbers.");
    return withBenchDatabase(async (url, dataDir) => {
      const figures = await measure({
        url,
        dataDir,
        wanted,
        scales,
        runs,
        companies,
        rows,
        ahsp,
        quick: values.quick ?? false,
      });
      process.stdout.write(values.json ? `${JSON.stringify(figures)}\n` : table(figures));
      const compared: { differences: number }[] = [
        ...(figures.statistics ?? []),
        ...(figures.reads ?? []),
        ...(figures.technologies ? [figures.technologies] : []),
      ];
      if (figures.refresh) compared.push(figures.refresh.proof);
      const { processKills, databaseKills } = figures.faults ?? {};
      const harmed = [processKills, databaseKills].some((tally) => tally && tally.between + tally.stuck > 0);
      return compared.every((one) => one.differences === 0) && !harmed ? EXIT.ok : EXIT.failed;
    });
  },
});

async function measure({
  url,
  dataDir,
  wanted,
  scales,
  runs,
  companies,
  rows,
  ahsp,
  quick,
}: {
  url: string;
  dataDir: string;
  wanted(subject: Subject): boolean;
  scales: number[];
  runs: number;
  companies: number;
  rows: number[];
  ahsp: number;
  quick: boolean;
}): Promise<Figures> {
  const figures: Figures = {};
  const withPages = wanted("pages") && !quick;
  if (wanted("statistics")) {
    figures.statistics = [];
    for (const scale of scales) {
      progress(`Statistics at ${scale} AHSP …`);
      figures.statistics.push(await measureStatistics(url, scale, runs));
    }
  }
  if (wanted("reads")) {
    figures.reads = [];
    for (const [scale, lines] of [
      [5000, 3],
      [quick ? Math.min(ahsp, 10_000) : ahsp, 10],
    ] as const) {
      progress(`Pages at ${scale} AHSP …`);
      figures.reads.push(await measureReads(url, scale, lines, runs));
    }
  }
  if (wanted("technologies") || wanted("readers") || withPages) {
    progress(`Technologies of ${companies} companies …`);
    // Reading every company live takes long: few runs are enough for such ratios.
    const few = companies > 100_000 ? 3 : runs;
    figures.technologies = await measureTechnologies(companies, 10, Math.min(20_000, companies), few);
  }
  if (wanted("readers") || withPages) await fillStatistics(url, READERS_AHSP);
  if (wanted("readers")) {
    progress("Readers during refreshes …");
    figures.readers = await measureReaders(url);
  }
  if (wanted("refresh")) {
    progress(`Refreshes at ${ahsp} AHSP …`);
    // Large refreshes take long: few pairs are enough for their ratio.
    figures.refresh = await measureRefresh(url, ahsp, Math.min(runs, 5));
  }
  if (wanted("import")) {
    figures.import = [];
    for (const count of rows) {
      progress(`Import of ${count} rows …`);
      figures.import.push(await measureImport(dataDir, count, Math.min(runs, 3)));
    }
  }
  if (wanted("export")) {
    progress(`Export of ${ahsp} AHSP …`);
    figures.export = await measureExport(url, ahsp);
  }
  if (withPages) {
    progress("Pages …");
    figures.pages = await measurePages(dataDir, runs);
  }
  if (wanted("faults")) {
    progress("Faults …");
    figures.faults = await measureFaults();
  }
  return figures;
}

async function withBenchDatabase(work: (url: string, dataDir: string) => Promise<number>): Promise<number> {
  const folder = throwawayFolder();
  const dataDir = path.join(folder, "portal");
  const database = await openDatabase({ dataDir }, { progress });
  process.env.DATABASE_URL = database.url;
  try {
    await migrate(database.url);
    return await work(database.url, dataDir);
  } finally {
    await Promise.allSettled([closePrisma(), closePool()]);
    await database.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
