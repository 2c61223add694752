import {
  removeView,
  renameView,
  replaceView,
  saveView,
  shareView,
  unshareView,
} from "@/app/(portal)/ahsp/saved-views/actions";
import { attempt } from "@/lib/attempt";
import type { Person } from "@/lib/auth/session";
import { listSavedViews } from "@/lib/saved-views/list";
import { statsTable } from "@/lib/stats/spec";

const actions = { saveView, renameView, replaceView, shareView, unshareView, removeView };

/** The saved views of the statistics as this person sees them, and what can be done with them. Never fails. */
export async function savedFor(person: Person) {
  const answer = await attempt("saved views", () => listSavedViews(statsTable, person));
  return { answer, role: person.role, actions };
}
