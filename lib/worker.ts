import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { Logger, run } from "graphile-worker";
import { databaseUrl } from "@/lib/db/pool";
import { expireImports } from "@/lib/imports/open";
import { log } from "@/lib/log";
import { keepSchedules } from "@/lib/views/schedule";

/** Name of the job in the queue; adding one by hand makes the portal look at its schedules at once. */
export const SCHEDULE_JOB = "keep_schedules";
const EXPIRE_JOB = "expire_imports";
const RETRY_MS = 3000;

/**
 * Takes part in the job queue (graphile-worker, in the database) until `stop`: every minute one of the portal's
 * processes looks at the schedules of the views, and now and then at imports that nobody came back to. Comes back by
 * itself after an outage of the database.
 */
export async function workOnJobs(stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    try {
      const runner = await run({
        connectionString: databaseUrl(),
        maxPoolSize: 3,
        concurrency: 1,
        noHandleSignals: true,
        // One try: the next minute looks again, and what is due stays due.
        crontab: `* * * * * ${SCHEDULE_JOB} ?max=1\n*/10 * * * * ${EXPIRE_JOB} ?max=1`,
        taskList: {
          [SCHEDULE_JOB]: () => keepSchedules(),
          [EXPIRE_JOB]: async () => {
            await expireImports();
          },
        },
        logger: new Logger(() => (level, message) => {
          if (level === "error") log.error("job queue", { message });
        }),
      });
      const end = () => runner.stop().catch(() => {});
      // It may have been told to stop while it started.
      if (stop.aborted) await end();
      stop.addEventListener("abort", end, { once: true });
      await runner.promise.finally(() => stop.removeEventListener("abort", end));
    } catch (error) {
      log.warn("job queue waits for the database", { error });
    }
    await sleep(RETRY_MS, undefined, { signal: stop }).catch(() => {});
  }
}
