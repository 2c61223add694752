/** A saved view as somebody sees it: their own, or one that its owner shares. */
export interface SavedView {
  id: number;
  name: string;
  /** Search part of its URL, "" or "?…", as savedSearch writes it. */
  search: string;
  shared: boolean;
  /** Belongs to who asked. */
  own: boolean;
  /** Name of its owner. */
  by: string;
}

/** Longest name, in characters. */
export const NAME_LIMIT = 80;
/** Longest search part, in characters. */
export const QUERY_LIMIT = 4000;
/** How many one person may have, over all tables. */
export const VIEW_LIMIT = 100;
