import type { RefreshMode } from "./registry";

/** How fresh a view is. Times are ISO strings in UTC. */
export interface ViewState {
  populated: boolean;
  /** The snapshot's data is what was committed at this moment; null = never refreshed. */
  snapshotAt: string | null;
  /** Name of the person who asked for it; null = nobody, see `trigger`. */
  by: string | null;
  trigger: string | null;
  mode: RefreshMode | null;
  durationMs: number | null;
  /** AHSP changed since the snapshot; null = everything may have changed. */
  changed: number | null;
  /** A refresh holds the view's lock right now. */
  running: boolean;
}

export interface RefreshResult {
  id: number;
  /** What was really done: an unpopulated view cannot be refreshed concurrently. */
  mode: RefreshMode;
  durationMs: number;
  rows: number;
  /** Changed AHSP that the refresh took in; null = everything may have changed. */
  changes: number | null;
  /** Another refresh was running and its result is this one. */
  joined: boolean;
}
