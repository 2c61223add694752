import fs from "node:fs";
import path from "node:path";

/**
 * Processes that use the embedded database, one file each. Whoever leaves last stops the server. A process that died
 * without a word is recognised: its pid is gone, or belongs to a program that began at another time.
 */
export function hold(folder: string): void {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  fs.writeFileSync(path.join(folder, String(process.pid)), startOf(process.pid) ?? "");
}

/** Takes this process off the list. @returns true when nobody else is left */
export function release(folder: string): boolean {
  fs.rmSync(path.join(folder, String(process.pid)), { force: true });
  return others(folder).length === 0;
}

function others(folder: string): number[] {
  const alive: number[] = [];
  for (const name of fs.existsSync(folder) ? fs.readdirSync(folder) : []) {
    const pid = Number(name);
    const file = path.join(folder, name);
    if (pid === process.pid) continue;
    if (isAlive(pid, fs.readFileSync(file, "utf8"))) alive.push(pid);
    else fs.rmSync(file, { force: true });
  }
  return alive;
}

/** @param began start time as the process wrote it; "" where the system does not tell */
export function isAlive(pid: number, began: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  const now = startOf(pid);
  return now !== "zombie" && (began === "" || now === undefined || now === began);
}

/** Start time of a process since boot in ticks; "zombie" for one that only waits to be reaped; undefined: not Linux. */
export function startOf(pid: number): string | undefined {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? "zombie" : fields[19];
  } catch {
    return undefined;
  }
}
