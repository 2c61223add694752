import { cookies } from "next/headers";
import { setPreferences } from "@/app/actions/preferences";
import type { TablePreferences } from "@/components/data-table/preferences";

/** What this browser says about tables; where it says nothing, rows are comfortable and shortcuts work. */
export async function tablePreferences(): Promise<TablePreferences> {
  const jar = await cookies();
  return {
    density: jar.get("density")?.value === "compact" ? "compact" : "comfortable",
    shortcuts: jar.get("shortcuts")?.value === "off" ? "off" : "on",
    set: setPreferences,
  };
}
