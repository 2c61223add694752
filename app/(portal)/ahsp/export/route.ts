import { getTranslations } from "next-intl/server";
import { ahspColumns, RINCIAN_COLUMNS } from "@/lib/export/columns";
import { openExport } from "@/lib/export/export";
import { exportFileName, exportRequest } from "@/lib/export/request";
import { failureOf } from "@/lib/failure";
import { route } from "@/lib/route";
import { statsTable } from "@/lib/stats/spec";
import { serialiseQuery } from "@/lib/table/url";

const TYPE = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv; charset=utf-8",
};

/**
 * Everything that matches the filters of /ahsp in its sort, also what a search there does not look at, as a file. A browser that cannot have it
 * goes back to the table, which says why; a program gets the failure as JSON.
 */
export const GET = route(
  { name: "ahsp.export", role: "viewer", query: exportRequest },
  async ({ query: asked, request, person }) => {
    const t = await getTranslations("tables.stats.columns");
    const label = (name: string) => t(name as "kode_ahsp");
    const columns = asked.content === "ahsp" ? ahspColumns(asked.columns, label) : RINCIAN_COLUMNS;
    try {
      const { rows, withoutRincian, source, body } = await openExport(asked, columns, {
        owner: person.id,
        signal: request.signal,
      });
      return new Response(body, {
        headers: {
          "content-type": TYPE[asked.format],
          "content-disposition": `attachment; filename="${exportFileName(asked, new Date())}"`,
          "x-export-rows": String(rows),
          ...(withoutRincian === null ? {} : { "x-ahsp-without-rincian": String(withoutRincian) }),
          "x-data-source": source,
        },
      });
    } catch (error) {
      if (!request.headers.get("accept")?.includes("text/html")) throw error;
      const { code, params, errorId } = failureOf(error, "ahsp.export");
      const back = new URLSearchParams(serialiseQuery(statsTable, asked.query));
      back.set("export", `${code}.${errorId ?? params?.limit ?? ""}`);
      return new Response(null, { status: 303, headers: { location: `/ahsp?${back}` } });
    }
  },
);
