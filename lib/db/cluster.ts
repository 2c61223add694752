import "server-only";
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { processStat } from "@/lib/db/file-lock.js";
import { clusterSettings } from "@/lib/db/cluster-settings";
import { executable, giveTo, reachableHome, type ServerUser, serverBinaries, serverUser } from "@/lib/db/server-user";

/** Role and database of the portal. The role owns its database and may create others; it is no superuser. */
const PORTAL = "portal";
const READY_TIMEOUT_SECONDS = 600;

/** One embedded PostgreSQL: its folder, and how to run its programs. */
export type Cluster = {
  home: string;
  data: string;
  binaries: string;
  user: ServerUser | undefined;
  /** Nothing in it must survive: no fsync. */
  throwaway: boolean;
};

type Progress = (line: string) => void;

/** Where the cluster of a data folder is (or will be). Starts nothing. */
export function locateCluster(dataDir: string, throwaway: boolean): Cluster {
  const home = reachableHome(dataDir);
  const data = path.join(home, "postgres");
  const user = serverUser(data);
  return { home, data, binaries: serverBinaries(user), user, throwaway };
}

/**
 * Starts the server unless it runs already, making its data first when there is none. Call it under the lock.
 * @param port to listen on; unless told the one of last time, else any free one
 * @returns URL of the portal's database
 */
export async function ensureRunning(cluster: Cluster, progress: Progress, port?: number): Promise<string> {
  const running = await findRunning(cluster);
  if (running) return running;
  if (!fs.existsSync(cluster.data)) {
    progress("Making the database (only the first time) …");
    await initialise(cluster);
  }
  progress("Starting the database …");
  await startServer(cluster, port);
  const url = await findRunning(cluster);
  if (!url) throw new Error(`The database ended right after its start. Its log: ${logFile(cluster)}`);
  return url;
}

/** Stops the server; sessions that are still open are ended. Does nothing when it does not run. */
export async function stopServer(cluster: Cluster): Promise<void> {
  if (!isServerAlive(cluster)) return;
  await run(cluster, "pg_ctl", ["stop", "-m", "fast", "-w", "-t", "60", "-D", cluster.data]);
}

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

/**
 * URL of the server if it runs and answers; null when it does not run. Waits while it starts, recovers or stops.
 * What is left of a server that was killed is cleared away.
 */
async function findRunning(cluster: Cluster): Promise<string | null> {
  const deadline = Date.now() + READY_TIMEOUT_SECONDS * 1000;
  for (;;) {
    const file = readPidFile(cluster);
    if (!file) return null;
    if (!isServerAlive(cluster)) {
      fs.rmSync(path.join(cluster.data, "postmaster.pid"), { force: true });
      return null;
    }
    const failure = file.port ? await tryConnect(cluster, file.port) : new Error("it has no port yet");
    if (!failure) return portalUrl(cluster, file.port);
    if (["28P01", "28000"].includes(String(Reflect.get(failure, "code")))) {
      throw new Error(`The database in ${cluster.data} does not accept the password in ${passwordFile(cluster)}`);
    }
    if (Date.now() > deadline) throw new Error(`The database runs but does not answer: ${failure.message}`);
    await sleep(50);
  }
}

async function tryConnect(cluster: Cluster, port: number): Promise<Error | null> {
  const client = new pg.Client({ connectionString: portalUrl(cluster, port), connectionTimeoutMillis: 5000 });
  // A server that stops while we ask must not end this process.
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("SELECT 1");
    return null;
  } catch (error) {
    return error as Error;
  } finally {
    await client.end().catch(() => {});
  }
}

async function initialise(cluster: Cluster): Promise<void> {
  const partial = `${cluster.data}.new`;
  fs.rmSync(partial, { recursive: true, force: true });
  fs.mkdirSync(partial, { mode: 0o700 });
  giveTo(cluster.user, partial);
  const superuserFile = path.join(cluster.home, "superuser.password");
  const password = writePassword(cluster, passwordFile(cluster));
  writePassword(cluster, superuserFile);
  const options = ["-U", "postgres", `--pwfile=${superuserFile}`, "--auth=scram-sha-256", "-E", "UTF8"];
  const locale = ["--locale-provider=icu", "--icu-locale=id-ID", "--locale=C"];
  await run(cluster, "initdb", ["-D", partial, ...options, ...locale, ...(cluster.throwaway ? ["--no-sync"] : [])]);
  fs.appendFileSync(path.join(partial, "postgresql.conf"), "\ninclude_if_exists = 'portal.conf'\n");
  // Without a server, one statement a line.
  const single = ["--single", "-D", partial, "-c", "exit_on_error=on", ...(cluster.throwaway ? ["-F"] : [])];
  await run(
    cluster,
    "postgres",
    [...single, "postgres"],
    [
      `CREATE ROLE ${PORTAL} LOGIN CREATEDB PASSWORD '${password}'`,
      `GRANT pg_monitor TO ${PORTAL}`,
      `CREATE DATABASE ${PORTAL} OWNER ${PORTAL}`,
    ],
  );
  await run(cluster, "postgres", [...single, PORTAL], ["CREATE EXTENSION pg_stat_statements"]);
  // Renamed when it is whole: an interrupted first start begins again.
  fs.renameSync(partial, cluster.data);
}

async function startServer(cluster: Cluster, wantedPort?: number): Promise<void> {
  // The same port as last time, so that a portal whose database was restarted finds it again.
  const config = path.join(cluster.data, "portal.conf");
  const lastPort = Number(/^port = (\d+)$/m.exec(readIfAny(config) ?? "")?.[1]);
  const log = logFile(cluster);
  const deadline = Date.now() + 20_000;
  for (;;) {
    const port = wantedPort ?? (lastPort && (await isFree(lastPort)) ? lastPort : await freePort());
    fs.writeFileSync(config, clusterSettings({ port, throwaway: cluster.throwaway }), { mode: 0o600 });
    giveTo(cluster.user, config);
    fs.rmSync(log, { force: true });
    try {
      await run(cluster, "pg_ctl", ["start", "-s", "-w", "-t", String(READY_TIMEOUT_SECONDS), "-D", cluster.data, "-l", log]);
      return;
    } catch (error) {
      const lines = readIfAny(log) ?? "";
      // After a kill -9 the old sessions hold its memory, and maybe its port, until they notice.
      const passing = /pre-existing shared memory block|could not bind|Address already in use/.test(lines);
      if (!passing || Date.now() > deadline) throw new Error(`${(error as Error).message}\n${lines.slice(-2000)}`);
      await sleep(200);
    }
  }
}

/** Runs one of PostgreSQL's programs as the server's user. `statements` go to its standard input, one a line. */
async function run(cluster: Cluster, program: string, args: string[], statements?: string[]): Promise<void> {
  const child = spawn(path.join(cluster.binaries, "bin", executable(program)), args, {
    ...cluster.user,
    cwd: cluster.home,
    stdio: [statements ? "pipe" : "ignore", "ignore", "pipe"],
    // Neither the portal's secrets nor a PGPORT of this shell are for the server.
    env: { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, LC_ALL: "C", TZ: "UTC" },
    windowsHide: true,
  });
  let errors = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-4000);
  });
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

function writePassword(cluster: Cluster, file: string): string {
  const password = randomBytes(24).toString("base64url");
  fs.rmSync(file, { force: true });
  fs.writeFileSync(file, password, { mode: 0o600, flag: "wx" });
  giveTo(cluster.user, file);
  return password;
}

function portalUrl(cluster: Cluster, port: number): string {
  const password = readIfAny(passwordFile(cluster))?.trim();
  if (!password) {
    throw new Error(`${passwordFile(cluster)} is missing or not yours to read: the database in ${cluster.data} needs it`);
  }
  return `postgresql://${PORTAL}:${password}@127.0.0.1:${port}/${PORTAL}`;
}

/** Process and port of a server that runs or was killed; the port is 0 until it listens. */
function readPidFile(cluster: Cluster): { pid: number; port: number } | null {
  const lines = readIfAny(path.join(cluster.data, "postmaster.pid"))?.split("\n");
  const pid = Number(lines?.[0]);
  return pid > 0 ? { pid, port: Number(lines?.[3]) || 0 } : null;
}

function passwordFile(cluster: Cluster): string {
  return path.join(cluster.home, "portal.password");
}

function logFile(cluster: Cluster): string {
  return path.join(cluster.data, "server.log");
}

function readIfAny(file: string): string | null {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

/** A port of this machine that nobody listens on now. */
export function freePort(): Promise<number> {
  return listenOnce(0);
}

async function isFree(port: number): Promise<boolean> {
  return listenOnce(port).then(
    () => true,
    () => false,
  );
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
