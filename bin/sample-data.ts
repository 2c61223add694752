import { randomUUID } from "node:crypto";
import { command, EXIT, progress, UsageError, withDatabase } from "@/bin/command";
import { readImport } from "@/lib/imports/history";
import { receiveUpload } from "@/lib/imports/receive";
import { runImport } from "@/lib/imports/run";
import { sampleFile } from "@/lib/sample/generate";

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
  async run({ values }) {
    const [ahsp, rincian] = [Number(values.ahsp), Number(values.rincian)];
    if (!Number.isInteger(ahsp) || !Number.isInteger(rincian) || ahsp < 1 || rincian < ahsp) {
      throw new UsageError("--ahsp and --rincian are whole numbers, with at least one rincian for each AHSP.");
    }
    return withDatabase(async () => {
      progress("Generating and importing …");
      const fileName = `contoh-data-${ahsp}x${rincian}.csv`;
      const id = await receiveUpload({
        bytes: sampleFile({ ahsp, rincian }),
        fileName,
        uploadKey: randomUUID(),
        numberFormat: null,
        via: "sample",
        actor: null,
      });
      await runImport(id);
      const item = await readImport(id);
      if (!item?.report) {
        process.stderr.write(`${item?.errorCode ?? "failed"}\n`);
        return EXIT.failed;
      }
      const { ledger, imported } = item.report;
      process.stdout.write(
        values.json
          ? `${JSON.stringify({ import: id, ledger, imported })}\n`
          : `${fileName}: ${imported.ahsp} AHSP, ${imported.rincian} rincian.\n`,
      );
      return EXIT.ok;
    });
  },
});
