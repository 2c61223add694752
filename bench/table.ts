import type { ExportFigures } from "@/bench/export";
import type { FaultFigures } from "@/bench/faults";
import type { ImportFigures } from "@/bench/import";
import type { Comparison } from "@/bench/measure";
import type { PageFigures } from "@/bench/pages";
import type { Effort } from "@/bench/processor";
import type { ReaderFigures } from "@/bench/readers";
import type { ReadScale } from "@/bench/reads";
import type { RefreshFigures } from "@/bench/refresh";
import type { StatisticsFigures } from "@/bench/statistics";
import type { TechnologyFigures } from "@/bench/technologies";

/** What was measured; what was not asked for is absent. */
export interface Figures {
  statistics?: StatisticsFigures[];
  /** from the smallest scale to the largest */
  reads?: ReadScale[];
  technologies?: TechnologyFigures;
  readers?: ReaderFigures;
  refresh?: RefreshFigures;
  import?: ImportFigures[];
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
  if (figures.reads) parts.push(readsTable(figures.reads));
  if (figures.technologies) parts.push(technologiesTable(figures.technologies));
  if (figures.readers) parts.push(readersLines(figures.readers));
  if (figures.refresh) parts.push(refreshLines(figures.refresh));
  if (figures.import) parts.push(importTable(figures.import));
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

function readsTable(scales: ReadScale[]): string[] {
  const [small, large] = [scales[0] as ReadScale, scales.at(-1) as ReadScale];
  const cells = (one: ReadScale, name: string) => {
    const page = one.pages.find((other) => other.name === name);
    return page ? `${ms(page.plainMs)} / ${ms(page.changedMs)} | ` : " | ";
  };
  return [
    ...scales.map(
      (one) =>
        `${one.ahsp} AHSP / ${one.rincian} rincian, ${one.cells} cells; equal: ${equal(one.differences)}. Refresh of the view alone without / with the indexes of the pages ${ms(one.refreshMs.withoutPageIndexes)} / ${ms(one.refreshMs.withPageIndexes)} ms, with all that is derived ${ms(one.refreshMs.whole)} ms.`,
    ),
    "",
    `| page: nothing changed / 200 changed | ${scales.map((one) => `${one.ahsp} AHSP, ms | `).join("")}largest / smallest |`,
    `|---|${scales.map(() => "---|").join("")}---|`,
    ...large.pages.map(({ name, plainMs, changedMs }) => {
      const least = small.pages.find((page) => page.name === name) ?? large.pages[0];
      const ratio = (value: number, other = Number.NaN) => (value / other).toFixed(1);
      return `| ${name} | ${scales.map((one) => cells(one, name)).join("")}${ratio(plainMs, least?.plainMs)} / ${ratio(changedMs, least?.changedMs)} |`;
    }),
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

function importTable(all: ImportFigures[]): string[] {
  const mb = (bytes: number) => Math.round(bytes / 2 ** 20);
  const rows = all.flatMap(({ rows, first, changed, unchanged, xlsx }) => {
    const kinds = { first, "1 % changed": changed, unchanged, ...(xlsx ? { "first, xlsx": xlsx } : {}) };
    return Object.entries(kinds).map(
      ([kind, one]) =>
        `| ${rows} | ${kind} | ${ms(one.readMs)} | ${ms(one.planMs)} | ${ms(one.commitMs)} | ${ms(one.refreshMs)} | ${one.planRatio.toFixed(2)} / ${one.commitRatio.toFixed(2)} | ${mb(one.peak.ownBytes)} / ${mb(one.peak.childBytes)} |`,
    );
  });
  return [
    "| rows | import | read ms | plan ms | commit ms | refresh ms | plan / commit, times a bare COPY | memory: server more / child, MB |",
    "|---|---|---|---|---|---|---|---|",
    ...rows,
    "",
    ...all.map(({ rows, runs, copyMs, first: { planMs, commitMs } }) => {
      const each = (value: number) => ((value / rows) * 1000).toFixed(1);
      return `${rows} rows, ${runs} runs: plan ${each(planMs)} µs a row, commit ${each(commitMs)} (${Math.round((rows / commitMs) * 1000)} rows/s), bare COPY ${each(copyMs)}.`;
    }),
  ];
}

function refreshLines({ ratio, ...one }: RefreshFigures): string[] {
  const cpu = (value: number | null) => (value === null ? "-" : ms(value));
  const line = (what: string, effort: Effort) => `| ${what} | ${ms(effort.ms)} | ${cpu(effort.cpuMs)} |`;
  return [
    `${one.ahsp} AHSP / ${one.rincian} rincian; the view takes ${ratio.ms.toFixed(2)} of the reference's time and ${ratio.cpu?.toFixed(2) ?? "-"} of its processor time.`,
    `Proof: ${ms(one.proof.ms)} ms for ${one.proof.rows} rows; equal: ${equal(one.proof.differences)}`,
    "",
    "| refresh | ms | processor ms |",
    "|---|---|---|",
    line("reference definition, bare", one.reference),
    line("the view, bare", one.view),
    line("refresh_view, standard", one.standard),
    ...one.concurrently.map((effort) => line(`refresh_view, concurrently, ${effort.changedPercent} % changed`, effort)),
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
