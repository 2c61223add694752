import type { FaultFigures } from "@/bench/faults";
import type { ImportFigures } from "@/bench/import";
import type { ReaderFigures } from "@/bench/readers";
import type { ScaleFigures } from "@/bench/scale";
import { equal, ms, pair, scaleTables } from "@/bench/scale-table";
import type { TechnologyFigures } from "@/bench/technologies";

/** What was measured; what was not asked for is absent. */
export interface Figures {
  /** from the smallest to the largest */
  scales?: ScaleFigures[];
  technologies?: TechnologyFigures;
  readers?: ReaderFigures;
  import?: ImportFigures[];
  faults?: FaultFigures;
}

/** The figures for people, as Markdown. */
export function table(figures: Figures): string {
  const parts: string[][] = [];
  if (figures.scales) parts.push(...scaleTables(figures.scales));
  if (figures.technologies) parts.push(technologiesTable(figures.technologies));
  if (figures.readers) parts.push(readersLines(figures.readers));
  if (figures.import) parts.push(importTable(figures.import));
  if (figures.faults) parts.push(faultLines(figures.faults));
  return parts.map((lines) => `${lines.join("\n")}\n`).join("\n");
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
    ...(one.api ? [`| GET /api/v1/technologies, view switched off / on | ${pair(one.api)} |`] : []),
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

function faultLines({ processKills, databaseKills }: FaultFigures): string[] {
  const told = (one: FaultFigures["databaseKills"]) =>
    `${one.kills} kills: ${one.before} times the tables were as before, ${one.after} as after, ${one.between} between; ${one.stuck} imports were stuck.`;
  return [
    `The importing process, before each of its ${processKills.statements} statements and at random moments: ${told(processKills)}`,
    `The database's process that writes: ${told(databaseKills)}`,
  ];
}
