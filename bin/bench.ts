import fs from "node:fs";
import path from "node:path";
import { measureImport } from "@/bench/import";
import { measurePages } from "@/bench/pages";
import { measureStatistics } from "@/bench/statistics";
import { command, EXIT, progress, UsageError } from "@/bin/command";
import { openDatabase } from "@/lib/db/embedded";
import { migrate } from "@/lib/db/migrate";
import { closePool } from "@/lib/db/pool";
import { closePrisma } from "@/lib/db/prisma";
import { throwawayFolder } from "@/lib/db/throwaway-folder";

const HELP = `
Measures the portal on an embedded database of its own, which is deleted afterwards. Figures are medians; trust the
ratios, which are taken pair by pair within one run.

  npm run bench [-- --scales 1000,5000,10000,50000] [--runs 15] [--quick] [--no-pages] [--json]

  --quick     1000 and 5000 AHSP, five runs, no pages
  --no-pages  does not build and start the portal

Exit code 0: measured, and view and live aggregate agree; 1: they do not; 2: wrong use.`;

await command({
  help: HELP,
  options: {
    scales: { type: "string" },
    runs: { type: "string" },
    quick: { type: "boolean" },
    "no-pages": { type: "boolean" },
    json: { type: "boolean" },
  },
  async run({ values }) {
    const scales = (values.scales ?? (values.quick ? "1000,5000" : "1000,5000,10000,50000")).split(",").map(Number);
    const runs = Number(values.runs ?? (values.quick ? 5 : 15));
    const withPages = !values["no-pages"] && !values.quick;
    if (![...scales, runs].every((value) => Number.isInteger(value) && value > 0))
      throw new UsageError("--scales and --runs are whole numbers.");
    const folder = throwawayFolder();
    const dataDir = path.join(folder, "portal");
    const database = await openDatabase({ dataDir }, { progress });
    process.env.DATABASE_URL = database.url;
    try {
      await migrate(database.url);
      const statistics = [];
      for (const scale of scales) {
        progress(`Statistics at ${scale} AHSP …`);
        statistics.push(await measureStatistics(database.url, scale, runs));
      }
      progress("Import …");
      const imported = await measureImport(5000, 15000);
      if (withPages) progress("Pages …");
      const pages = withPages ? await measurePages(dataDir, runs) : null;
      const figures = { statistics, import: imported, pages };
      process.stdout.write(values.json ? `${JSON.stringify(figures)}\n` : table(figures));
      return statistics.every((one) => one.differences === 0) ? EXIT.ok : EXIT.failed;
    } finally {
      await Promise.allSettled([closePrisma(), closePool()]);
      await database.close();
      fs.rmSync(folder, { recursive: true, force: true });
    }
  },
});

interface Figures {
  statistics: Awaited<ReturnType<typeof measureStatistics>>[];
  import: Awaited<ReturnType<typeof measureImport>>;
  pages: Awaited<ReturnType<typeof measurePages>> | null;
}

function table({ statistics, import: imported, pages }: Figures): string {
  const ms = (value: number) => value.toFixed(value < 10 ? 2 : 0);
  const lines = [
    "| AHSP / rincian | count + 3 rows: live / view ms | times faster | the view's own query, live: ms | times faster | filtered page: live / view ms | times faster | refresh standard / concurrently ms | equal |",
    "|---|---|---|---|---|---|---|---|---|",
    ...statistics.map(
      (one) =>
        `| ${one.ahsp} / ${one.rincian} | ${ms(one.first.slowMs)} / ${ms(one.first.fastMs)} | ${one.first.ratio.toFixed(1)} | ${ms(one.firstOwnQuery.slowMs)} | ${one.firstOwnQuery.ratio.toFixed(1)} | ${ms(one.page.slowMs)} / ${ms(one.page.fastMs)} | ${one.page.ratio.toFixed(1)} | ${ms(one.refreshMs.standard)} / ${ms(one.refreshMs.concurrently)} | ${one.differences === 0 ? "yes" : `NO: ${one.differences}`} |`,
    ),
    "",
    `Import of ${imported.rows} rows, refresh included: ${ms(imported.importMs)} ms, ${imported.rowsPerSecond} rows/s; bare COPY ${ms(imported.copyMs)} ms (${imported.ratio.toFixed(1)} times).`,
  ];
  if (pages)
    lines.push(
      `First byte of /ahsp ${ms(pages.slowMs)} ms, of /about (no data) ${ms(pages.fastMs)} ms: ${pages.ratio.toFixed(2)} times.`,
    );
  return `${lines.join("\n")}\n`;
}
