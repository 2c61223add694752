import { templateXlsx } from "@/lib/imports/template";
import { route } from "@/lib/route";

/** A workbook to fill in. */
export const GET = route({ name: "imports.template.xlsx", role: "staff" }, async () => {
  return new Response(new Uint8Array(await templateXlsx()), {
    headers: {
      "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "content-disposition": 'attachment; filename="templat-ahsp.xlsx"',
    },
  });
});
