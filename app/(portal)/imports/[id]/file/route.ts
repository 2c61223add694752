import { z } from "zod";
import { prisma } from "@/lib/db/prisma";
import { PortalError } from "@/lib/errors";
import { attachment } from "@/lib/format/attachment";
import { route } from "@/lib/route";

/** The original file, byte for byte as it was uploaded. Its name is only ever a suggestion to the browser. */
export const GET = route(
  {
    name: "imports.file",
    role: "staff",
    params: z.object({ id: z.coerce.number().int().positive().max(2_147_483_647) }),
  },
  async ({ params: { id } }) => {
    const found = await prisma.import.findUnique({ where: { id }, include: { file: true } });
    if (!found?.file) throw new PortalError("NOT_FOUND");
    return new Response(found.file.bytes, {
      headers: {
        "content-type": "application/octet-stream",
        "content-disposition": attachment(found.file_name),
      },
    });
  },
);
