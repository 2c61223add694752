import { stringify } from "csv-stringify/sync";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { inertText } from "@/lib/format/csv";
import { ownImport } from "@/lib/imports/owner";
import { cellText, readHeaderRow, readRejectedRows } from "@/lib/imports/rejected-rows";
import { route } from "@/lib/route";

const BATCH = 1000;

/** Only the rejected rows, with their own columns, their place and the reasons: corrected, they can be imported. */
export const GET = route(
  {
    name: "imports.rejected",
    role: "staff",
    params: z.object({ id: z.coerce.number().int().positive().max(2_147_483_647) }),
  },
  async ({ params: { id }, person }) => {
    await ownImport(id, person);
    const t = await getTranslations("findings");
    const head = await getTranslations("findingsCsv");
    const names = (await readHeaderRow(id)) ?? [];
    let after = 0;
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const rows = await readRejectedRows(id, { after, limit: BATCH });
        const lines = rows.map(({ baris, cells, findings }) => [
          ...names.map((_, index) => inertText(cellText(cells[index]))),
          baris,
          findings.map(({ code, kolom, params }) => `${kolom ?? ""} ${t(`${code}.reason`, params)}`.trim()).join("; "),
        ]);
        const first = after === 0;
        if (first) lines.unshift([...names.map((name) => inertText(cellText(name))), head("row"), head("reason")]);
        after = rows.at(-1)?.baris ?? after;
        // Excel takes the byte order mark as "this is UTF-8", and opens semicolons right in Indonesian.
        if (lines.length)
          controller.enqueue(new TextEncoder().encode(stringify(lines, { delimiter: ";", bom: first })));
        if (rows.length < BATCH) controller.close();
      },
    });
    return new Response(body, {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="import-${id}-rejected.csv"`,
      },
    });
  },
);
