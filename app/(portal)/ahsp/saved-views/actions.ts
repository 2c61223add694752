"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/lib/action";
import * as views from "@/lib/saved-views/change";
import { savedViewId, savedViewName, searchText } from "@/lib/saved-views/input";
import { statsTable } from "@/lib/stats/spec";

const one = z.object({ id: savedViewId });

/** Keeps filters, sort and size of the statistics under a name. */
export const saveView = action(
  { name: "savedViews.save", role: "viewer", input: z.object({ name: savedViewName, search: searchText }) },
  async (input, { person }) => {
    const saved = await views.saveView(statsTable, person, input);
    revalidatePath("/ahsp");
    return { ...saved, name: input.name };
  },
);

export const renameView = action(
  { name: "savedViews.rename", role: "viewer", input: one.extend({ name: savedViewName }) },
  async (input, { person }) => {
    await views.renameView(statsTable, person, input);
    revalidatePath("/ahsp");
    return { name: input.name };
  },
);

/** Gives a saved view the present query. */
export const replaceView = action(
  { name: "savedViews.replace", role: "viewer", input: one.extend({ search: searchText }) },
  async (input, { person }) => {
    await views.replaceView(statsTable, person, input);
    revalidatePath("/ahsp");
  },
);

/** Shows it to everybody: its owner, when they are staff. */
export const shareView = action({ name: "savedViews.share", role: "staff", input: one }, async (input, { person }) => {
  await views.shareView(statsTable, person, input);
  revalidatePath("/ahsp");
});

/** Its owner, or an admin. */
export const unshareView = action(
  { name: "savedViews.unshare", role: "viewer", input: one },
  async (input, { person }) => {
    await views.unshareView(statsTable, person, input);
    revalidatePath("/ahsp");
  },
);

/** Its owner, or an admin while it is shared. */
export const removeView = action(
  { name: "savedViews.remove", role: "viewer", input: one },
  async (input, { person }) => {
    await views.removeView(statsTable, person, input);
    revalidatePath("/ahsp");
  },
);
