import "server-only";
import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { type Cluster, readIfAny } from "@/lib/db/cluster";
import { processStat } from "@/lib/db/file-lock.js";
import { executable } from "@/lib/db/server-user";

/** Is the process that postmaster.pid names alive, and our server? Neither a zombie nor a recycled pid is. */
export function isServerAlive(cluster: Cluster): boolean {
  const pid = readPidFile(cluster)?.pid;
  if (pid === undefined) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const stat = processStat(pid);
  if (!stat) return process.platform !== "linux";
  if (stat.state === "Z" || stat.name !== "postgres") return false;
  const command = readIfAny(`/proc/${pid}/cmdline`);
  return !command || command.split("\0").includes(cluster.data);
}

/** Process and port of a server that runs or was killed; the port is 0 until it listens. */
export function readPidFile(cluster: Cluster): { pid: number; port: number } | null {
  const lines = readIfAny(path.join(cluster.data, "postmaster.pid"))?.split("\n");
  const pid = Number(lines?.[0]);
  return pid > 0 ? { pid, port: Number(lines?.[3]) || 0 } : null;
}

/** Runs one of PostgreSQL's programs as the server's user. `statements` go to its standard input, one a line. */
export async function runProgram(
  cluster: Cluster,
  program: string,
  args: string[],
  statements?: string[],
): Promise<void> {
  const child: ChildProcess = spawn(path.join(cluster.binaries, "bin", executable(program)), args, {
    ...cluster.user,
    cwd: cluster.home,
    stdio: [statements ? "pipe" : "ignore", "ignore", "pipe"],
    env: serverEnvironment(),
    windowsHide: true,
  });
  let errors = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-4000);
  });
  // A program that ends early closes its input; its exit code and its words say why.
  child.stdin?.on("error", () => {});
  child.stdin?.end(statements?.map((statement) => `${statement}\n`).join(""));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    // Not "close": a server that inherited the pipe would hold it open for as long as it runs.
    child.on("exit", resolve);
  });
  child.stderr?.destroy();
  if (code !== 0) throw new Error(`${program} failed (${code}): ${errors.trim()}`);
}

/** Neither the portal's secrets nor this shell's PGPORT are for the server. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, NODE_ENV } = process.env;
  return { PATH, SystemRoot, NODE_ENV, LC_ALL: "C", TZ: "UTC" };
}
