import { pageOf } from "@/components/imports/check/check-place";
import { IMPORT_STATES, type ImportState } from "@/lib/imports/session";

export const IMPORTS_A_PAGE = 50;

/** Which imports the history shows; it is its query. Pages count from 1. */
export interface ListPlace {
  state: ImportState | null;
  /** Id of a person, or "-" for commands. */
  by: string | null;
  page: number;
}

/** The place that a query names; what it names wrongly is as if it were not there. */
export function listPlace(query: Record<string, string | string[] | undefined>): ListPlace {
  return {
    state: IMPORT_STATES.find((one) => one === query.state) ?? null,
    by: typeof query.by === "string" && query.by !== "" ? query.by.slice(0, 100) : null,
    page: pageOf(query.page),
  };
}

/** Path of the history at a place. */
export function listHref({ state, by, page }: ListPlace): string {
  const query = new URLSearchParams();
  if (state) query.set("state", state);
  if (by) query.set("by", by);
  if (page > 1) query.set("page", String(page));
  const text = query.toString();
  return text ? `/imports?${text}` : "/imports";
}

/** What of the history is asked for. */
export function listOptions({ state, by, page }: ListPlace) {
  return { state, by, limit: IMPORTS_A_PAGE, offset: (page - 1) * IMPORTS_A_PAGE };
}
