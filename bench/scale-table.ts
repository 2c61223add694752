import type { BrowserFigures } from "@/bench/browser";
import type { ExportFigures } from "@/bench/export";
import type { Comparison } from "@/bench/measure";
import type { PageFigures } from "@/bench/pages";
import type { Effort } from "@/bench/processor";
import type { PageRead, Reads } from "@/bench/reads";
import type { BareRefreshes, RefreshFigures } from "@/bench/refresh";
import type { ScaleFigures } from "@/bench/scale";

export const ms = (value: number) => value.toFixed(value < 10 ? 2 : 0);
export const pair = (one: Comparison) => `${ms(one.slowMs)} / ${ms(one.fastMs)} | ${times(one)}`;
export const equal = (differences: number) => (differences === 0 ? "yes" : `NO: ${differences}`);
const times = ({ ratio }: Comparison) => ratio.toFixed(ratio < 100 ? 1 : 0);
const row = (...cells: (string | number)[]) => `| ${cells.join(" | ")} |`;

/** What was measured at each size, as Markdown: a heading for each, then its tables. */
export function scaleTables(all: ScaleFigures[]): string[][] {
  return all.flatMap((one) => [
    [
      `## ${one.scale.name}: ${one.scale.ahsp} AHSP, ${one.scale.ahsp * one.scale.lines} rincian`,
      "",
      `Filled in ${one.fillSeconds.toFixed(0)} s; load of the machine ${one.load.map((load) => load.toFixed(1)).join(" to ")}.`,
    ],
    ...(one.reads ? [referenceTable(one.reads), readsTable(one.reads)] : []),
    ...(one.pages ? [pagesTable(one.pages)] : []),
    ...(one.browser ? [browserLine(one.browser)] : []),
    ...(one.export ? [exportTable(one.export)] : []),
    ...(one.refresh ? [refreshTable(one.refresh)] : []),
  ]);
}

function referenceTable({ cells, differences, reference, ownQuery }: Reads): string[] {
  return [
    `${cells} cells; view and live aggregate equal: ${equal(differences)}`,
    "",
    row("count and first three rows", "live / ours ms", "times faster"),
    row("---", "---", "---"),
    row("live aggregate", pair(reference)),
    row("the view's own query, run live", pair(ownQuery)),
  ];
}

function readsTable({ calm, changed }: Reads): string[] {
  const compared = (one: Comparison | null) => (one ? `${ms(one.slowMs)} (${times(one)})` : "-");
  return [
    row(
      "page",
      "rows",
      "live ms (times ours)",
      "count + OFFSET on the view",
      "ours ms",
      "ours / smallest",
      "200 changed: ms",
      "ours / smallest",
    ),
    row(...Array(8).fill("---")),
    ...calm.map((one, index) => {
      const then = (changed[index] as PageRead).growth;
      const { slowMs, ratio } = one.growth;
      return row(
        one.name,
        one.total,
        compared(one.live),
        compared(one.view),
        ms(slowMs),
        ratio.toFixed(2),
        ms(then.slowMs),
        then.ratio.toFixed(2),
      );
    }),
  ];
}

function pagesTable(pages: { calm: PageFigures[]; changed: PageFigures[] }): string[] {
  const alone = ({ alone: one }: PageFigures) => `${ms(one.slowMs)} (${one.ratio.toFixed(2)})`;
  const crowd = ({ crowd: one }: PageFigures) => `${ms(one.medianMs)} / ${ms(one.p99Ms)} / ${one.perSecond.toFixed(0)}`;
  return [
    row(
      "running portal",
      "one client: ms (times the empty page)",
      "32 clients: p50 / p99 ms / requests a second",
      "200 changed: one client",
      "200 changed: 32 clients",
    ),
    row(...Array(5).fill("---")),
    ...pages.calm.map((one, index) => {
      const changed = pages.changed[index] as PageFigures;
      return row(one.name, alone(one), crowd(one), alone(changed), crowd(changed));
    }),
  ];
}

function browserLine(one: BrowserFigures): string[] {
  return [
    `/ahsp in a browser: largest contentful paint ${ms(one.largestPaintMs)} ms, slowest interaction ${ms(one.interactionMs)} ms, script ${Math.round(one.scriptBytes / 1000)} kB.`,
  ];
}

function exportTable(files: ExportFigures[]): string[] {
  return [
    row("export", "rows", "rows/s", "until the first byte ms", "MB", "server's memory grows by MB"),
    row(...Array(6).fill("---")),
    ...files.map((one) =>
      row(
        one.name,
        one.rows,
        one.rowsPerSecond,
        ms(one.heldMs),
        one.megabytes.toFixed(1),
        one.grownMegabytes?.toFixed(0) ?? "-",
      ),
    ),
  ];
}

function refreshTable(one: RefreshFigures): string[] {
  const line = (what: string, { ms: wall, cpuMs }: Effort) =>
    row(what, ms(wall), cpuMs === null ? "-" : ms(cpuMs), "-", "-");
  const compared = (what: string, { view, ratio }: BareRefreshes) =>
    row(
      what,
      ms(view.ms),
      view.cpuMs === null ? "-" : ms(view.cpuMs),
      ratio.ms.toFixed(2),
      ratio.cpu?.toFixed(2) ?? "-",
    );
  const bare = (bares: BareRefreshes, where: string) => [
    line(`reference definition, ${where} (pairs: ${bares.pairs})`, bares.reference),
    compared(`the view, ${where}`, bares),
  ];
  return [
    `Proof: ${ms(one.proof.ms)} ms for ${one.proof.rows} rows; equal: ${equal(one.proof.differences)}`,
    "",
    row("refresh", "ms", "processor ms", "times the reference's time", "its processor time"),
    row(...Array(5).fill("---")),
    ...bare(one, "bare"),
    ...bare(one.scattered, "bare, lines scattered"),
    line("refresh_view, standard", one.standard),
    ...one.concurrently.map((effort) => line(`refresh_view, concurrently, ${effort.changedPercent} % changed`, effort)),
  ];
}
