import { stringify } from "csv-stringify/sync";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { PortalError } from "@/lib/errors";
import { inertText } from "@/lib/format/csv";
import { readFindings, readImport } from "@/lib/imports/history";
import { route } from "@/lib/route";

const BATCH = 5000;

/** Every rejected, repeated or flagged row as csv: place, value, reason and what to do. Streamed in batches. */
export const GET = route(
  {
    name: "imports.findings",
    role: "viewer",
    params: z.object({ id: z.coerce.number().int().positive().max(2_147_483_647) }),
  },
  async ({ params: { id } }) => {
    if (!(await readImport(id))) throw new PortalError("NOT_FOUND");
    const t = await getTranslations("findings");
    const head = await getTranslations("findingsCsv");
    const columns = ["row", "column", "kind", "code", "value", "reason", "remedy"] as const;
    let offset = 0;
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const batch = await readFindings(id, { limit: BATCH, offset });
        const lines = batch.map((finding) => [
          finding.baris,
          [finding.kolom, finding.field].filter(Boolean).join(" "),
          head(`kinds.${finding.kind}`),
          finding.code,
          inertText(finding.value ?? ""),
          inertText(t(`${finding.code}.reason`, finding.params)),
          t(`${finding.code}.remedy`, finding.params),
        ]);
        if (offset === 0) lines.unshift(columns.map((column) => head(column)));
        offset += batch.length;
        // Excel takes the byte order mark as "this is UTF-8", and opens semicolons right in Indonesian.
        if (lines.length)
          controller.enqueue(
            new TextEncoder().encode(stringify(lines, { delimiter: ";", bom: offset === batch.length })),
          );
        if (batch.length < BATCH) controller.close();
      },
    });
    return new Response(body, {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="import-${id}-findings.csv"`,
      },
    });
  },
);
