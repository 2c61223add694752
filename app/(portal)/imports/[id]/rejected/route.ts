import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { attachment, derivedName } from "@/lib/format/attachment";
import { rejectedFile } from "@/lib/imports/give-back/rejected-file";
import { ownImport } from "@/lib/imports/owner";
import { route } from "@/lib/route";

/** Only the rejected rows, with their own columns, their place and the reasons: corrected, they come back to the import. */
export const GET = route(
  {
    name: "imports.rejected",
    role: "staff",
    params: z.object({ id: z.coerce.number().int().positive().max(2_147_483_647) }),
  },
  async ({ params: { id }, person }) => {
    await ownImport(id, person);
    const t = await getTranslations("giveBack");
    const { lines, fileName } = await rejectedFile(id, await getTranslations("findings"));
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await lines.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      cancel: () => void lines.return(),
    });
    return new Response(body, {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": attachment(derivedName(fileName, t("rejected"), "csv")),
      },
    });
  },
);
