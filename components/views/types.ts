import type { Answer } from "@/components/failure";
import type { ViewName } from "@/lib/views/registry";
import type { TimeZone } from "@/lib/views/schedule-words";
import type { RefreshMode, RefreshResult, Schedule, Verification } from "@/lib/views/types";

/** What the console can do. Staff may refresh, analyse and verify; the rest is for admins. */
export interface ViewActions {
  refreshView: (input: { view: ViewName; mode: RefreshMode }) => Promise<Answer<{ refresh: RefreshResult }>>;
  analyseView: (input: { view: ViewName }) => Promise<Answer<{ durationMs: number }>>;
  verifyView: (input: { view: ViewName }) => Promise<Answer<Verification>>;
  rebuildView: (input: { view: ViewName }) => Promise<Answer<{ views: string[] }>>;
  switchView: (input: { view: ViewName; on: boolean }) => Promise<Answer<{ on: boolean }>>;
  scheduleView: (input: {
    view: ViewName;
    cron: string | null;
    timeZone: TimeZone;
    refreshAfter: number | null;
  }) => Promise<Answer<Schedule>>;
  cancelRefresh: (input: { view: ViewName }) => Promise<Answer<{ cancelled: boolean }>>;
  createIndex: (input: { view: ViewName; index: string }) => Promise<Answer<{ created: boolean }>>;
  confirmPassword: (input: FormData) => Promise<Answer<unknown>>;
}
