import fs from "node:fs";
import type pg from "pg";

/** What a piece of work took: on the clock, and of processors; null where the server's processes cannot be seen. */
export interface Effort {
  ms: number;
  cpuMs: number | null;
}

/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10;

/** Measures what a connection's server process and the workers that it starts take. */
export async function effortMeter(client: pg.Client): Promise<(work: () => Promise<unknown>) => Promise<Effort>> {
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  const backend = rows[0]?.pid ?? 0;
  return async (work) => {
    const cpu = spent(backend);
    const start = performance.now();
    await work();
    const ms = performance.now() - start;
    const later = spent(backend);
    return { ms, cpuMs: cpu === null || later === null ? null : later - cpu };
  };
}

/** The process's own time, and that of workers that ended, which their parent has on its account. */
function spent(pid: number): number | null {
  try {
    const own = processTimes(pid);
    return (own.self + processTimes(own.parent).ended) * TICK_MS;
  } catch {
    return null;
  }
}

function processTimes(pid: number): { parent: number; self: number; ended: number } {
  const text = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name may hold spaces; what follows its bracket does not: state, parent, …, utime, stime, cutime, cstime.
  const fields = text
    .slice(text.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number);
  const [, parent = 0] = fields;
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11);
  return { parent, self: user + system, ended: endedUser + endedSystem };
}
