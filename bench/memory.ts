import fs from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

export interface Peak {
  /** Highest resident memory above that at the beginning. */
  ownBytes: number;
  /** Highest resident memory of one child; 0 when there was none. */
  childBytes: number;
}

const LOOK_MS = 50;

/**
 * Watches the resident memory of a process while `work` runs, and that of its child processes.
 * @throws Error where the system has no /proc
 */
export async function watchMemory<T>(pid: number, work: () => Promise<T>): Promise<[T, Peak]> {
  const before = read(pid, "VmRSS");
  if (before === null) throw new Error("memory can only be watched where there is a /proc");
  // From here on the kernel keeps the highest value: nothing between two looks is missed.
  fs.writeFileSync(`/proc/${pid}/clear_refs`, "5");
  const peak: Peak = { ownBytes: 0, childBytes: 0 };
  const ended = new AbortController();
  const watching = (async () => {
    while (!ended.signal.aborted) {
      for (const child of childrenOf(pid)) peak.childBytes = Math.max(peak.childBytes, read(child, "VmHWM") ?? 0);
      await sleep(LOOK_MS);
    }
  })();
  try {
    const result = await work();
    peak.ownBytes = (read(pid, "VmHWM") ?? before) - before;
    return [result, peak];
  } finally {
    ended.abort();
    await watching;
  }
}

/** null: the process has ended. */
function read(pid: number, name: "VmRSS" | "VmHWM"): number | null {
  try {
    const kb = new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(fs.readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kb === undefined ? null : Number(kb) * 1024;
  } catch {
    return null;
  }
}

/** Empty where there is no /proc. */
export function childrenOf(pid: number): number[] {
  try {
    return fs.readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(/\s+/).filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
