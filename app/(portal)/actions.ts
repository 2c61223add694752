"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/lib/action";
import { readTotals } from "@/lib/stats/totals";
import { refreshView } from "@/lib/views/refresh";
import { REFRESH_MODES } from "@/lib/views/types";

/** Refreshes the statistics and answers with what was done and the new totals. A running refresh is joined. */
export const refreshStats = action(
  { name: "refreshStats", role: "staff", input: z.object({ mode: z.enum(REFRESH_MODES) }) },
  async ({ mode }, { person }) => {
    const refresh = await refreshView("referensi_ahsp_stats", mode, { trigger: "portal", actor: person.id });
    const totals = await readTotals();
    revalidatePath("/", "layout");
    return { refresh, totals };
  },
);
