import { command, EXIT, progress, UsageError, withDatabase } from "@/bin/command";
import { importSample } from "@/lib/sample/import";

const HELP = `
Imports generated sample data, always the same for the same size; its sumber begin with "Contoh".

  npm run sample-data -- [--ahsp 5000] [--rincian 15000] [--json]

Exit code 0: imported; 1: failed; 2: wrong use.`;

await command({
  help: HELP,
  options: {
    ahsp: { type: "string", default: "5000" },
    rincian: { type: "string", default: "15000" },
    json: { type: "boolean" },
  },
  async run({ values, positionals }) {
    if (positionals.length > 0) throw new UsageError(`Unexpected: ${positionals.join(" ")}`);
    const [ahsp, rincian] = [Number(values.ahsp), Number(values.rincian)];
    if (!Number.isInteger(ahsp) || !Number.isInteger(rincian) || ahsp < 1 || rincian < ahsp) {
      throw new UsageError("--ahsp and --rincian are whole numbers, with at least one rincian for each AHSP.");
    }
    return withDatabase(async () => {
      progress("Generating and importing …");
      const done = await importSample({ ahsp, rincian });
      process.stdout.write(
        values.json
          ? `${JSON.stringify(done)}\n`
          : `Sample data: ${done.ahsp} AHSP, ${done.rincian} rincian (${done.rows.new} new, ${done.rows.changed} changed, ${done.rows.unchanged} unchanged).\n`,
      );
      return EXIT.ok;
    });
  },
});
