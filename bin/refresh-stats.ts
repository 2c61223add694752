import { command, EXIT, UsageError, withDatabase } from "@/bin/command";
import { formatDuration } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import { readTotals } from "@/lib/stats/totals";
import { refreshView } from "@/lib/views/refresh";

const HELP = `
Refreshes the statistics (materialized view referensi_ahsp_stats) and reports the totals.

  npm run refresh-stats [-- --concurrently] [--json]

  --concurrently  readers do not wait; takes longer
  --json          { mode, duration_ms, totals } on stdout

Exit code 0: refreshed; 1: failed, the old snapshot is intact; 2: wrong use.`;

await command({
  help: HELP,
  options: { concurrently: { type: "boolean" }, json: { type: "boolean" } },
  async run({ values, positionals }) {
    if (positionals.length > 0) throw new UsageError(`Unexpected: ${positionals.join(" ")}`);
    return withDatabase(async () => {
      const by = { trigger: "command" as const, actor: null };
      const { mode, durationMs } = await refreshView(
        "referensi_ahsp_stats",
        values.concurrently ? "concurrently" : "standard",
        by,
      );
      const { anomalous: _, ...totals } = await readTotals();
      if (values.json) {
        process.stdout.write(`${JSON.stringify({ mode, duration_ms: Math.round(durationMs * 10) / 10, totals })}\n`);
        return EXIT.ok;
      }
      const lines: [string, string][] = [
        ["Mode", mode],
        ["Duration", formatDuration(durationMs, "en")],
        ["Total AHSP", formatInteger(totals.ahsp, "en")],
        ["Total rincian", formatInteger(totals.rincian, "en")],
        ["TK", formatInteger(totals.tk, "en")],
        ["BHN", formatInteger(totals.bhn, "en")],
        ["ALT", formatInteger(totals.alt, "en")],
        ["LAIN", formatInteger(totals.lain, "en")],
        ["Zero coefficient", formatInteger(totals.zero_coef, "en")],
        ["Missing unit", formatInteger(totals.missing_unit, "en")],
      ];
      const tip =
        mode === "standard"
          ? "--concurrently does not make readers wait."
          : "Without --concurrently it is quicker, but readers wait.";
      process.stdout.write(
        `${lines.map(([name, value]) => `${name.padEnd(18)}${value.padStart(14)}`).join("\n")}\n\nTip: ${tip}\n`,
      );
      return EXIT.ok;
    });
  },
});
