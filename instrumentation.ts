/** Runs once when the server starts: takes up imports that were cut off, and keeps the schedules of the views. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs" || !process.env.DATABASE_URL) return;
  const { resumeImports } = await import("@/lib/imports/run");
  const { workOnJobs } = await import("@/lib/worker");
  const { log } = await import("@/lib/log");
  resumeImports().catch((error) => log.error("resume imports", { error }));
  const stop = new AbortController();
  process.once("SIGTERM", () => stop.abort());
  process.once("SIGINT", () => stop.abort());
  workOnJobs(stop.signal).catch((error) => log.error("job queue", { error }));
}
