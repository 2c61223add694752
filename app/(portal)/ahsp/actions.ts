"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/lib/action";
import * as edits from "@/lib/ahsp/edit";
import { AHSP_FIELDS, LINE_FIELDS } from "@/lib/ahsp/edit-fields";

const id = z.int().min(1).max(2_147_483_647);
/** Longer than any column holds: what is too long is told with its limit. `expected` is a stored value. */
const change = { value: z.string().max(1000), expected: z.string().max(1000).nullable() };

/** Changes koefisien, satuan or kategori of a line, unless it is no longer what the person saw. */
export const editLine = action(
  { name: "ahsp.editLine", role: "staff", input: z.object({ lineId: id, field: z.enum(LINE_FIELDS), ...change }) },
  async (input, { person }) => {
    const edited = await edits.editLine({ ...input, actor: person.id });
    revalidatePath("/", "layout");
    return edited;
  },
);

/** Changes klasifikasi, sub-klasifikasi or satuan of an AHSP, unless it is no longer what the person saw. */
export const editAhsp = action(
  { name: "ahsp.editAhsp", role: "staff", input: z.object({ ahspId: id, field: z.enum(AHSP_FIELDS), ...change }) },
  async (input, { person }) => {
    const edited = await edits.editAhsp({ ...input, actor: person.id });
    revalidatePath("/", "layout");
    return edited;
  },
);
