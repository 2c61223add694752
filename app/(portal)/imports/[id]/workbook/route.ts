import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { attachment, derivedName } from "@/lib/format/attachment";
import { markedFile } from "@/lib/imports/give-back/marked-file";
import { ownImport } from "@/lib/imports/owner";
import { route } from "@/lib/route";

const TYPES = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv; charset=utf-8",
};

/** The person's own file, with a colour and a comment at every cell that something was found in; a csv with a column. */
export const GET = route(
  {
    name: "imports.workbook",
    role: "staff",
    params: z.object({ id: z.coerce.number().int().positive().max(2_147_483_647) }),
  },
  async ({ params: { id }, person, request }) => {
    await ownImport(id, person);
    const finding = await getTranslations("findings");
    const t = await getTranslations("giveBack");
    const sentences = { finding, corrected: (value: string) => t("patched", { value }) };
    const { bytes, format, fileName } = await markedFile(id, sentences, request.signal);
    return new Response(bytes, {
      headers: {
        "content-type": TYPES[format],
        "content-disposition": attachment(derivedName(fileName, t("marked"), format)),
      },
    });
  },
);
