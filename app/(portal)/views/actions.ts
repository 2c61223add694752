"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/lib/action";
import { PortalError } from "@/lib/errors";
import { analyseView as analyse, createIndex as makeIndex, rebuildView as rebuild } from "@/lib/views/definition";
import { cancelRefresh as cancel, refreshView as refresh } from "@/lib/views/refresh";
import { viewNames } from "@/lib/views/registry";
import { saveSchedule } from "@/lib/views/schedule";
import { isCron, TIME_ZONES } from "@/lib/views/schedule-words";
import { switchView as turn } from "@/lib/views/switch";
import { REFRESH_MODES } from "@/lib/views/types";
import { verifyView as verify } from "@/lib/views/verify";

const view = z.enum(viewNames());
const MAX_CHANGES = 1_000_000_000;

/** Refreshes one view; a refresh that runs is joined. */
export const refreshView = action(
  { name: "views.refresh", role: "staff", input: z.object({ view, mode: z.enum(REFRESH_MODES) }) },
  async (input, { person }) => {
    const result = await refresh(input.view, input.mode, { trigger: "portal", actor: person.id });
    revalidatePath("/", "layout");
    return { refresh: result };
  },
);

/** Gathers the planner's statistics. */
export const analyseView = action(
  { name: "views.analyse", role: "staff", input: z.object({ view }) },
  async (input) => {
    const done = await analyse(input.view);
    revalidatePath("/views", "layout");
    return done;
  },
);

/** Holds the view against its definition. */
export const verifyView = action(
  { name: "views.verify", role: "staff", input: z.object({ view }) },
  async (input, { person }) => {
    const done = await verify(input.view, person.id);
    revalidatePath("/views", "layout");
    return done;
  },
);

/** Makes the view anew from its file, or makes it when it is missing. */
export const rebuildView = action(
  { name: "views.rebuild", role: "admin", input: z.object({ view }), fresh: true },
  async (input) => {
    const views = await rebuild(input.view);
    revalidatePath("/", "layout");
    return { views };
  },
);

/** Off: readers take the live path at once. On: refreshed first, then read again. */
export const switchView = action(
  { name: "views.switch", role: "admin", input: z.object({ view, on: z.boolean() }), fresh: true },
  async (input, { person }) => {
    await turn(input.view, input.on, { trigger: "portal", actor: person.id });
    revalidatePath("/", "layout");
    return { on: input.on };
  },
);

/** Sets when the view is refreshed by itself. */
export const scheduleView = action(
  {
    name: "views.schedule",
    role: "admin",
    input: z.object({
      view,
      cron: z.string().trim().refine(isCron).nullable(),
      timeZone: z.enum(TIME_ZONES),
      refreshAfter: z.int().min(1).max(MAX_CHANGES).nullable(),
    }),
  },
  async ({ view: name, ...rule }) => {
    const schedule = await saveSchedule(name, rule);
    revalidatePath("/views", "layout");
    return schedule;
  },
);

/** Ends the refresh that runs; the snapshot stays as it was. */
export const cancelRefresh = action(
  { name: "views.cancel", role: "admin", input: z.object({ view }), fresh: true },
  async (input) => {
    const cancelled = await cancel(input.view);
    revalidatePath("/views", "layout");
    return { cancelled };
  },
);

/** Makes an index that the view's file declares and the database lacks. */
export const createIndex = action(
  { name: "views.index", role: "admin", input: z.object({ view, index: z.string().max(63) }), fresh: true },
  async (input) => {
    if (!(await makeIndex(input.view, input.index))) throw new PortalError("NOT_FOUND");
    revalidatePath("/views", "layout");
    return { created: true };
  },
);
