import "server-only";
import { pool } from "@/lib/db/pool";
import { type AskedBy, refreshView } from "./refresh";
import type { ViewName } from "./registry";

/**
 * Switches a view off: from now on every reader takes the live path; nothing is dropped, and refreshes by the clock or
 * after an import rest. Switched on again it is refreshed first, so that readers find the same numbers.
 * @throws what refreshView throws when switching on; the view stays off then
 */
export async function switchView(view: ViewName, on: boolean, by: AskedBy): Promise<void> {
  if (on) {
    await refreshView(view, "automatic", by);
    await pool().query("UPDATE view_settings SET off_since = NULL, off_by = NULL WHERE view = $1", [view]);
    return;
  }
  await pool().query(
    `INSERT INTO view_settings (view, off_since, off_by) VALUES ($1, now(), $2)
     ON CONFLICT (view) DO UPDATE SET off_since = coalesce(view_settings.off_since, now()), off_by = excluded.off_by`,
    [view, by.actor],
  );
}
