import { REFRESH_TRIGGERS, type RefreshTrigger } from "@/lib/views/types";

/** Key of who or what refreshed: messages `freshness.trigger.<key>`. Whoever does not say is somebody with psql. */
export function triggerKey(trigger: string | null): RefreshTrigger {
  return REFRESH_TRIGGERS.find((one) => one === trigger) ?? "psql";
}
