import type { ExportFigures } from "@/bench/export";
import type { FaultFigures } from "@/bench/faults";
import type { ImportFigures } from "@/bench/import";
import type { Comparison } from "@/bench/measure";
import type { PageFigures } from "@/bench/pages";
import type { ReaderFigures } from "@/bench/readers";
import type { StatisticsFigures } from "@/bench/statistics";
import type { TechnologyFigures } from "@/bench/technologies";

/** What was measured; what was not asked for is absent. */
export interface Figures {
  statistics?: StatisticsFigures[];
  technologies?: TechnologyFigures;
  readers?: ReaderFigures;
  import?: ImportFigures;
  export?: ExportFigures;
  pages?: PageFigures;
  faults?: FaultFigures;
}

const ms = (value: number) => value.toFixed(value < 10 ? 2 : 0);
const times = ({ ratio }: Comparison) => ratio.toFixed(ratio < 100 ? 1 : 0);
const pair = (one: Comparison) => `${ms(one.slowMs)} / ${ms(one.fastMs)} | ${times(one)}`;
const equal = (differences: number) => (differences === 0 ? "yes" : `NO: ${differences}`);

/** The figures for people, as Markdown. */
export function table(figures: Figures): string {
  const parts: string[][] = [];
  if (figures.statistics) parts.push(statisticsTable(figures.statistics));
  if (figures.technologies) parts.push(technologiesTable(figures.technologies));
  if (figures.readers) parts.push(readersLines(figures.readers));
  if (figures.import) {
    const one = figures.import;
    parts.push([
      `Import of ${one.rows} rows, refresh included: ${ms(one.importMs)} ms, ${one.rowsPerSecond} rows/s; bare COPY ${ms(one.copyMs)} ms (${one.ratio.toFixed(1)} times).`,
    ]);
  }
  if (figures.export) parts.push(exportTable(figures.export));
  if (figures.pages) {
    const { statistics, technologies } = figures.pages;
    parts.push([
      `First byte of /ahsp ${ms(statistics.slowMs)} ms, of /about (no data) ${ms(statistics.fastMs)} ms: ${statistics.ratio.toFixed(2)} times.`,
      `GET /api/v1/technologies with the view switched off ${ms(technologies.slowMs)} ms, on ${ms(technologies.fastMs)} ms: ${times(technologies)} times.`,
    ]);
  }
  if (figures.faults) parts.push(faultLines(figures.faults));
  return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function statisticsTable(all: StatisticsFigures[]): string[] {
  return [
    "| AHSP / rincian | count + 3 rows: live / view ms | times faster | the view's own query, live / view ms | times faster | filtered page: live / view ms | times faster | refresh standard / concurrently ms | equal |",
    "|---|---|---|---|---|---|---|---|---|",
    ...all.map(
      (one) =>
        `| ${one.ahsp} / ${one.rincian} | ${pair(one.first)} | ${pair(one.firstOwnQuery)} | ${pair(one.page)} | ${ms(one.refreshMs.standard)} / ${ms(one.refreshMs.concurrently)} | ${equal(one.differences)} |`,
    ),
  ];
}

function exportTable({ ahsp, files }: ExportFigures): string[] {
  return [
    `Export of ${ahsp} AHSP`,
    "",
    "| file | rows | rows/s | until the first byte ms | MB | memory grows by MB |",
    "|---|---|---|---|---|---|",
    ...files.map(
      (one) =>
        `| ${one.name} | ${one.rows} | ${one.rowsPerSecond} | ${ms(one.heldMs)} | ${one.megabytes.toFixed(1)} | ${one.grownMegabytes.toFixed(0)} |`,
    ),
  ];
}

function technologiesTable(one: TechnologyFigures): string[] {
  return [
    `${one.companies} companies, ${one.values} values, ${one.technologies} technologies; refresh ${ms(one.refreshMs)} ms; equal: ${equal(one.differences)}`,
    "",
    "| read | live / view ms | times faster |",
    "|---|---|---|",
    `| first page | ${pair(one.page)} |`,
    `| search that finds ${one.found.few} | ${pair(one.searchFew)} |`,
    `| search that finds ${one.found.many} | ${pair(one.searchMany)} |`,
    `| three companies: as built / bare statement | ${pair(one.company)} |`,
  ];
}

function readersLines(one: ReaderFigures): string[] {
  return [
    `${one.readers} readers, ${one.reads} reads, ${one.failed} failed. Undisturbed: median ${ms(one.calm.medianMs)} ms, longest ${ms(one.calm.longestMs)} ms.`,
    `During ${one.refreshes} concurrent refreshes of both views (${ms(one.refreshMs.stats)} and ${ms(one.refreshMs.technologies)} ms each): median ${ms(one.refreshing.medianMs)} ms, longest ${ms(one.refreshing.longestMs)} ms.`,
    `Twenty refreshes of each view at once: ${one.twentyAtOnce.stats} and ${one.twentyAtOnce.technologies} ran, the others joined.`,
  ];
}

function faultLines({ processKills, databaseKills }: FaultFigures): string[] {
  const told = (one: FaultFigures["databaseKills"]) =>
    `${one.kills} kills: ${one.before} times the tables were as before, ${one.after} as after, ${one.between} between; ${one.stuck} imports were stuck.`;
  return [
    `The importing process, before each of its ${processKills.statements} statements and at random moments: ${told(processKills)}`,
    `The database's process that writes: ${told(databaseKills)}`,
  ];
}
