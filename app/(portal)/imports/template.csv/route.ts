import { templateCsv } from "@/lib/imports/template";
import { route } from "@/lib/route";

/** A csv file to fill in. */
export const GET = route({ name: "imports.template.csv", role: "staff" }, async () => {
  return new Response(new Uint8Array(templateCsv()), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="templat-ahsp.csv"',
    },
  });
});
