import { command, EXIT, progress, UsageError, withDatabase } from "@/bin/command";
import { importSample, importSampleCompanies } from "@/lib/sample/import";

const HELP = `
Imports generated sample data, always the same for the same size; what it names begins with "Contoh".

  npm run sample-data -- [--ahsp 5000] [--rincian 15000] [--json]
  npm run sample-data -- --companies 1000 [--technologies 10] [--json]

  --companies     companies instead of AHSP, with --technologies on average

Exit code 0: imported; 1: failed; 2: wrong use.`;

await command({
  help: HELP,
  options: {
    ahsp: { type: "string", default: "5000" },
    rincian: { type: "string", default: "15000" },
    companies: { type: "string" },
    technologies: { type: "string", default: "10" },
    json: { type: "boolean" },
  },
  async run({ values, positionals }) {
    if (positionals.length > 0) throw new UsageError(`Unexpected: ${positionals.join(" ")}`);
    const [ahsp, rincian] = [Number(values.ahsp), Number(values.rincian)];
    if (!Number.isInteger(ahsp) || !Number.isInteger(rincian) || ahsp < 1 || rincian < ahsp) {
      throw new UsageError("--ahsp and --rincian are whole numbers, with at least one rincian for each AHSP.");
    }
    const [companies, technologies] = [Number(values.companies ?? 1), Number(values.technologies)];
    if (!Number.isInteger(companies) || !Number.isInteger(technologies) || companies < 1 || technologies < 0) {
      throw new UsageError("--companies and --technologies are whole numbers, with at least one company.");
    }
    return withDatabase(async () => {
      progress("Generating and importing …");
      if (values.companies !== undefined) {
        const done = await importSampleCompanies({ companies, technologies });
        process.stdout.write(
          values.json ? `${JSON.stringify(done)}\n` : `Sample data: ${done.companies} companies${told(done)}\n`,
        );
        return EXIT.ok;
      }
      const done = await importSample({ ahsp, rincian });
      process.stdout.write(
        values.json
          ? `${JSON.stringify(done)}\n`
          : `Sample data: ${done.ahsp} AHSP, ${done.rincian} rincian${told(done)}\n`,
      );
      return EXIT.ok;
    });
  },
});

function told({ rows }: { rows: { new: number; changed: number; unchanged: number } }): string {
  return ` (${rows.new} rows new, ${rows.changed} changed, ${rows.unchanged} unchanged).`;
}
